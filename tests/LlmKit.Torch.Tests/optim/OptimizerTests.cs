using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>What holds for every optimizer: steps, scopes, memory, saving and loading.</summary>
public sealed class OptimizerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-optim-").FullName;

    public static TheoryData<string> Kinds => OptimizerKinds.Names;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Kinds))]
    public void Saved_loaded_and_continued_equals_uninterrupted(string kind)
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(_folder, "state");
        Problem whole = new(kind), first = new(kind);
        foreach (var problem in (Problem[])[whole, first])
        {
            problem.Steps(3);
            problem.Optimizer.ParamGroups.First().LearningRate = 0.02;
        }

        whole.Steps(3);
        first.Optimizer.save_state_dict(file);
        var resumed = new Problem(kind, first.Weight, first.Bias);
        resumed.Optimizer.load_state_dict(file);
        resumed.Steps(3);

        Assert.Equal(whole.Values, resumed.Values);
        Assert.Equal(0.02, resumed.Optimizer.ParamGroups.First().LearningRate);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_state_dictionary_is_copied_by_loading(string kind)
    {
        using var scope = NewDisposeScope();
        var first = new Problem(kind);
        first.Steps(3);

        var second = new Problem(kind, first.Weight, first.Bias);
        second.Optimizer.load_state_dict(first.Optimizer.state_dict());
        first.Optimizer.load_state_dict(first.Optimizer.state_dict());
        first.Steps(2);
        second.Steps(2);

        Assert.Equal(first.Values, second.Values);
        Assert.All(first.Optimizer.state_dict().State.Zip(second.Optimizer.state_dict().State),
            pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second) && !ReferenceEquals(pair.First, pair.Second)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Steps_leak_no_tensor(string kind)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(kind);
        var tensors = new List<int>();
        for (var step = 0; step < 5; step++)
        {
            problem.Steps(1);
            problem.Optimizer.zero_grad();
            tensors.Add(scope.DisposablesCount);
        }

        Assert.Equal(tensors[1], tensors[2]);
        Assert.Equal(tensors[1], tensors[4]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_state_survives_the_scope_that_a_step_was_made_in(string kind)
    {
        using var outer = NewDisposeScope();
        var problem = new Problem(kind);
        var alike = new Problem(kind);

        for (var step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            problem.Steps(1);
        }

        alike.Steps(3);
        Assert.Equal(alike.Values, problem.Values);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_parameter_without_gradient_stays_and_can_join_later(string kind)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(kind);
        problem.Bias.requires_grad = false;
        var before = Golden.Numbers(problem.Bias);
        problem.Steps(2);
        Assert.Equal(before, Golden.Numbers(problem.Bias));

        problem.Bias.requires_grad = true;
        problem.Steps(2);

        Assert.NotEqual(before, Golden.Numbers(problem.Bias));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_damaged_file_is_refused_and_changes_nothing(string kind)
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(_folder, "state");
        var problem = new Problem(kind);
        problem.Steps(2);
        problem.Optimizer.save_state_dict(file);
        var bytes = File.ReadAllBytes(file);
        var random = new Random(7);
        var alike = new Problem(kind);
        alike.Steps(3);

        for (var trial = 0; trial < 30; trial++)
        {
            File.WriteAllBytes(file, bytes[..random.Next(bytes.Length)]);
            var error = Assert.Throws<InvalidDataException>(() => problem.Optimizer.load_state_dict(file));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }

        problem.Steps(1);
        Assert.Equal(alike.Values, problem.Values);
    }

    [Fact]
    public void A_file_of_something_else_is_refused_with_its_name()
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(file, "Buy bread.");

        var error = Assert.Throws<InvalidDataException>(() => new Problem("AdamW").Optimizer.load_state_dict(file));

        Assert.Equal($"{file} is no state that save_state_dict wrote: it does not begin as one.", error.Message);
    }

    [Fact]
    public void The_state_of_another_optimizer_or_model_is_refused()
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(_folder, "state");
        var adam = new Problem("Adam");
        adam.Steps(1);
        adam.Optimizer.save_state_dict(file);

        var other = Assert.Throws<InvalidDataException>(() => new Problem("AdamW").Optimizer.load_state_dict(file));
        var fewer = Assert.Throws<InvalidDataException>(() =>
            optim.Adam([adam.Weight]).load_state_dict(file));
        var larger = Assert.Throws<InvalidDataException>(() =>
            optim.Adam([new Parameter(zeros(2, 3)), new Parameter(zeros(4))]).load_state_dict(file));
        var dictionary = Assert.Throws<InvalidDataException>(() =>
            new Problem("SGD").Optimizer.load_state_dict(adam.Optimizer.state_dict()));

        Assert.Equal($"{file} was saved by Adam, and this is AdamW. Build the optimizer as it was when it was saved.", other.Message);
        Assert.Contains("has groups of 2 parameters, and this Adam of 1.",
            fewer.Message, StringComparison.Ordinal);
        Assert.Equal(
            "\"exp_avg\" of state of parameter 1 is float32[3], and the parameter is float32[4]. The state belongs to a " +
            "model of other sizes.", larger.Message);
        Assert.StartsWith("The state was saved by Adam, and this is SGD.",
            dictionary.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_takes_type_and_place_of_the_parameters_that_it_is_loaded_for()
    {
        using var scope = NewDisposeScope();
        var file = Path.Combine(_folder, "state");
        var narrow = new Problem("AdamW");
        narrow.Steps(2);
        narrow.Optimizer.save_state_dict(file);

        var wide = optim.AdamW([new Parameter(zeros(2, 3, float64)), new Parameter(zeros(3, float64))]);
        wide.load_state_dict(file);

        var tensors = wide.state_dict().State.SelectMany(state => StateVisit.Read(state.Visit).Values).OfType<Tensor>();
        Assert.All(tensors, tensor => Assert.Equal(float64, tensor.dtype));
    }

    [Fact]
    public void Disposing_frees_the_state()
    {
        using var scope = NewDisposeScope();
        var problem = new Problem("AdamW");
        problem.Steps(1);
        var state = problem.Optimizer.state_dict().State.SelectMany(state => StateVisit.Read(state.Visit).Values)
            .OfType<Tensor>().ToArray();
        Assert.Equal(4, state.Length);

        problem.Optimizer.Dispose();

        Assert.All(state, tensor => Assert.True(tensor.IsInvalid));
        Assert.False(problem.Weight.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => problem.Optimizer.step());
    }

    /// <summary>A weight and a bias that follow a line, and their optimizer.</summary>
    private sealed class Problem
    {
        private readonly Tensor _x = linspace(-1, 1, 8).view(4, 2);
        private readonly Tensor _y = linspace(2, -1, 12).view(4, 3);

        public Problem(string kind, Tensor? weight = null, Tensor? bias = null)
        {
            Weight = new Parameter((weight ?? linspace(-1, 1, 6).view(2, 3)).detach().clone());
            Bias = new Parameter((bias ?? linspace(0.5, -0.5, 3)).detach().clone());
            Optimizer = OptimizerKinds.Make(kind, Weight, Bias);
        }

        public Parameter Weight { get; }

        public Parameter Bias { get; }

        public OptimizerHelper Optimizer { get; }

        public double[] Values => [.. Golden.Numbers(Weight), .. Golden.Numbers(Bias)];

        public void Steps(int count)
        {
            using var scope = NewDisposeScope();
            for (var step = 0; step < count; step++)
            {
                Optimizer.step(() =>
                {
                    Optimizer.zero_grad();
                    var loss = (_x.matmul(Weight) + Bias - _y).square().mean();
                    loss.backward();
                    return loss;
                });
            }
        }
    }
}
