using System.Globalization;

namespace LlmKit.Notebook.Packages;

/// <summary>A version as NuGet orders them: up to four numbers, then perhaps a preview's label.</summary>
internal sealed record PackageVersion(IReadOnlyList<int> Numbers, IReadOnlyList<string> Labels)
    : IComparable<PackageVersion>
{
    /// <returns>Null when the text is no version.</returns>
    public static PackageVersion? Parse(string text)
    {
        var halves = text.Trim().Split('+')[0].Split('-', 2);
        var numbers = new int[4];
        var parts = halves[0].Split('.');
        if (parts.Length > 4) return null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryNumber(parts[i], out numbers[i])) return null;
        }

        return new(numbers, halves.Length == 1 ? [] : halves[1].Split('.'));
    }

    public int CompareTo(PackageVersion? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < 4; i++)
        {
            if (Numbers[i] != other.Numbers[i]) return Numbers[i].CompareTo(other.Numbers[i]);
        }

        // A preview comes before what it previews.
        if (Labels.Count == 0 || other.Labels.Count == 0) return other.Labels.Count.CompareTo(Labels.Count);
        foreach (var (left, right) in Labels.Zip(other.Labels))
        {
            if (Compare(left, right) is not 0 and var order) return order;
        }

        return Labels.Count.CompareTo(other.Labels.Count);
    }

    public bool Equals(PackageVersion? other) => CompareTo(other) == 0;

    public override int GetHashCode() => HashCode.Combine(Numbers[0], Numbers[1], Numbers[2], Labels.Count);

    private static int Compare(string left, string right)
    {
        var (isLeft, isRight) = (TryNumber(left, out var leftNumber), TryNumber(right, out var rightNumber));
        if (isLeft && isRight) return leftNumber.CompareTo(rightNumber);
        if (isLeft != isRight) return isRight.CompareTo(isLeft);
        return string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
