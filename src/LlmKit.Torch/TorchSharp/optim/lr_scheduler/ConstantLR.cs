namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.ConstantLR"/>
            /// <param name="factor">The part: above 0, at most 1.</param>
            /// <param name="total_iters">The epoch that has the whole rate again.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler ConstantLR(
                Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1,
                bool verbose = false) =>
                new impl.ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>A part of the rate for some epochs, then all of it.</summary>
                public sealed class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _epochs;

                    public ConstantLR(
                        Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (factor is not (> 0 and <= 1))
                            throw Invalid(nameof(factor), factor, "above 0 and at most 1");
                        (_factor, _epochs) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        last_epoch == 0 ? rates.Select(rate => rate * _factor)
                        : last_epoch == _epochs ? rates.Select(rate => rate * (1 / _factor))
                        : rates;

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        base_lrs.Select(rate => last_epoch >= _epochs ? rate : rate * _factor);
                }
            }
        }
    }
}
