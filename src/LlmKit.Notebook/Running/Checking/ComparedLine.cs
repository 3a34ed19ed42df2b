using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Running.Checking;

/// <summary>A line of an output, taken apart into what must be the same and numbers that may differ a little.</summary>
/// <param name="Text">The line as it was printed.</param>
/// <param name="Form">The line without what differs from run to run: durations, dates, paths, ids.</param>
/// <param name="Numbers">Taken out of the form, when they may differ.</param>
internal sealed partial record ComparedLine(string Text, string Form, double[] Numbers)
{
    // Numbers this much smaller than the tolerance are as good as zero.
    private const double Nothing = 1e-6;

    public static ComparedLine Of(string text, double tolerance)
    {
        var form = Steady(text);
        if (tolerance == 0) return new(text, form, []);

        var numbers = new List<double>();
        form = NumberForm().Replace(form, match =>
        {
            var digits = match.Value.Replace(",", "", StringComparison.Ordinal).Replace('−', '-');
            numbers.Add(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture));
            return "#";
        });

        // A number of other length moves what stands in columns.
        return new(text, Spaces().Replace(form, " ").Trim(), [.. numbers]);
    }

    public bool IsLike(ComparedLine other, double tolerance)
    {
        if (Form != other.Form || Numbers.Length != other.Numbers.Length) return false;
        for (var i = 0; i < Numbers.Length; i++)
        {
            if (!AreNear(Numbers[i], other.Numbers[i], tolerance)) return false;
        }

        return true;
    }

    private static bool AreNear(double a, double b, double tolerance) =>
        a.Equals(b) || Math.Abs(a - b) <= Math.Max(tolerance * Math.Max(Math.Abs(a), Math.Abs(b)), tolerance * Nothing);

    private static string Steady(string text)
    {
        text = text.TrimEnd();
        text = Embedded().Replace(text, "‹picture›");
        text = Identity().Replace(text, "$1‹id›$2");
        text = Unique().Replace(text, "‹id›");
        text = Address().Replace(text, "‹address›");
        text = Date().Replace(text, "‹date›");
        text = Rate().Replace(text, "‹rate›");
        text = Duration().Replace(text, "‹time›");
        return Folder().Replace(text, "‹path›");
    }

    [GeneratedRegex(@"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")]
    private static partial Regex Embedded();

    [GeneratedRegex(@"(\b(?:id|for|headers|aria-\w+|data-[\w-]*id)\s*=\s*[""'])[^""']*([""'])")]
    private static partial Regex Identity();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\b")]
    private static partial Regex Unique();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{6,16}\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{1,3}:\d{2}:\d{2}(?:[.,]\d+)?\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.])\d[\d,]*(?:\.\d+)?\s?\w*/s(?:ec(?:ond)?)?\b")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<![\w.])\d[\d,]*(?:\.\d+)?\s?(?:ns|µs|μs|us|ms|s|secs?|seconds?|min|mins|minutes?|h|hours?|毫秒|秒|分钟|小时)(?!\w)")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?<![\w./<~])~?/(?:[\w.@+~-]+/)+[\w.@+~-]*|\b[A-Za-z]:\\(?:[^\\\s""<>|]+\\)*[^\\\s""<>|]*")]
    private static partial Regex Folder();

    [GeneratedRegex(@"(?:(?<![\w.)\]])[-+−])?(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
