namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.CosineAnnealingLR"/>
            /// <param name="T_max">Epochs from crest to trough.</param>
            /// <param name="eta_min">The floor.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1,
                bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>
                /// Half a cosine from the rate down to a floor, and up again after it (Loshchilov and Hutter
                /// 2016, arXiv:1608.03983).
                /// </summary>
                public sealed class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _half;
                    private readonly double _floor;
                    private bool _hasBegun;

                    public CosineAnnealingLR(
                        Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (T_max is not > 0) throw Invalid(nameof(T_max), T_max, "above 0");
                        (_half, _floor) = (T_max, eta_min);
                        step();
                        _hasBegun = true;
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (last_epoch == 0) return rates;
                        if (!_hasBegun) return get_closed_form_lr();

                        // From the trough on the quotient below would divide by 0.
                        if ((last_epoch - 1 - _half) % (2 * _half) == 0)
                        {
                            var rise = (1 - Math.Cos(Math.PI / _half)) / 2;
                            return rates.Zip(base_lrs, (rate, first) => rate + (first - _floor) * rise);
                        }

                        var factor = Wave(last_epoch) / Wave(last_epoch - 1);
                        return rates.Select(rate => factor * (rate - _floor) + _floor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        base_lrs.Select(rate => _floor + (rate - _floor) * Wave(last_epoch) / 2);

                    // 2 at the crest, 0 in the trough
                    private double Wave(int epoch) => 1 + Math.Cos(Math.PI * epoch / _half);
                }
            }
        }
    }
}
