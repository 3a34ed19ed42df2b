using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Debugging;

/// <summary>What a line <c>#!debug</c> asks for.</summary>
/// <param name="Lines">Where to stop; with none, and without <paramref name="OnError"/>, before the first statement.</param>
/// <param name="OnError">Whether to look at an exception before it ends the cell.</param>
internal sealed partial record DebugRequest(IReadOnlyList<int> Lines, bool OnError)
{
    public const string Usage = "[LINE,LINE] [--on-error]";

    public bool StopsAtOnce => Lines.Count == 0 && !OnError;

    /// <param name="text">What follows the name of the magic.</param>
    /// <param name="wrong">The first word that is neither a line nor the option.</param>
    public static DebugRequest? Parse(string text, out string wrong)
    {
        wrong = "";
        var lines = new List<int>();
        var isOnError = false;
        foreach (var word in Separator().Split(text).Where(word => word.Length > 0))
        {
            if (word == "--on-error") isOnError = true;
            else if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0) lines.Add(line);
            else wrong = word;
            if (wrong.Length > 0) return null;
        }

        return new(lines, isOnError);
    }

    [GeneratedRegex(@"[\s,]+")]
    private static partial Regex Separator();
}
