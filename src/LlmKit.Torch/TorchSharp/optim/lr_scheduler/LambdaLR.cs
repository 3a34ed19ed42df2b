namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.LambdaLR"/>
            /// <param name="lr_lambda">The factor of an epoch, counted from 0.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            /// <param name="verbose">Writes each change to the console.</param>
            public static LRScheduler LambdaLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            public static LRScheduler LambdaLR(
                Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambdas, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>The first rate of each group times a function of the epoch.</summary>
                public sealed class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] _factors;

                    public LambdaLR(
                        Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                        bool verbose = false)
                        : this(optimizer, ForEachGroup(optimizer, lr_lambda), last_epoch, verbose)
                    {
                    }

                    /// <param name="lr_lambdas">One function for each group.</param>
                    public LambdaLR(
                        Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factors = OnePerGroup(lr_lambdas);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        base_lrs.Zip(_factors, (rate, factor) => rate * factor(last_epoch));
                }
            }
        }
    }
}
