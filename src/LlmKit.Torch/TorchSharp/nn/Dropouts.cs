using LlmKit.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>What all dropouts share: in training they change a share of their input by chance, otherwise
    /// they pass it through.</summary>
    public abstract class DropoutModule : nn.Module<Tensor, Tensor>
    {
        private protected DropoutModule(string name, double p, bool inplace) : base(name) =>
            (this.p, this.inplace) = (p, inplace);

        /// <summary>The share to drop, from 0 to 1.</summary>
        public double p
        {
            get;
            set
            {
                nn.functional.CheckShare(value);
                field = value;
            }
        }

        public bool inplace { get; set; }

        protected override string ExtraDescription() =>
            $"p={PythonText.Of(p)}, inplace={PythonText.Of(inplace)}";
    }

    /// <summary>In training, zeros a share of the elements and scales the others up (Srivastava et al.
    /// 2014).</summary>
    public sealed class Dropout : DropoutModule
    {
        internal Dropout(double p, bool inplace) : base(nameof(Dropout), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training, inplace);
    }

    /// <summary>In training, zeros a share of the channels of (N, C, L) or (C, L) and scales the others
    /// up.</summary>
    public sealed class Dropout1d : DropoutModule
    {
        internal Dropout1d(double p, bool inplace) : base(nameof(Dropout1d), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.dropout1d(input, p, training, inplace);
    }

    /// <summary>In training, zeros a share of the channels of (N, C, H, W) and scales the others
    /// up.</summary>
    public sealed class Dropout2d : DropoutModule
    {
        internal Dropout2d(double p, bool inplace) : base(nameof(Dropout2d), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, p, training, inplace);
    }

    /// <summary>In training, zeros a share of the channels of (N, C, D, H, W) or (C, D, H, W) and scales the
    /// others up.</summary>
    public sealed class Dropout3d : DropoutModule
    {
        internal Dropout3d(double p, bool inplace) : base(nameof(Dropout3d), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) => nn.functional.dropout3d(input, p, training, inplace);
    }

    /// <summary>The dropout that goes with <see cref="SELU"/>: keeps mean 0 and variance 1 (Klambauer et al.
    /// 2017, arXiv:1706.02515).</summary>
    public sealed class AlphaDropout : DropoutModule
    {
        internal AlphaDropout(double p, bool inplace) : base(nameof(AlphaDropout), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.alpha_dropout(input, p, training, inplace);
    }

    /// <summary><see cref="AlphaDropout"/> of whole channels.</summary>
    public sealed class FeatureAlphaDropout : DropoutModule
    {
        internal FeatureAlphaDropout(double p, bool inplace) : base(nameof(FeatureAlphaDropout), p, inplace)
        {
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.feature_alpha_dropout(input, p, training, inplace);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <param name="p">The share to drop, from 0 to 1.</param>
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <inheritdoc cref="Dropout"/>
            public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <inheritdoc cref="Dropout"/>
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <inheritdoc cref="Dropout"/>
            public static Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <inheritdoc cref="Dropout"/>
            public static AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            /// <inheritdoc cref="Dropout"/>
            public static FeatureAlphaDropout FeatureAlphaDropout(double p = 0.5) => new(p, false);

            /// <inheritdoc cref="Dropout"/>
            public static FeatureAlphaDropout FeatureAlphaDropout(double p, bool inplace) => new(p, inplace);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true,
                    bool inplace = false) =>
                    Drop(input, p, training, inplace, Aten.dropout, Aten.dropout_);

                /// <param name="input">(N, C, L) or (C, L).</param>
                public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true,
                    bool inplace = false)
                {
                    Given(input);
                    CheckRank(input, nameof(dropout1d), 3, "(N, C, L) or (C, L)");
                    return DropChannels(input, p, training, inplace, channels: input.dim() - 2);
                }

                /// <param name="input">(N, C, H, W). As in PyTorch dimension 1 has the channels at any rank,
                /// so that (N, C, L) works as well, and a single image needs its N.</param>
                public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true,
                    bool inplace = false) =>
                    DropChannels(input, p, training, inplace, channels: 1);

                /// <param name="input">(N, C, D, H, W) or (C, D, H, W).</param>
                public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true,
                    bool inplace = false)
                {
                    Given(input);
                    CheckRank(input, nameof(dropout3d), 5, "(N, C, D, H, W) or (C, D, H, W)");
                    return DropChannels(input, p, training, inplace, channels: input.dim() - 4);
                }

                public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false,
                    bool inplace = false) =>
                    Drop(Given(input), p, training, inplace, Aten.alpha_dropout, Aten.alpha_dropout_);

                /// <param name="input">(N, C, …).</param>
                public static Tensor feature_alpha_dropout(Tensor input, double p = 0.5,
                    bool training = false, bool inplace = false) =>
                    Drop(Given(input), p, training, inplace, Aten.feature_alpha_dropout,
                        Aten.feature_alpha_dropout_);

                internal static void CheckShare(double p)
                {
                    if (p is not (>= 0 and <= 1))
                        throw new ArgumentOutOfRangeException(nameof(p), p,
                            $"p = {PythonText.Of(p)}. The share to drop must be at least 0 and at most 1.");
                }

                // libtorch counts channels in dimension 1; an input without a batch gets one for the call.
                private static Tensor DropChannels(Tensor input, double p, bool training, bool inplace,
                    long channels)
                {
                    if (channels == 1)
                        return Drop(input, p, training, inplace, Aten.feature_dropout, Aten.feature_dropout_);

                    using var batch = input.unsqueeze(0);
                    var dropped = Drop(batch, p, training, inplace, Aten.feature_dropout,
                        Aten.feature_dropout_);
                    if (inplace) return input;
                    using (dropped) return dropped.squeeze(0);
                }

                private static Tensor Drop(Tensor input, double p, bool training, bool inplace,
                    Operator operation, Operator inPlace)
                {
                    CheckShare(p);
                    if (!training || p == 0) return inplace ? input : input.alias();
                    return inplace ? inPlace.CallInPlace(input, p, true) : operation.Call([input, p, true]);
                }

                private static void CheckRank(Tensor input, string name, long rank, string shapes)
                {
                    if (input.dim() != rank && input.dim() != rank - 1)
                        throw new ArgumentException(
                            $"{name} takes {shapes}, not the shape [{string.Join(", ", input.shape)}].",
                            nameof(input));
                }
            }
        }
    }
}
