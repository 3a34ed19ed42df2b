namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups from the number of its steps.</summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private int _epoch;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1)
                {
                    _groups = [.. optimizer.ParamGroups];
                    _epoch = last_epoch;
                    if (last_epoch >= 0) return;
                    foreach (var group in _groups) group.InitialLearningRate = group.LearningRate;
                }

                public void step()
                {
                    _epoch++;
                    foreach (var group in _groups) group.LearningRate = Rate(group.InitialLearningRate, _epoch);
                }

                public IEnumerable<double> get_last_lr() => _groups.Select(group => group.LearningRate);

                /// <summary>The rate of a group after so many steps.</summary>
                protected abstract double Rate(double initial, int epoch);
            }

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch);

            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5,
                int last_epoch = -1) => LambdaLR(optimizer, epoch => epoch < total_iters ? factor : 1, last_epoch);

            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1,
                int total_iters = 5, int last_epoch = -1) => LambdaLR(optimizer, epoch =>
                start_factor + (end_factor - start_factor) * Math.Min(epoch, total_iters) / total_iters, last_epoch);

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1) =>
                LambdaLR(optimizer, epoch => Math.Pow(gamma, epoch), last_epoch);

            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1) =>
                LambdaLR(optimizer, epoch => Math.Pow(gamma, epoch / step_size), last_epoch);

            public static partial class impl
            {
                /// <summary>The initial rate times a function of the number of steps.</summary>
                public sealed class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> _factor;

                    internal LambdaLR(Optimizer optimizer, Func<int, double> factor, int epoch) : base(optimizer, epoch)
                    {
                        _factor = factor;
                        step();
                    }

                    protected override double Rate(double initial, int epoch) => initial * _factor(epoch);
                }
            }
        }
    }
}
