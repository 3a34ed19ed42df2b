using static TorchSharp.torch;

namespace LlmKit.Interview;

/// <summary>Says whether a result is right: one line when it is, an exception with the difference when it is not.</summary>
public static class Check
{
    /// <summary>Compares a tensor with the expected one, to <paramref name="tolerance"/> in each element.</summary>
    /// <returns>A line such as <c>✔ equal to 1e-5: float32(3, 4)</c>.</returns>
    public static string Equal(Tensor mine, Tensor expected, double tolerance = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(expected);
        if (!mine.shape.SequenceEqual(expected.shape))
            throw new CheckFailedException($"Shape {Shape(mine)}, expected {Shape(expected)}.");

        using var scope = NewDisposeScope();
        var a = mine.to(ScalarType.Float64, CPU);
        var b = expected.to(ScalarType.Float64, CPU);
        var distance = (a - b).abs();
        var wrong = distance.le(tolerance).logical_or(a.eq(b)).logical_or(a.isnan().logical_and(b.isnan())).logical_not();
        if (!wrong.any().ToBoolean()) return $"✔ equal to {tolerance:0.#e0}: {mine.dtype}{Shape(mine)}";

        var first = wrong.nonzero()[0].data<long>().ToArray();
        var place = first.Select(index => TensorIndex.Single(index)).ToArray();
        var given = first.Length == 0 ? a : a[place];
        var wanted = first.Length == 0 ? b : b[place];
        throw new CheckFailedException(
            $"Element [{string.Join(", ", first)}] is {given.ToDouble():G6}, expected {wanted.ToDouble():G6} " +
            $"({wrong.sum().ToInt64()} of {mine.numel()} differ by more than {tolerance:0.#e0}).");
    }

    /// <summary>Compares numbers.</summary>
    public static string Equal(double mine, double expected, double tolerance = 1e-9) =>
        Math.Abs(mine - expected) <= tolerance || mine.Equals(expected)
            ? $"✔ equal to {tolerance:0.#e0}: {mine:G6}"
            : throw new CheckFailedException($"{mine:G9}, expected {expected:G9}.");

    /// <summary>Holds a statement to be true.</summary>
    public static string That(bool statement, string what) =>
        statement ? $"✔ {what}" : throw new CheckFailedException($"Not so: {what}.");

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}

/// <summary>A check that did not hold; the message is the difference.</summary>
public sealed class CheckFailedException : Exception
{
    public CheckFailedException()
    {
    }

    public CheckFailedException(string message) : base("✘ " + message)
    {
    }

    public CheckFailedException(string message, Exception inner) : base(message, inner)
    {
    }
}
