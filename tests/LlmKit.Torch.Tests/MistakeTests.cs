using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Mistakes outside the arguments of an operator: what is thrown, and what the message says.
/// </summary>
public sealed class MistakeTests
{
    private sealed record Mistake(Type Exception, string[] Fragments, Action Call);

    private static readonly Dictionary<string, Mistake> s_mistakes = new()
    {
        ["backward from a vector"] = Torch(["backward(float32[2])", "scalar"],
            () => ones(2).requires_grad_().mul(2).backward()),
        ["backward without a graph"] =
            Torch(["backward(float32[])", "does not require grad"], () => ones([]).backward()),
        ["backward twice"] = Torch(["backward(float32[])", "a second time"], BackwardTwice),
        ["a gradient for integers"] =
            Torch(["int64[2]", "floating point"], () => ones(2, dtype: int64).requires_grad_()),
        ["a leaf changed in place"] =
            Torch(["add_(float32[2], 1)", "leaf"], () => ones(2).requires_grad_().add_(1)),
        ["a saved tensor changed in place"] =
            Torch(["backward(float32[])", "inplace operation"], SavedTensorChanged),
        ["a gradient of another shape"] =
            Torch(["[3]", "[2]"], () => ones(2).requires_grad_().grad = ones(3)),
        ["grad of an unused input"] = Torch(["autograd.grad(float32[], float32[2])", "not have been used"],
            () => autograd.grad([ones(2).requires_grad_().sum()], [ones(2).requires_grad_()])),

        ["item of two elements"] = Torch(["item(float32[2])", "2 elements"], () => ones(2).item<float>()),
        ["a vector as a condition"] = Torch(["item(float32[2])"], () => _ = (bool)ones(2)),
        ["elements as another type"] =
            Refused(["data<Int32>()", "float32[2]", "to_type"], () => ones(2).data<int>()),
        ["elements of no device"] =
            Torch(["float32[2] on meta"], () => ones(2, device: "meta").data<float>()),
        ["bytes of a transposed tensor"] =
            Torch(["float32[3, 2]", "contiguous()"], () => _ = ones(2, 3).t().bytes.Length),
        ["numbers that do not fill the shape"] = Refused(["3 numbers", "[2, 2]", "4 places"],
            () => tensor(new float[] { 1, 2, 3 }, [2, 2])),
        ["an array of strings"] = Refused(["String", "float"], () => from_array(new[] { "a" }, null)),
        ["a size of a dimension that is not there"] =
            Throws<TorchException>(["size(3)", "[2]"], () => ones(2).size(3)),

        ["more indices than dimensions"] =
            Torch(["float32[2]", "[0, 1]", "2 indices", "1 dimension"], () => _ = ones(2)[0, 1]),
        ["an index past the end"] = Torch(["select(float32[2], 0, 5)", "out of range"], () => _ = ones(2)[5]),
        ["a value of another shape"] =
            Torch(["copy_(float32[3], float32[2]", "must match"], () => ones(2, 3)[0] = ones(2)),

        ["a device of no kind"] = Refused(["\"gpu\"", "cpu, cuda"], () => _ = new Device("gpu")),
        ["a device without a number"] = Refused(["\"cuda:x\"", "cuda:N"], () => _ = new Device("cuda:x")),
        ["a default type that is no float"] =
            Refused(["int64", "floating-point"], () => set_default_dtype(int64)),
        ["no threads"] = Torch(["set_num_threads(0)", "at least 1"], () => set_num_threads(0)),
        ["a generator's state of the wrong kind"] = Torch(["float32[3]", "ByteTensor"],
            () => new Generator(1).set_state(ones(3))),

        ["an operator that libtorch lacks"] = Torch(["aten::sofmax", "aten::softmax"],
            () => new Operator("sofmax").Call(ones(2))),
        ["an overload that libtorch lacks"] = Torch(["aten::add", "'tensor'", "Tensor, out"],
            () => new Operator("add.tensor").Call(ones(2), ones(2))),
        ["a string for a number"] = Torch(["softmax(float32[2], \"x\")", "'dim' is a string", "takes int"],
            () => new Operator("softmax.int").Call([ones(2), "x"])),
        ["too few arguments"] = Torch(["matmul(float32[2])", "'other'", "missing"],
            () => new Operator("matmul").Call([ones(2)])),
        ["too many arguments"] = Torch(["relu(float32[2], 1, 2)", "3 were given"],
            () => new Operator("relu").Call([ones(2), 1, 2])),
        ["a list where one tensor is expected"] = Torch(["unbind(float32[2], 0)", "not a tensor"],
            () => new Operator("unbind.int").Call([ones(2), 0])),

        ["a disposed tensor"] =
            Throws<ObjectDisposedException>(["disposed", "MoveToOuterDisposeScope"], UseDisposed),
        ["a disposed second tensor"] = Throws<ObjectDisposedException>(["disposed"], AddDisposed),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void The_message_says_what_was_given_and_which_rule_it_breaks(string name)
    {
        using var scope = NewDisposeScope();
        var (type, fragments, call) = s_mistakes[name];

        var error = Assert.ThrowsAny<Exception>(call);

        Assert.IsAssignableFrom(type, error);
        foreach (var fragment in fragments) Assert.Contains(fragment, error.Message,
            StringComparison.Ordinal);
        Assert.Equal(4, ones(2, 2).sum().ToSingle());
    }

    private static Mistake Torch(string[] fragments, Action call) => Throws<TorchException>(fragments, call);

    private static Mistake Refused(string[] fragments, Action call) =>
        Throws<ArgumentException>(fragments, call);

    private static Mistake Throws<T>(string[] fragments, Action call) where T : Exception =>
        new(typeof(T), fragments, call);

    private static void BackwardTwice()
    {
        var loss = ones(2).requires_grad_().exp().sum();
        loss.backward();
        loss.backward();
    }

    private static void SavedTensorChanged()
    {
        var x = ones(2).requires_grad_();
        var y = x.exp();
        var loss = (y * y).sum();
        y.mul_(2);
        loss.backward();
    }

    private static void UseDisposed()
    {
        var tensor = ones(2);
        tensor.Dispose();
        tensor.exp();
    }

    private static void AddDisposed()
    {
        var tensor = ones(2);
        tensor.Dispose();
        ones(2).add(tensor);
    }
}
