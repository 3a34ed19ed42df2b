namespace LlmKit.Plotting;

/// <summary>Checks of what a caller hands to a chart.</summary>
internal static class Require
{
    public static void SameLength(string first, int firstCount, string second, int secondCount)
    {
        if (firstCount == secondCount) return;
        throw new ArgumentException(
            $"{first} has {Values(firstCount)} and {second} has {Values(secondCount)}. They go together one by one: "
            + $"pass as many of the one as of the other, for example {(firstCount > secondCount ? first : second)}"
            + $".Take({Math.Min(firstCount, secondCount)}).");
    }

    public static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name} = {value}. {name} must be above 0.");

    public static double Opacity(double value) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), $"Opacity = {value}. Opacity must be from 0 to 1.");

    public static int Size(int value, string name) => value is >= 100 and <= 5000
        ? value
        : throw new ArgumentOutOfRangeException(
            name, $"{name} = {value}. {name} must be from 100 to 5000 pixels.");

    private static string Values(int count) => count == 1 ? "1 value" : $"{count} values";
}
