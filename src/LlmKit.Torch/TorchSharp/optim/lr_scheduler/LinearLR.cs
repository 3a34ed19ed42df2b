namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.LinearLR"/>
            /// <param name="start_factor">The part at epoch 0: above 0, at most 1.</param>
            /// <param name="end_factor">The part from epoch <paramref name="total_iters"/> on: 0 to
            /// 1.</param>
            /// <param name="total_iters">Epochs of the line.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
                int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>A straight line from one part of the rate to another.</summary>
                public sealed class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _epochs;

                    public LinearLR(
                        Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
                        int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (start_factor is not (> 0 and <= 1))
                            throw Invalid(nameof(start_factor), start_factor, "above 0 and at most 1");
                        if (end_factor is not (>= 0 and <= 1))
                            throw Invalid(nameof(end_factor), end_factor, "at least 0 and at most 1");
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_iters);
                        (_start, _end, _epochs) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (last_epoch == 0) return rates.Select(rate => rate * _start);
                        if (last_epoch > _epochs) return rates;
                        var rise = _end - _start;
                        var before = _epochs * _start + (last_epoch - 1) * rise;
                        return rates.Select(rate => rate * (1 + rise / before));
                    }

                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        var factor = _start + (_end - _start) * Math.Min(_epochs, last_epoch) / _epochs;
                        return base_lrs.Select(rate => rate * factor);
                    }
                }
            }
        }
    }
}
