using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace LlmKit.Torch.Tests;

/// <summary>Jumps, resumed runs, schedules of one's own, and messages about wrong numbers.</summary>
public sealed class SchedulerTests : IDisposable
{
    private static readonly Dictionary<string, Func<Optimizer, int, LRScheduler>> s_jumping = new()
    {
        ["ConstantLR"] = (o, last) => ConstantLR(o, 0.2, 8, last),
        ["LinearLR"] = (o, last) => LinearLR(o, 0.1, 0.8, 12, last),
        ["StepLR"] = (o, last) => StepLR(o, 4, 0.7, last),
        ["MultiStepLR"] = (o, last) => MultiStepLR(o, [2, 7, 7, 15], 0.5, last),
        ["ExponentialLR"] = (o, last) => ExponentialLR(o, 0.9, last),
        ["PolynomialLR"] = (o, last) => PolynomialLR(o, 15, 2, last),
        ["CosineAnnealingLR"] = (o, last) => CosineAnnealingLR(o, 9, 0.01, last),
        ["CosineAnnealingWarmRestarts"] = (o, last) => CosineAnnealingWarmRestarts(o, 3, 2, 0.01, last),
        ["LambdaLR"] = (o, last) => LambdaLR(o, epoch => 1.0 / (1 + epoch), last),
        ["CyclicLR"] = (o, last) => CyclicLR(o, 0.1, 0.9, 4, last_epoch: last),
        ["OneCycleLR"] = (o, last) => OneCycleLR(o, 1, 40, last_epoch: last),
    };

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Jumping => [.. s_jumping.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Jumping))]
    public void A_jump_to_an_epoch_lands_where_steps_lead(string name)
    {
        var (walker, jumper) = (Some(), Some());
        var walking = s_jumping[name](walker, -1);
        for (var epoch = 1; epoch <= 30; epoch++)
        {
            walking.step();
            jumper = Some();
            s_jumping[name](jumper, -1).step((int?)epoch);

            Assert.Equal(Rate(walker), Rate(jumper), 12);
        }
    }

    [Theory, MemberData(nameof(Jumping))]
    public void A_run_goes_on_from_its_last_epoch(string name)
    {
        var whole = Some();
        var schedule = s_jumping[name](whole, -1);
        for (var epoch = 1; epoch <= 5; epoch++) schedule.step();
        var later = Some();
        s_jumping[name](later, -1);
        later.load_state_dict(whole.state_dict());

        var resumed = s_jumping[name](later, 5);
        schedule.step();
        Assert.Equal(Rate(whole), Rate(later), 12);
        schedule.step();
        resumed.step();

        Assert.Equal(Rate(whole), Rate(later), 12);
    }

    [Fact]
    public void A_schedule_starts_from_the_rate_that_was_set_before_it_was_made()
    {
        var optimizer = Some();
        optimizer.ParamGroups.First().LearningRate = 0.25;

        var schedule = StepLR(optimizer, 1, 0.5);
        schedule.step((int?)2);

        Assert.Equal(0.0625, Rate(optimizer));
        Assert.Equal(0.25, optimizer.ParamGroups.First().InitialLearningRate);
    }

    [Fact]
    public void A_schedule_of_ones_own_overrides_the_rates_of_an_epoch()
    {
        var optimizer = Some();
        var schedule = new Halving(optimizer);

        schedule.step();
        schedule.step();

        Assert.Equal(0.125, Rate(optimizer));
        Assert.Equal([0.125], schedule.get_last_lr());
    }

    [Fact]
    public void The_momentum_moves_against_the_rate_where_there_is_one()
    {
        var adam = Adam([new Parameter(zeros(1))]);
        CyclicLR(adam, 0.1, 0.9, 4).step();

        Assert.Equal((0.875, 0.999), adam.ParamGroups.OfType<IBetas>().First().Betas);
        var error = Assert.Throws<ArgumentException>(() => OneCycleLR(Adagrad([new Parameter(zeros(1))]), 1, 10));
        Assert.Equal("Adagrad has no momentum to change. Pass cycle_momentum: false.", error.Message);
    }

    [Fact]
    public void Wrong_numbers_are_refused_with_the_rule()
    {
        var o = Some();

        Refuses("factor = 2. factor must be above 0 and at most 1.", () => ConstantLR(o, 2));
        Refuses("start_factor = 0. start_factor must be above 0 and at most 1.", () => LinearLR(o, 0));
        Refuses("T_max = 0. T_max must be above 0.", () => CosineAnnealingLR(o, 0));
        Refuses("factor = 1. factor must be at least 0 and below 1.", () => ReduceLROnPlateau(o, factor: 1));
        Refuses("mode = \"least\" is neither \"min\" nor \"max\".", () => ReduceLROnPlateau(o, "least"));
        Refuses("total_steps = -1, epochs = 3, steps_per_epoch = -1 give no number of steps.", () => OneCycleLR(o, 1, epochs: 3));
        Refuses("2 values were given for 1 groups. Give one for each.", () => LambdaLR(o, [_ => 1, _ => 2]));
        Refuses("2 schedulers and 0 milestones were given. Between two schedulers stands one milestone.",
            () => SequentialLR(o, [StepLR(o, 1), StepLR(o, 1)], []));
        Refuses("Scheduler 1 belongs to another optimizer.", () => ChainedScheduler([StepLR(o, 1), StepLR(Some(), 1)]));
    }

    [Fact]
    public void A_plateau_needs_a_figure()
    {
        var error = Assert.Throws<InvalidOperationException>(() => ReduceLROnPlateau(Some()).step());

        Assert.Equal("ReduceLROnPlateau looks at a figure. Pass it: scheduler.step(validationLoss).", error.Message);
    }

    [Fact]
    public void A_figure_that_is_no_number_counts_as_no_better()
    {
        var optimizer = Some();
        var schedule = ReduceLROnPlateau(optimizer, patience: 1);
        foreach (var loss in (double[])[1, double.NaN, double.NaN]) schedule.step(loss);

        Assert.Equal(0.05, Rate(optimizer), 12);
    }

    [Fact]
    public void A_cycle_that_is_over_says_so()
    {
        var schedule = OneCycleLR(Some(), 1, 3);
        for (var step = 0; step < 3; step++) schedule.step();

        var error = Assert.Throws<InvalidOperationException>(schedule.step);

        Assert.Equal(
            "The cycle has 3 steps, and this would be step 5. Give total_steps as many as the run has.", error.Message);
    }

    private static SGD Some() => SGD([new Parameter(zeros(1))], 0.5, momentum: 0.9);

    private static double Rate(Optimizer optimizer) => optimizer.ParamGroups.First().LearningRate;

    private static void Refuses(string message, Action call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private sealed class Halving : LRScheduler
    {
        public Halving(Optimizer optimizer) : base(optimizer) => step();

        protected override IEnumerable<double> get_lr() =>
            base_lrs.Select(rate => rate / Math.Pow(2, last_epoch));
    }
}
