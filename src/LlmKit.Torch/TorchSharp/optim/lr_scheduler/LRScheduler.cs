using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Schedules: they change an optimizer's learning rates from epoch to epoch (or step to step).
        /// </summary>
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Changes the learning rates of an optimizer's groups. Made, it stands at epoch 0; each
            /// <see cref="step()"/>, called after the optimizer's, goes to the next.
            /// </summary>
            /// <remarks>
            /// To write one: derive, override <see cref="get_lr"/>, and call step() at the end of the
            /// constructor.
            /// </remarks>
            public abstract class LRScheduler
            {
                private readonly bool _verbose;

                /// <param name="last_epoch">The last epoch of a run that goes on; -1 to begin.</param>
                /// <param name="verbose">Writes each change to the console.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    this.optimizer = optimizer;
                    this.last_epoch = last_epoch;
                    _verbose = verbose;
                    groups = [.. optimizer.ParamGroups];

                    // The first schedule of an optimizer notes the rates that all start from.
                    foreach (var group in groups) group.InitialLearningRate = group.InitialLearningRate;
                    base_lrs = [.. groups.Select(group => group.InitialLearningRate)];
                    last_lrs = [.. rates];
                }

                /// <summary>The epoch it stands at.</summary>
                protected internal int last_epoch { get; internal set; }

                /// <summary>The rates that the schedule started from.</summary>
                protected IReadOnlyList<double> base_lrs { get; private set; }

                /// <summary>The rates in force.</summary>
                protected IEnumerable<double> rates => groups.Select(group => group.LearningRate);

                internal Optimizer optimizer { get; }

                internal ILearningRateController[] groups { get; }

                internal double[] last_lrs { get; set; }

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to the epoch given, or to the next.</summary>
                public virtual void step(int? epoch)
                {
                    last_epoch = epoch ?? last_epoch + 1;
                    Apply(epoch is null ? get_lr() : get_closed_form_lr());
                }

                /// <summary>
                /// Goes to the next epoch, looking at a figure such as the loss, which most schedules leave
                /// aside.
                /// </summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of the groups as this schedule last set them.</summary>
                public IEnumerable<double> get_last_lr() => last_lrs;

                /// <summary>The rates of this epoch, from those of the epoch before.</summary>
                protected virtual IEnumerable<double> get_lr() => rates;

                /// <summary>The rates of this epoch, from the first ones: for a jump.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                internal static T[] ForEachGroup<T>(Optimizer optimizer, T value)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    return [.. Enumerable.Repeat(value, optimizer.ParamGroups.Count())];
                }

                internal static ArgumentOutOfRangeException Invalid(string name, double value, string rule) =>
                    new(name, string.Create(
                        CultureInfo.InvariantCulture, $"{name} = {value}. {name} must be {rule}."));

                internal static void CheckOptimizers(IEnumerable<LRScheduler> schedulers, Optimizer optimizer)
                {
                    var stranger = schedulers.ToList()
                        .FindIndex(scheduler => !ReferenceEquals(scheduler.optimizer, optimizer));
                    if (stranger < 0) return;
                    throw new ArgumentException(
                        $"Scheduler {stranger} belongs to another optimizer. All must change the same one.",
                        nameof(schedulers));
                }

                internal T[] OnePerGroup<T>(IEnumerable<T> values)
                {
                    ArgumentNullException.ThrowIfNull(values);
                    T[] array = [.. values];
                    if (array.Length == groups.Length) return array;
                    throw new ArgumentException(
                        $"{array.Length} values were given for {groups.Length} groups. Give one for each.",
                        nameof(values));
                }

                /// <summary>Makes these the first rates.</summary>
                internal void Start(double[] first)
                {
                    foreach (var (group, rate) in groups.Zip(first))
                        group.InitialLearningRate = group.LearningRate = rate;
                    base_lrs = first;
                }

                internal void Apply(IEnumerable<double> next)
                {
                    double[] given = [.. next];
                    for (var i = 0; i < groups.Length; i++)
                    {
                        groups[i].LearningRate = given[i];
                        if (_verbose && given[i] != last_lrs[i])
                        {
                            Console.WriteLine(string.Create(
                                CultureInfo.InvariantCulture,
                                $"Epoch {last_epoch}: the learning rate of group {i} is {given[i]:0.0000e+00}."));
                        }
                    }

                    last_lrs = given;
                }

                private ArgumentException NoMomentum() => new(
                    $"{optimizer.GetType().Name} has no momentum to change. Pass cycle_momentum: false.");

                /// <summary>Sets the momentum of each group, or the first of Adam's betas.</summary>
                internal void SetMomenta(IEnumerable<double> momenta)
                {
                    foreach (var (group, momentum) in groups.Zip(momenta.ToArray()))
                    {
                        if (group is IMomentum plain) plain.Momentum = momentum;
                        else if (group is IBetas adaptive) adaptive.Betas = (momentum, adaptive.Betas.Item2);
                        else throw NoMomentum();
                    }
                }
            }
        }
    }
}
