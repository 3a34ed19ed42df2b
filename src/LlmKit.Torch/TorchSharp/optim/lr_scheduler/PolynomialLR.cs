namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.PolynomialLR"/>
            /// <param name="total_iters">The epoch at which the rate is 0.</param>
            /// <param name="power">1 is a straight line. (A whole number in TorchSharp, any in
            /// PyTorch.)</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler PolynomialLR(
                Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1,
                bool verbose = false) =>
                new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>The rate times a power of the part of the epochs that is left.</summary>
                public sealed class PolynomialLR : LRScheduler
                {
                    private readonly double _epochs;
                    private readonly double _power;

                    public PolynomialLR(
                        Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_iters);
                        (_epochs, _power) = (total_iters, power);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (last_epoch == 0 || last_epoch > _epochs) return rates;
                        var left = (1 - last_epoch / _epochs) / (1 - (last_epoch - 1) / _epochs);
                        var factor = Math.Pow(left, _power);
                        return rates.Select(rate => rate * factor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        var factor = Math.Pow(1 - Math.Min(_epochs, last_epoch) / _epochs, _power);
                        return base_lrs.Select(rate => rate * factor);
                    }
                }
            }
        }
    }
}
