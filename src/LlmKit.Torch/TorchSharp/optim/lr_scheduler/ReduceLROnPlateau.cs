namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.ReduceLROnPlateau"/>
            /// <param name="mode">"min" when less is better, "max" when more is.</param>
            /// <param name="factor">What the rate is multiplied by.</param>
            /// <param name="patience">Epochs without getting better that are let pass.</param>
            /// <param name="threshold">What must be gained to count as better.</param>
            /// <param name="threshold_mode">"rel": a part of the best figure; "abs": an amount.</param>
            /// <param name="cooldown">Epochs after a change that don't count.</param>
            /// <param name="min_lr">The lowest rate of each group; null means 0.</param>
            /// <param name="eps">Smaller changes are not made.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler ReduceLROnPlateau(
                Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10,
                double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0,
                IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) =>
                new impl.ReduceLROnPlateau(
                    optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps, verbose);

            public static partial class impl
            {
                /// <summary>
                /// Lowers the rate when a figure, such as the validation loss, has stopped getting better.
                /// </summary>
                public sealed class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _wantsLess;
                    private readonly bool _isRelative;
                    private readonly double _factor;
                    private readonly double _threshold;
                    private readonly double _eps;
                    private readonly int _patience;
                    private readonly int _cooldown;
                    private readonly double[] _floors;
                    private double _best;
                    private int _bad;
                    private int _resting;

                    public ReduceLROnPlateau(
                        Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10,
                        double threshold = 1e-4, string threshold_mode = "rel", int cooldown = 0,
                        IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false)
                        : base(optimizer, verbose: verbose)
                    {
                        CheckWord(mode, "min", "max", nameof(mode));
                        CheckWord(threshold_mode, "rel", "abs", nameof(threshold_mode));
                        if (factor is not (>= 0 and < 1))
                            throw Invalid(nameof(factor), factor, "at least 0 and below 1");
                        (_wantsLess, _isRelative) = (mode == "min", threshold_mode == "rel");
                        (_factor, _threshold, _eps) = (factor, threshold, eps);
                        (_patience, _cooldown) = (patience, cooldown);
                        _floors = min_lr is null ? ForEachGroup(optimizer, 0.0) : OnePerGroup(min_lr);
                        _best = _wantsLess ? double.PositiveInfinity : double.NegativeInfinity;
                        last_epoch = 0;
                    }

                    /// <summary>Not for this scheduler: it needs the figure.</summary>
                    public override void step(int? epoch) => throw new InvalidOperationException(
                        "ReduceLROnPlateau looks at a figure. Pass it: scheduler.step(validationLoss).");

                    /// <summary>Takes the figure of an epoch. NaN counts as no better.</summary>
                    public override void step(double current, int? epoch = null)
                    {
                        last_epoch = epoch ?? last_epoch + 1;
                        if (IsBetter(current)) (_best, _bad) = (current, 0);
                        else _bad++;

                        if (_resting > 0) (_resting, _bad) = (_resting - 1, 0);
                        if (_bad > _patience)
                        {
                            Apply(rates.Zip(_floors, (rate, floor) => Lowered(rate, floor)));
                            (_resting, _bad) = (_cooldown, 0);
                        }

                        last_lrs = [.. rates];
                    }

                    private static void CheckWord(string given, string one, string other, string name)
                    {
                        if (given == one || given == other) return;
                        throw new ArgumentException(
                            $"{name} = \"{given}\" is neither \"{one}\" nor \"{other}\".", name);
                    }

                    private bool IsBetter(double current)
                    {
                        var sign = _wantsLess ? -1 : 1;
                        var goal = _isRelative ? _best * (1 + sign * _threshold) : _best + sign * _threshold;
                        return _wantsLess ? current < goal : current > goal;
                    }

                    private double Lowered(double rate, double floor)
                    {
                        var lower = Math.Max(rate * _factor, floor);
                        return rate - lower > _eps ? lower : rate;
                    }
                }
            }
        }
    }
}
