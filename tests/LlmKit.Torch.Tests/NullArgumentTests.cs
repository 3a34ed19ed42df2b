using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>
/// Null where a tensor must be, and tensors that were disposed: the message names operator and argument.
/// </summary>
public sealed class NullArgumentTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Dictionary<string, (string Parameter, Action<Tensor> Call)> s_nulls = new()
    {
        ["add(float32[2, 2], None, 1): 'other'"] = ("other", x => x.add(null!)),
        ["matmul(float32[2, 2], None): 'other'"] = ("other", x => matmul(x, null!)),
        ["matmul: 'input'"] = ("input", x => matmul(null!, x)),
        ["linear(None, float32[2, 2], None): 'input'"] = ("input", x => nn.functional.linear(null!, x)),
        ["linear(float32[2, 2], None, None): 'weight'"] = ("weight", x => nn.functional.linear(x, null!)),
        ["+: 'left'"] = ("left", x => _ = null! + x),
        ["where(bool[2, 2], float32[2, 2], None): 'other'"] = ("other", x => where(x > 0, x, null!)),
        ["copy_(float32[2, 2], None, False): 'src'"] = ("src", x => x.copy_(null!)),
        ["add_(float32[2, 2], None): 'other'"] = ("other", x => x.add_((Tensor)null!)),
        ["masked_fill: 'mask'"] = ("mask", x => x.masked_fill(null!, 0)),
        ["float: 'value'"] = ("value", _ => _ = (float)(Tensor)null!),
        ["cross_entropy_loss(float32[2, 2], None, None, 1, -100, 0): 'target'"] =
            ("target", x => nn.functional.cross_entropy(x, null!)),
    };

    private static readonly Dictionary<string, (string Parameter, Action<Tensor> Call)> s_disposed = new()
    {
        ["exp(a disposed tensor): 'self'"] = ("self", gone => gone.exp()),
        ["add(float32[2], a disposed tensor, 1): 'other'"] = ("other", gone => ones(2).add(gone)),
        ["mul(a disposed tensor, 2): 'self'"] = ("self", gone => gone.mul(2)),
        ["linear(float32[2], float32[2, 2], a disposed tensor): 'bias'"] =
            ("bias", gone => nn.functional.linear(ones(2), ones(2, 2), gone)),
        ["sum(a disposed tensor, [0], False, None): 'self'"] = ("self", gone => gone.sum([0])),
        ["add_(float32[2], a disposed tensor): 'other'"] = ("other", gone => ones(2).add_(gone)),
        ["cat([float32[2], a disposed tensor], 0): 'tensors'"] = ("tensors", gone => cat([ones(2), gone])),
    };

    public static TheoryData<string> Nulls => [.. s_nulls.Keys];

    public static TheoryData<string> Disposed => [.. s_disposed.Keys];

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_is_named_with_operator_and_parameter(string start)
    {
        using var scope = NewDisposeScope();
        var (parameter, call) = s_nulls[start];

        var error = Assert.Throws<ArgumentNullException>(parameter, () => call(ones(2, 2)));

        Assert.StartsWith($"{start} is null, where a tensor must be.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Disposed))]
    public void A_disposed_tensor_is_named_with_operator_and_parameter(string start)
    {
        using var scope = NewDisposeScope();
        var (parameter, call) = s_disposed[start];
        var gone = ones(2);
        gone.Dispose();

        var error = Assert.Throws<ObjectDisposedException>(() => call(gone));

        Assert.StartsWith($"{start} was disposed, by Dispose or by the scope it was made in.", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(parameter, error.ObjectName);
    }

    [Fact]
    public void No_member_meets_null_in_place_of_a_tensor_unprepared()
    {
        using var scope = NewDisposeScope();
        var calls = Members().SelectMany(member => Places(member).Select(place => (member, place))).ToList();

        var unprepared = calls.Where(call => CallWithNull(call.member, call.place) is NullReferenceException)
            .Select(call => $"{call.member.DeclaringType!.Name}.{call.member}, argument {call.place}");

        Assert.True(calls.Count > 400, $"Only {calls.Count} places were tried.");
        Assert.True(!unprepared.Any(), string.Join("\n", unprepared));
    }

    [Theory]
    [InlineData("aten::relu(Tensor self) -> Tensor", "Tensor self")]
    [InlineData("aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)",
        "Tensor self", "Tensor other", "Scalar alpha")]
    [InlineData("aten::x(Tensor a, Tensor? bias=None, int[1] stride=[1, 1], str s=\"\") -> (Tensor, Tensor)",
        "Tensor a", "Tensor? bias", "int[1] stride", "str s")]
    [InlineData("aten::cat(Tensor(a)[] tensors, int dim=0) -> Tensor", "Tensor[] tensors", "int dim")]
    [InlineData("aten::empty() -> ()")]
    public void Parameters_are_read_from_the_schema(string schema, params string[] parameters) =>
        Assert.Equal(parameters, OperatorMistake.Parameters(schema).Select(p => $"{p.Type} {p.Name}"));

    private static IEnumerable<MethodInfo> Members() => new[] { typeof(torch), typeof(Tensor), typeof(nn.functional), typeof(nn.init) }
        .SelectMany(type => type.GetMethods())
        .Where(method => method.DeclaringType != typeof(object) && !method.IsGenericMethod)
        .Where(method => method.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike));

    // The arguments that are tensors and may not be null.
    private static IEnumerable<int> Places(MethodInfo method) => method.GetParameters().Index()
        .Where(p => p.Item.ParameterType == typeof(Tensor))
        .Where(p => s_nullability.Create(p.Item).ReadState == NullabilityState.NotNull).Select(p => p.Index);

    private static Exception? CallWithNull(MethodInfo method, int place)
    {
        using var scope = NewDisposeScope();
        var arguments = method.GetParameters().Select((p, i) => i == place ? null : Sample(p)).ToArray();
        try
        {
            method.Invoke(method.IsStatic ? null : ones(2, 2), arguments);
            return null;
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException;
        }
    }

    private static object? Sample(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: true, DefaultValue: not null } => parameter.DefaultValue,
        { ParameterType: var type } when type == typeof(Tensor) => ones(2, 2),
        { ParameterType: var type } when type == typeof(Tensor[]) => new[] { ones(2, 2) },
        { ParameterType: var type } when type == typeof(Scalar) => (Scalar)1,
        { ParameterType: var type } when type == typeof(long[]) => new long[] { 0 },
        { ParameterType: var type } when type == typeof(string) => "x",
        { ParameterType.IsValueType: true } => Activator.CreateInstance(parameter.ParameterType),
        _ => null,
    };
}
