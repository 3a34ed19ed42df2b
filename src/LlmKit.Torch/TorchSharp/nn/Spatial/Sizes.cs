using System.Globalization;

using LlmKit.Torch;

namespace TorchSharp.Modules;

/// <summary>
/// A number for each spatial dimension, or one for all of them: kernel sizes, strides, paddings. The default
/// value stands for numbers that are not given.
/// </summary>
internal readonly struct Sizes
{
    private readonly long? _all;
    private readonly long[]? _each;

    private Sizes(long? all, long[]? each = null) => (_all, _each) = (all, each);

    public bool IsGiven => _all is not null || _each is not null;

    public static implicit operator Sizes(long all) => new(all);

    public static implicit operator Sizes(long? all) => new(all);

    public static implicit operator Sizes(long[]? each) => each is null ? default : new(null, [.. each]);

    public static implicit operator Sizes((long, long) each) => new(null, [each.Item1, each.Item2]);

    public static implicit operator Sizes((long, long)? each) => each is { } pair ? pair : default(Sizes);

    public static implicit operator Sizes((long, long, long) each) =>
        new(null, [each.Item1, each.Item2, each.Item3]);

    public static implicit operator Sizes((long, long, long)? each) =>
        each is { } triple ? triple : default(Sizes);

    public static implicit operator Sizes((long, long, long, long) each) =>
        new(null, [each.Item1, each.Item2, each.Item3, each.Item4]);

    public static implicit operator Sizes((long, long, long, long, long, long) each) =>
        new(null, [each.Item1, each.Item2, each.Item3, each.Item4, each.Item5, each.Item6]);

    public Sizes Or(Sizes otherwise) => IsGiven ? this : otherwise;

    /// <summary>The number for each of <paramref name="count"/> places.</summary>
    /// <param name="name">What the caller calls the numbers.</param>
    /// <param name="least">Smaller numbers are an error.</param>
    public long[] For(int count, string name, long least = long.MinValue)
    {
        if (_each is not null && _each.Length != count)
        {
            throw new ArgumentException(
                $"{name} = {this} has {_each.Length} numbers where {count} are needed. " +
                $"Give {count}, or one number for all.", name);
        }

        var each = _each;
        if (each is null)
        {
            each = new long[count];
            Array.Fill(each, _all ?? throw new ArgumentNullException(name));
        }

        foreach (var number in each)
        {
            if (number < least)
                throw new ArgumentOutOfRangeException(name,
                    $"{name} = {this}. No number may be below {least}.");
        }

        return each;
    }

    /// <summary>As Python prints it: 2, or (2, 3), or None.</summary>
    public override string ToString() => _each is not null
        ? PythonText.Of(_each)
        : _all?.ToString(CultureInfo.InvariantCulture) ?? "None";
}
