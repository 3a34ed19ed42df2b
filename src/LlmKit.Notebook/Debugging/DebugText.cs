using System.Collections;
using System.Globalization;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Debugging;

/// <summary>How the debugger shows code and values.</summary>
internal static class DebugText
{
    private const int LinesAround = 3, MoreLines = 10, Width = 72;

    /// <summary>The place and the lines around it, with an arrow.</summary>
    /// <param name="isLong">More lines, without the place.</param>
    public static string Code(DebugSite site, IEnumerable<(string Cell, int Line)> breakpoints, bool isLong = false)
    {
        var around = isLong ? MoreLines : LinesAround;
        var marked = breakpoints.Where(point => point.Cell == site.Cell).Select(point => point.Line).ToHashSet();
        var code = site.Text.Code.Split('\n');
        var first = Math.Max(1, site.Line - around);
        while (first < site.Line && string.IsNullOrWhiteSpace(code[first - 1])) first++;
        var last = Math.Min(code.Length, site.Line + around);
        var digits = last.ToString(CultureInfo.InvariantCulture).Length;
        var lines = Enumerable.Range(first, last - first + 1).Select(line =>
        {
            var number = line.ToString(CultureInfo.InvariantCulture).PadLeft(digits);
            return $"{(line == site.Line ? "->" : "  ")}{(marked.Contains(line) ? "*" : " ")}{number}  {code[line - 1].TrimEnd()}".TrimEnd();
        });
        return string.Join('\n', isLong ? lines : lines.Prepend(site.Place));
    }

    /// <summary>The calls, the innermost first, with a mark at the one that is looked at.</summary>
    public static string Calls(IReadOnlyList<StackEntry> calls, int looked)
    {
        var lines = calls.Select((call, i) => $"{(i == looked ? "->" : "  ")} {call.Site.Place}: {Line(call.Site)}").ToList();
        return string.Join('\n', lines.Count <= 40 ? lines : [.. lines.Take(30), $"   … {lines.Count - 40} more calls …", .. lines.TakeLast(10)]);
    }

    /// <summary>The variables of a call as a table.</summary>
    /// <param name="seen">What they held before.</param>
    public static string Variables(StackEntry call, IReadOnlyDictionary<string, string> seen)
    {
        if (call.Site.Variables.Count == 0) return "No variables here yet.";
        var rows = call.Site.Variables.Zip(call.Values, (variable, value) => (variable.Name, variable.Type, Value: Value(value))).ToList();
        var name = rows.Max(row => row.Name.Length);
        var type = Math.Min(30, rows.Max(row => row.Type.Length));
        return string.Join('\n', rows.Select(row =>
            $"{(seen.Count > 0 && seen.GetValueOrDefault(row.Name) != row.Value ? "*" : " ")} {row.Name.PadRight(name)}  {row.Type.PadRight(type)}  {row.Value}"));
    }

    /// <summary>What the variables of a call hold, by their names.</summary>
    public static Dictionary<string, string> Values(StackEntry call) =>
        call.Site.Variables.Zip(call.Values).DistinctBy(pair => pair.First.Name).ToDictionary(pair => pair.First.Name, pair => Value(pair.Second));

    /// <summary>A value on one line.</summary>
    public static string Value(object? value) => IsUnread(value)
        ? "(a sequence that is not made yet)"
        : new PlainText(new Reading()).Line(value, Width);

    // To read a sequence may print, wait and change things, which looking must not.
    private static bool IsUnread(object? value) => value is IEnumerable and not string && value.GetType() is var type &&
        value is not ICollection && !type.GetInterfaces().Any(one => one.IsGenericType &&
            (one.GetGenericTypeDefinition() == typeof(ICollection<>) || one.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)));

    private static string Line(DebugSite site) => site.Text.Code.Split('\n')[site.Line - 1].Trim();
}
