using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Mistakes in shape, dtype, device, dimension and index. Each throws a <see cref="TorchException"/> that
/// begins with the operator and the arguments as they were given, goes on with libtorch's reason, and leaves
/// the process able to compute.
/// </summary>
public sealed class WrongArgumentTests
{
    /// <summary>What the message begins with, and the call that is wrong.</summary>
    private static readonly Dictionary<string, Action> s_calls = new()
    {
        ["add(float32[2, 3], float32[4], 1)"] = () => _ = Ones(2, 3) + Ones(4),
        ["sub(float32[2], float32[3], 1)"] = () => _ = Ones(2) - Ones(3),
        ["mul(float32[2, 3], float32[3, 2])"] = () => _ = Ones(2, 3) * Ones(3, 2),
        ["div(float32[2], float32[3], None)"] = () => _ = Ones(2) / Ones(3),
        ["add_(float32[2], float32[2, 2])"] = () => Ones(2).add_(Ones(2, 2)),
        ["mul_(int64[2], float32[2])"] = () => Longs(2).mul_(Ones(2)),
        ["sub(bool[2], bool[2], 1)"] = () => _ = Flags(2) - Flags(2),
        ["pow(float32[2], float32[3])"] = () => Ones(2).pow(Ones(3)),
        ["pow(int64[2], -1)"] = () => Longs(2).pow(-1),
        ["remainder(float32[2], float32[3])"] = () => _ = Ones(2) % Ones(3),
        ["atan2(float32[2], float32[3])"] = () => torch.atan2(Ones(2), Ones(3)),
        ["maximum(float32[2], float32[3])"] = () => torch.maximum(Ones(2), Ones(3)),
        ["lerp(float32[2], float32[3], 0.5)"] = () => Ones(2).lerp(Ones(3), (Scalar)0.5),
        ["addcmul(float32[2], float32[2], float32[3], 1)"] = () => Ones(2).addcmul(Ones(2), Ones(3), 1),
        ["eq(float32[2], float32[3])"] = () => _ = Ones(2) == Ones(3),
        ["bitwise_and(float32[2], float32[2])"] = () => _ = Ones(2) & Ones(2),
        ["bitwise_not(float32[2])"] = () => _ = ~Ones(2),
        ["logical_and(float32[2], float32[3])"] = () => Ones(2).logical_and(Ones(3)),
        ["clamp(float32[2], None, None)"] = () => Ones(2).clamp((Scalar?)null, (Scalar?)null),
        ["where(bool[2], float32[2], float32[3])"] = () => torch.where(Flags(2), Ones(2), Ones(3)),
        ["masked_fill(float32[2], float32[2], 0)"] = () => Ones(2).masked_fill(Ones(2), 0),
        ["masked_fill(float32[2], bool[3], 0)"] = () => Ones(2).masked_fill(Flags(3), 0),
        ["polar(float32[2], float64[2])"] = () => torch.polar(Ones(2), Ones(2).to(float64)),
        ["view_as_complex(float32[3])"] = () => torch.view_as_complex(Ones(3)),
        ["gcd(float32[2], float32[2])"] = () => torch.gcd(Ones(2), Ones(2)),

        ["matmul(float32[2, 3], float32[2, 3])"] = () => torch.matmul(Ones(2, 3), Ones(2, 3)),
        ["matmul(float32[2, 3], float64[3, 2])"] = () => torch.matmul(Ones(2, 3), Ones(3, 2).to(float64)),
        ["matmul(float32[], float32[3])"] = () => torch.matmul(tensor(1f), Ones(3)),
        ["matmul(float32[2, 2, 3], float32[3, 3, 2])"] = () => torch.matmul(Ones(2, 2, 3), Ones(3, 3, 2)),
        ["mm(float32[3], float32[3])"] = () => torch.mm(Ones(3), Ones(3)),
        ["mm(float32[2, 3], int64[3, 2])"] = () => torch.mm(Ones(2, 3), Longs(3, 2)),
        ["bmm(float32[2, 2, 3], float32[2, 2, 3])"] = () => torch.bmm(Ones(2, 2, 3), Ones(2, 2, 3)),
        ["bmm(float32[2, 3], float32[3, 2])"] = () => torch.bmm(Ones(2, 3), Ones(3, 2)),
        ["mv(float32[2, 3], float32[2])"] = () => torch.mv(Ones(2, 3), Ones(2)),
        ["dot(float32[2], float32[3])"] = () => torch.dot(Ones(2), Ones(3)),
        ["dot(float32[2], int64[2])"] = () => torch.dot(Ones(2), Longs(2)),
        ["outer(float32[2, 2], float32[2])"] = () => torch.outer(Ones(2, 2), Ones(2)),
        ["addmm(float32[5], float32[2, 3], float32[3, 2], 1, 1)"] =
            () => torch.addmm(Ones(5), Ones(2, 3), Ones(3, 2)),
        ["baddbmm(float32[2], float32[2, 2, 3], float32[2, 3, 4], 1, 1)"] =
            () => torch.baddbmm(Ones(2), Ones(2, 2, 3), Ones(2, 3, 4)),
        ["einsum(\"ij,jk->ik\", [float32[2, 3], float32[2, 3]])"] =
            () => torch.einsum("ij,jk->ik", Ones(2, 3), Ones(2, 3)),
        ["einsum(\"ij->\", [float32[2]])"] = () => torch.einsum("ij->", Ones(2)),
        ["linalg_cross(float32[2], float32[2], -1)"] = () => torch.cross(Ones(2), Ones(2)),
        ["inverse(float32[2, 3])"] = () => torch.inverse(Ones(2, 3)),
        ["inverse(float32[2, 2])"] = () => torch.inverse(Ones(2, 2)),
        ["det(float32[2, 3])"] = () => torch.det(Ones(2, 3)),
        ["linalg_cholesky(float32[2, 2], False)"] = () => torch.cholesky(-Ones(2, 2)),
        ["matrix_power(float32[2, 3], 2)"] = () => torch.matrix_power(Ones(2, 3), 2),
        ["tril(float32[2], 0)"] = () => torch.tril(Ones(2)),
        ["trace(float32[2])"] = () => torch.trace(Ones(2)),
        ["diag(float32[2, 2, 2], 0)"] = () => torch.diag(Ones(2, 2, 2)),
        ["diagonal(float32[2, 2], 0, 1, 1)"] = () => Ones(2, 2).diagonal(0, 1, 1),
        ["cdist(float32[2, 3], float32[2, 4], 2)"] = () => torch.cdist(Ones(2, 3), Ones(2, 4)),
        ["kthvalue(float32[3], 4, -1, False)"] = () => Ones(3).kthvalue(4),

        ["sum(float32[2, 3], 2, False, None)"] = () => Ones(2, 3).sum(2),
        ["sum(float32[2, 3], [0, 0], False, None)"] = () => Ones(2, 3).sum([0, 0]),
        ["mean(int64[3])"] = () => Longs(3).mean(),
        ["mean(float32[2], [5], False, None)"] = () => Ones(2).mean([5]),
        ["var(int64[3], True)"] = () => Longs(3).var(),
        ["prod(float32[2], 3, False, None)"] = () => Ones(2).prod(3),
        ["max(float32[0])"] = () => Ones(0).max(),
        ["max(float32[2], 1, False)"] = () => Ones(2).max(1),
        ["argmax(float32[0])"] = () => Ones(0).argmax(),
        ["argmin(float32[2], 2, False)"] = () => Ones(2).argmin(2),
        ["amax(float32[0], [])"] = () => Ones(0).amax(),
        ["median(float32[2], 4, False)"] = () => Ones(2).median(4),
        ["mode(float32[2], 1, False)"] = () => Ones(2).mode(1),
        ["quantile(float32[2], float32[], None, False)"] = () => Ones(2).quantile(tensor(1.5f)),
        ["all(float32[2], 1, False)"] = () => Ones(2).all(1),
        ["logsumexp(float32[2], 1, False)"] = () => Ones(2).logsumexp(1),
        ["cumsum(float32[2], 1, None)"] = () => Ones(2).cumsum(1),
        ["cummax(float32[2], -2)"] = () => Ones(2).cummax(-2),
        ["norm(int64[2], 2)"] = () => Longs(2).norm(),
        ["softmax(float32[2], 1, None)"] = () => Ones(2).softmax(1),
        ["softmax(int64[2], 0, None)"] = () => Longs(2).softmax(0),
        ["log_softmax(float32[2], -3, None)"] = () => Ones(2).log_softmax(-3),
        ["topk(float32[3], 4, -1, True, True)"] = () => Ones(3).topk(4),
        ["sort(float32[3], False, 1, False)"] = () => Ones(3).sort(1),
        ["bincount(int64[2], None, 0)"] = () => torch.bincount(-Longs(2)),
        ["bincount(float32[2], None, 0)"] = () => torch.bincount(Ones(2)),
        ["multinomial(float32[3], 4, False, None)"] = () => Ones(3).multinomial(4),
        ["multinomial(float32[3], 1, False, None)"] = () => (-Ones(3)).multinomial(1),
        ["bernoulli(float32[2], None)"] = () => (Ones(2) * 2).bernoulli(),
        ["normal_(float32[2], 0, -1, None)"] = () => Ones(2).normal_(0, -1),

        ["view(float32[2, 3], [4])"] = () => Ones(2, 3).view(4),
        ["view(float32[3, 2], [6])"] = () => Ones(2, 3).t().view(6),
        ["reshape(float32[2, 3], [4, 2])"] = () => Ones(2, 3).reshape(4, 2),
        ["reshape(float32[2, 3], [-1, -1])"] = () => Ones(2, 3).reshape(-1, -1),
        ["permute(float32[2, 3], [0])"] = () => Ones(2, 3).permute(0),
        ["permute(float32[2, 3], [0, 0])"] = () => Ones(2, 3).permute(0, 0),
        ["transpose(float32[2, 3], 0, 2)"] = () => Ones(2, 3).transpose(0, 2),
        ["t(float32[2, 2, 2])"] = () => Ones(2, 2, 2).t(),
        ["expand(float32[2, 3], [2, 4])"] = () => Ones(2, 3).expand(2, 4),
        ["expand(float32[2, 3], [3])"] = () => Ones(2, 3).expand(3),
        ["repeat(float32[2, 3], [2])"] = () => Ones(2, 3).repeat(2),
        ["squeeze(float32[2], 1)"] = () => Ones(2).squeeze(1),
        ["unsqueeze(float32[2], 3)"] = () => Ones(2).unsqueeze(3),
        ["flatten(float32[2, 3], 1, 0)"] = () => Ones(2, 3).flatten(1, 0),
        ["flip(float32[2], [1])"] = () => Ones(2).flip(1),
        ["roll(float32[2], [1, 2], [0])"] = () => Ones(2).roll([1, 2], [0]),
        ["narrow(float32[3], 0, 2, 2)"] = () => Ones(3).narrow(0, 2, 2),
        ["select(float32[2, 3], 0, 2)"] = () => Ones(2, 3).select(0, 2),
        ["slice(float32[3], 0, 0, 3, 0)"] = () => Ones(3).slice(0, 0, 3, 0),
        ["unfold(float32[3], 0, 4, 1)"] = () => Ones(3).unfold(0, 4, 1),
        ["chunk(float32[3], 0, 0)"] = () => Ones(3).chunk(0),
        ["split_with_sizes(float32[3], [1, 1], 0)"] = () => Ones(3).split([1L, 1L]),
        ["cat([float32[2, 3], float32[2, 4]], 0)"] = () => torch.cat([Ones(2, 3), Ones(2, 4)]),
        ["cat([], 0)"] = () => torch.cat(Array.Empty<Tensor>()),
        ["cat([float32[2], None], 0)"] = () => torch.cat([Ones(2), null!]),
        ["stack([float32[2], float32[3]], 0)"] = () => torch.stack([Ones(2), Ones(3)]),
        ["movedim(float32[2, 3], [0], [5])"] = () => Ones(2, 3).movedim([0], [5]),
        ["unbind(float32[2], 1)"] = () => Ones(2).unbind(1),
        ["arange(0, -1, 1, int64, None, cpu)"] = () => torch.arange(0, -1, 1),
        ["linspace(0, 1, -1, float32, None, cpu)"] = () => torch.linspace(0, 1, -1),
        ["empty([-1], float32, None, cpu)"] = () => torch.empty(-1),

        ["index_select(float32[3], 0, int64[1])"] = () => Ones(3).index_select(0, tensor(new long[] { 3 })),
        ["index_select(float32[3], 0, float32[1])"] = () => Ones(3).index_select(0, Ones(1)),
        ["gather(float32[2, 3], 1, int64[2, 1])"] =
            () => Ones(2, 3).gather(1, tensor(new long[,] { { 0 }, { 3 } })),
        ["gather(float32[2, 3], 1, float32[2, 3])"] = () => Ones(2, 3).gather(1, Ones(2, 3)),
        ["gather(float32[2, 3], 1, int64[4, 1])"] = () => Ones(2, 3).gather(1, Longs(4, 1)),
        ["scatter(float32[2, 3], 1, int64[2, 1], float64[2, 1])"] =
            () => Ones(2, 3).scatter(1, Longs(2, 1), Ones(2, 1).to(float64)),
        ["scatter_(float32[3], 0, int64[1], float32[1])"] = () => Ones(3).scatter_(0, Longs(1) * 7, Ones(1)),
        ["scatter_add(float32[3], 0, int64[1], float32[0])"] =
            () => Ones(3).scatter_add(0, Longs(1), Ones(0)),
        ["index_add(float32[3], 0, int64[2], float32[3])"] = () => Ones(3).index_add(0, Longs(2), Ones(3)),
        ["index(float32[3], [int64[1]])"] = () => _ = Ones(3)[tensor(new long[] { -4 })],
        ["index(float32[3], [bool[2]])"] = () => _ = Ones(3)[Flags(2)],
        ["index(float32[2], [int64[1], int64[1]])"] = () => _ = Ones(2)[Longs(1), Longs(1)],
        ["index_put_(float32[3], [int64[2]], float32[3])"] = () => Ones(3).index_put_(Ones(3), Longs(2)),
        ["take(float32[3], int64[1])"] = () => Ones(3).take(tensor(new long[] { 9 })),
        ["masked_select(float32[3], float32[3])"] = () => Ones(3).masked_select(Ones(3)),
        ["copy_(float32[2], float32[3], False)"] = () => Ones(2).copy_(Ones(3)),

        ["add(float32[2] on meta, float32[2], 1)"] = () => _ = torch.ones(2, device: "meta") + Ones(2),
        ["dot(float32[2], float32[2] on meta)"] = () => torch.dot(Ones(2), torch.ones(2, device: "meta")),
        ["where(bool[2], float32[2], float32[2] on meta)"] =
            () => torch.where(Flags(2), Ones(2), torch.ones(2, device: "meta")),
        ["item(float32[] on meta)"] = () => torch.ones([], device: "meta").ToSingle(),
        ["item(float32[2])"] = () => Ones(2).ToSingle(),
    };

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_wrong_argument_is_named_with_operator_and_shapes_and_the_process_goes_on(string call)
    {
        using var scope = NewDisposeScope();

        var error = Assert.Throws<TorchException>(s_calls[call]);

        Assert.StartsWith($"{call}: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(call, error.Call);
        Assert.True(error.Reason.Length > 10, $"The reason is only \"{error.Reason}\".");
        Assert.DoesNotContain("Exception raised from", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, Ones(2, 2).sum().ToSingle());
    }

    [Fact]
    public void More_than_60_operators_are_called_wrongly() =>
        Assert.True(s_calls.Keys.Select(call => call.Split('(')[0]).Distinct().Count() > 60);

    private static Tensor Ones(params long[] shape) => torch.ones(shape);

    private static Tensor Longs(params long[] shape) => torch.ones(shape, dtype: int64);

    private static Tensor Flags(params long[] shape) => torch.ones(shape, dtype: torch.@bool);
}
