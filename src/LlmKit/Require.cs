using System.Runtime.CompilerServices;

namespace LlmKit;

/// <summary>Checks of arguments whose messages say what was given, which rule it breaks, and the way out.</summary>
internal static class Require
{
    /// <summary>Throws unless <paramref name="divisor"/> divides <paramref name="whole"/>.</summary>
    public static void Divides(
        long divisor, long whole,
        [CallerArgumentExpression(nameof(divisor))] string divisorName = "",
        [CallerArgumentExpression(nameof(whole))] string wholeName = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisor, divisorName);
        if (whole % divisor == 0) return;

        var below = divisor;
        while (whole % below != 0) below--;
        throw new ArgumentException(
            $"{divisorName} = {divisor} does not divide {wholeName} = {whole}. The nearest smaller divisor is {below}.", divisorName);
    }

    /// <summary>Throws unless the value lies between the bounds, both included.</summary>
    public static T InRange<T>(T value, T least, T most, [CallerMemberName] string name = "") where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} = {value}. It must be at least {least} and at most {most}.");

    /// <summary>What the exception says, without what .NET adds for the programmer: the parameter and its value.</summary>
    public static string Said(ArgumentException e) => e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) is var end and > 0 ? e.Message[..end] : e.Message;

    /// <summary>Throws unless the value is at least 1.</summary>
    public static long Positive(long value, [CallerMemberName] string name = "") => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} = {value}. It must be at least 1.");
}
