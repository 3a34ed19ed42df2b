namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.MultiStepLR"/>
            /// <param name="milestones">The epochs; one that is there twice multiplies twice.</param>
            /// <param name="gamma">The factor.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler MultiStepLR(
                Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1,
                bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>Multiplies the rate by a factor at given epochs.</summary>
                public sealed class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    public MultiStepLR(
                        Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _milestones = [.. milestones];
                        _gamma = gamma;
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var times = _milestones.Count(milestone => milestone == last_epoch);
                        return times == 0 ? rates : rates.Select(rate => rate * Math.Pow(_gamma, times));
                    }

                    protected override IEnumerable<double> get_closed_form_lr()
                    {
                        var times = _milestones.Count(milestone => milestone <= last_epoch);
                        return base_lrs.Select(rate => rate * Math.Pow(_gamma, times));
                    }
                }
            }
        }
    }
}
