namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <inheritdoc cref="impl.SequentialLR"/>
            /// <param name="schedulers">The schedules, made for the same optimizer.</param>
            /// <param name="milestones">The epochs at which the second, the third … takes over,
            /// rising.</param>
            /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
            public static LRScheduler SequentialLR(
                Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

            public static partial class impl
            {
                /// <summary>One schedule after the other, each beginning anew at its milestone.</summary>
                public sealed class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(
                        Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                        int last_epoch = -1)
                        : base(optimizer, last_epoch, verbose: false)
                    {
                        _schedulers = [.. schedulers];
                        _milestones = [.. milestones];
                        if (_schedulers.Length == 0 || _schedulers.Length != _milestones.Length + 1)
                        {
                            throw new ArgumentException(
                                $"{_schedulers.Length} schedulers and {_milestones.Length} milestones were given. " +
                                "Between two schedulers stands one milestone.", nameof(milestones));
                        }

                        CheckOptimizers(_schedulers, optimizer);

                        // Each scheduler made its first step when it was made: they are taken back, and the
                        // first makes it again.
                        foreach (var group in groups) group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers) scheduler.last_epoch--;
                        this.last_epoch++;
                        _schedulers[0].step();
                        last_lrs = [.. _schedulers[0].get_last_lr()];
                    }

                    public override void step(int? epoch)
                    {
                        if (epoch is not null)
                            throw new NotSupportedException(
                                "SequentialLR can't jump to an epoch: its schedulers follow step by step.");

                        last_epoch++;
                        var passed = _milestones.Count(milestone => milestone <= last_epoch);
                        var current = _schedulers[passed];
                        if (passed > 0 && _milestones[passed - 1] == last_epoch) current.step((int?)0);
                        else current.step();
                        last_lrs = [.. current.get_last_lr()];
                    }
                }
            }
        }
    }
}
