namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.CosineAnnealingWarmRestarts"/>
            /// <param name="T_0">Epochs of the first cosine.</param>
            /// <param name="T_mult">How many times longer each is than the one before.</param>
            /// <param name="eta_min">The floor.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler CosineAnnealingWarmRestarts(
                Optimizer optimizer, int T_0, int T_mult = 1, double eta_min = 0, int last_epoch = -1,
                bool verbose = false) =>
                new impl.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>
                /// Half a cosine from the rate down to a floor, again and again, each longer than the one
                /// before (Loshchilov and Hutter 2016, arXiv:1608.03983).
                /// </summary>
                public sealed class CosineAnnealingWarmRestarts : LRScheduler
                {
                    private readonly int _first;
                    private readonly int _growth;
                    private readonly double _floor;
                    private double _position;
                    private double _length;

                    public CosineAnnealingWarmRestarts(
                        Optimizer optimizer, int T_0, int T_mult = 1, double eta_min = 0, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_0);
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_mult);
                        (_first, _growth, _floor) = (T_0, T_mult, eta_min);
                        step();
                    }

                    /// <summary>Goes to the next epoch, or to the one given.</summary>
                    public override void step(int? epoch)
                    {
                        var next = epoch ?? last_epoch + 1;
                        ArgumentOutOfRangeException.ThrowIfNegative(next, nameof(epoch));
                        (_position, _length) = (next, _first);
                        while (_position >= _length)
                        {
                            _position -= _length;
                            _length *= _growth;
                            if (_growth == 1) _position %= _length;
                        }

                        last_epoch = next;
                        Apply(get_lr());
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var part = (1 + Math.Cos(Math.PI * _position / _length)) / 2;
                        return base_lrs.Select(rate => _floor + (rate - _floor) * part);
                    }
                }
            }
        }
    }
}
