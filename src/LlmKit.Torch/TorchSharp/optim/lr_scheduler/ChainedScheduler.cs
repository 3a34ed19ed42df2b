namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.ChainedScheduler"/>
            /// <param name="schedulers">The schedules, made for the same optimizer. (TorchSharp has no such
            /// function.)</param>
            public static LRScheduler ChainedScheduler(IEnumerable<LRScheduler> schedulers) =>
                new impl.ChainedScheduler(schedulers);

            public static partial class impl
            {
                /// <summary>
                /// Several schedules at once: each changes the rate that the one before has left.
                /// </summary>
                public sealed class ChainedScheduler : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;

                    public ChainedScheduler(IEnumerable<LRScheduler> schedulers) : this([.. schedulers])
                    {
                    }

                    private ChainedScheduler(LRScheduler[] schedulers) : base(OptimizerOf(schedulers))
                    {
                        CheckOptimizers(schedulers, schedulers[0].optimizer);
                        _schedulers = schedulers;
                        last_lrs = [.. rates];
                    }

                    public override void step(int? epoch)
                    {
                        foreach (var scheduler in _schedulers) scheduler.step(epoch);
                        last_epoch = epoch ?? last_epoch + 1;
                        last_lrs = [.. rates];
                    }

                    private static Optimizer OptimizerOf(LRScheduler[] schedulers) => schedulers.Length > 0
                        ? schedulers[0].optimizer
                        : throw new ArgumentException("No scheduler was given to chain.", nameof(schedulers));
                }
            }
        }
    }
}
