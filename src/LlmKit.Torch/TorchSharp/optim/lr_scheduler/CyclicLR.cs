namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.CyclicLR"/>
            /// <param name="base_lr">The lower bound, where it starts.</param>
            /// <param name="max_lr">The upper bound.</param>
            /// <param name="step_size_up">Epochs upwards.</param>
            /// <param name="step_size_down">Epochs downwards; -1 means as many.</param>
            /// <param name="mode">How the cycles get smaller.</param>
            /// <param name="gamma">The factor of <see cref="impl.CyclicLR.Mode.ExpRange"/>.</param>
            /// <param name="scale_fn">How they get smaller, in place of <paramref name="mode"/>.</param>
            /// <param name="scale_mode">What the function is given.</param>
            /// <param name="cycle_momentum">Moves the momentum, or Adam's beta1, too. The optimizer must have
            /// one.</param>
            /// <param name="base_momentum">The momentum at the upper bound of the rate.</param>
            /// <param name="max_momentum">The momentum at the lower bound.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler CyclicLR(
                Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000,
                int step_size_down = -1, impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular,
                double gamma = 1.0, Func<double, double>? scale_fn = null,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle,
                bool cycle_momentum = true, double base_momentum = 0.8, double max_momentum = 0.9,
                int last_epoch = -1, bool verbose = false) =>
                new impl.CyclicLR(
                    optimizer, base_lr, max_lr, step_size_up, step_size_down, mode, gamma, scale_fn,
                    scale_mode, cycle_momentum, base_momentum, max_momentum, last_epoch, verbose);

            public static LRScheduler CyclicLR(
                Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr,
                int step_size_up = 2000, int step_size_down = -1,
                impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular, double gamma = 1.0,
                Func<double, double>? scale_fn = null,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle,
                bool cycle_momentum = true, IEnumerable<double>? base_momentum = null,
                IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false) =>
                new impl.CyclicLR(
                    optimizer, base_lr, max_lr, step_size_up, step_size_down, mode, gamma, scale_fn,
                    scale_mode, cycle_momentum, base_momentum, max_momentum, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>
                /// The rate goes up and down between two bounds, and the momentum the other way (Smith 2015,
                /// arXiv:1506.01186).
                /// </summary>
                public sealed class CyclicLR : LRScheduler
                {
                    private readonly double[] _top;
                    private readonly double[] _bottom;
                    private readonly double[]? _momentumTop;
                    private readonly double[]? _momentumBottom;
                    private readonly double _length;
                    private readonly double _rise;
                    private readonly Func<double, double> _scale;
                    private readonly ScaleMode _scaleMode;

                    public CyclicLR(
                        Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0,
                        Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true, double base_momentum = 0.8, double max_momentum = 0.9,
                        int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer, ForEachGroup(optimizer, base_lr), ForEachGroup(optimizer, max_lr),
                            step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum,
                            ForEachGroup(optimizer, base_momentum),
                            ForEachGroup(optimizer, max_momentum), last_epoch, verbose)
                    {
                    }

                    /// <summary>Bounds for each group.</summary>
                    public CyclicLR(
                        Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr,
                        int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular,
                        double gamma = 1.0, Func<double, double>? scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size_up);
                        (_bottom, _top) = (OnePerGroup(base_lr), OnePerGroup(max_lr));
                        _length = step_size_up + (step_size_down < 0 ? step_size_up : step_size_down);
                        _rise = step_size_up / _length;
                        (_scale, _scaleMode) = scale_fn is not null ? (scale_fn, scale_mode) : mode switch
                        {
                            Mode.Triangular => (_ => 1.0, ScaleMode.Cycle),
                            Mode.Triangular2 => (cycle => 1 / Math.Pow(2, cycle - 1), ScaleMode.Cycle),
                            Mode.ExpRange => (epoch => Math.Pow(gamma, epoch), ScaleMode.Iterations),
                            _ => throw new ArgumentOutOfRangeException(
                                nameof(mode), mode, $"{mode} is no mode of CyclicLR."),
                        };
                        if (cycle_momentum)
                        {
                            _momentumBottom = OnePerGroup(base_momentum ?? ForEachGroup(optimizer, 0.8));
                            _momentumTop = OnePerGroup(max_momentum ?? ForEachGroup(optimizer, 0.9));
                        }

                        if (last_epoch == -1) Start(_bottom);
                        step();
                    }

                    /// <summary>How the cycles get smaller.</summary>
                    public enum Mode
                    {
                        /// <summary>They do not.</summary>
                        Triangular,

                        /// <summary>Each is half as high as the one before.</summary>
                        Triangular2,

                        /// <summary>By a power of gamma that grows with each epoch.</summary>
                        ExpRange,
                    }

                    /// <summary>What a scale function is given.</summary>
                    public enum ScaleMode
                    {
                        /// <summary>The number of the cycle, from 1.</summary>
                        Cycle,

                        /// <summary>The epoch.</summary>
                        Iterations,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + last_epoch / _length);
                        var place = 1 + last_epoch / _length - cycle;
                        var height = place <= _rise ? place / _rise : (place - 1) / (_rise - 1);
                        height *= _scale(_scaleMode == ScaleMode.Cycle ? cycle : last_epoch);
                        if (_momentumTop is not null)
                        {
                            SetMomenta(_momentumTop.Zip(
                                _momentumBottom!, (top, bottom) => top - (top - bottom) * height));
                        }

                        return _bottom.Zip(_top, (bottom, top) => bottom + (top - bottom) * height);
                    }
                }
            }
        }
    }
}
