using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace LlmKit.Notebook;

/// <summary>
/// Turns values into something to look at. A type can bring its own formatters without a reference to this library, by
/// the convention of .NET Interactive: an attribute named <c>TypeFormatterSourceAttribute</c>.
/// </summary>
public static class Formatter
{
    private const int MostItems = 20;

    /// <param name="mimeTypes">Only these forms; all that there are when empty.</param>
    public static MimeBundle Format(object? value, params IReadOnlyCollection<string> mimeTypes)
    {
        var all = Forms(value);
        if (mimeTypes.Count == 0) return all;

        var wanted = new MimeBundle();
        foreach (var (mimeType, text) in all.Where(form => mimeTypes.Contains(form.Key))) wanted.Add(mimeType, text);
        return wanted.Any() ? wanted : new MimeBundle(mimeTypes.First(), Plain(value));
    }

    /// <summary>A value on one line, or as its own <c>ToString</c> has it.</summary>
    internal static string Plain(object? value) => value switch
    {
        null => "null",
        string text => text,
        Array { Rank: > 1 } array => $"{array.GetType().GetElementType()!.Name}[{string.Join(", ", Enumerable.Range(0, array.Rank).Select(array.GetLength))}]",
        IDictionary map => $"{{ {Listed(map.Cast<object>().Select(entry => entry is DictionaryEntry pair ? $"{Plain(pair.Key)}: {Plain(pair.Value)}" : Plain(entry)))} }}",
        IEnumerable list when OverridesToString(list) is false => $"[ {Listed(list.Cast<object?>().Select(Plain))} ]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static MimeBundle Forms(object? value)
    {
        switch (value)
        {
            case null or string or bool or char or IFormattable:
                return new(MimeBundle.Plain, Plain(value));
            case HtmlString html:
                return new MimeBundle(MimeBundle.Html, html.Content) { { MimeBundle.Plain, html.Content } };
            case RawContent raw:
                return new MimeBundle(raw.MimeType, raw.Content);
            case MimeBundle bundle:
                return bundle;
        }

        if (ByConvention(value) is { } own) return own;
        var plain = new MimeBundle(MimeBundle.Plain, Plain(value));
        if (HtmlTable.Of(value, MostItems) is { } table) plain.Add(MimeBundle.Html, table);
        return plain;
    }

    // The attribute and the formatters are known by their names and shapes alone.
    private static MimeBundle? ByConvention(object value)
    {
        var attribute = value.GetType().GetCustomAttributes(inherit: true).FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        if (attribute is null || Property(attribute, "FormatterSourceType") is not Type sourceType) return null;

        var source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        if (sourceType.GetMethod("CreateTypeFormatters")?.Invoke(source, null) is not IEnumerable formatters) return null;

        var preferred = Property(attribute, "PreferredMimeTypes") as IEnumerable<string> ?? [];
        var bundle = new MimeBundle();
        foreach (var formatter in formatters)
        {
            if (Property(formatter, "MimeType") is not string mimeType) continue;
            if (preferred.Any() && !preferred.Contains(mimeType) && mimeType != MimeBundle.Plain) continue;

            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (formatter.GetType().GetMethod("Format")?.Invoke(formatter, [value, writer]) is true) bundle.Add(mimeType, writer.ToString());
        }

        if (bundle[MimeBundle.Plain] is null) bundle.Add(MimeBundle.Plain, Plain(value));
        return bundle;
    }

    private static object? Property(object target, string name) =>
        target.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(target);

    private static string Listed(IEnumerable<string> items)
    {
        var shown = items.Take(MostItems + 1).ToList();
        return shown.Count <= MostItems ? string.Join(", ", shown) : string.Join(", ", shown.Take(MostItems)) + ", …";
    }

    private static bool OverridesToString(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is { } type && type != typeof(object) && type != typeof(Array) &&
        type.Namespace?.StartsWith("System", StringComparison.Ordinal) is not true;
}

/// <summary>Tables for sequences, dictionaries and two-dimensional arrays. Everything from data is encoded.</summary>
internal static class HtmlTable
{
    /// <summary>The markup, or null when the value is no table.</summary>
    public static string? Of(object value, int most) => value switch
    {
        Array { Rank: 2 } grid => Grid(grid, most),
        IDictionary map => Rows(["key", "value"], map.Keys.Cast<object?>().Select(key => new[] { key, map[key!] }), most, map.Count),
        IEnumerable list when !value.GetType().IsValueType => Sequence(list, most),
        _ => null,
    };

    private static string Sequence(IEnumerable list, int most)
    {
        var items = list.Cast<object?>().Take(10_000).ToList();
        var columns = Columns(items.FirstOrDefault(item => item is not null));
        return columns.Count == 0
            ? Rows(["index", "value"], items.Select((item, i) => new[] { i, item }), most, items.Count)
            : Rows(["index", .. columns.Select(column => column.Name)],
                items.Select((item, i) => (object?[])[i, .. columns.Select(column => item is null ? null : column.Value(item))]), most, items.Count);
    }

    private static List<(string Name, Func<object, object?> Value)> Columns(object? sample)
    {
        if (sample is null or string or IFormattable or bool or char or IEnumerable) return [];
        var type = sample.GetType();
        if (type.IsGenericType && type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal))
            return [.. type.GetFields().Select(field => (field.Name, (Func<object, object?>)(item => Safe(() => field.GetValue(item)))))];

        return
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .Select(property => (property.Name, (Func<object, object?>)(item => Safe(() => property.GetValue(item))))),
        ];
    }

    private static object? Safe(Func<object?> get)
    {
        try
        {
            return get();
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException?.Message;
        }
    }

    private static string Grid(Array grid, int most)
    {
        int rows = grid.GetLength(0), columns = Math.Min(grid.GetLength(1), most);
        var header = new List<string> { "" };
        header.AddRange(Enumerable.Range(0, columns).Select(c => c.ToString(CultureInfo.InvariantCulture)));
        if (columns < grid.GetLength(1)) header.Add("…");
        return Rows(header, Enumerable.Range(0, rows).Select(r => (object?[])[r, .. Enumerable.Range(0, columns).Select(c => grid.GetValue(r, c))]), most, rows);
    }

    private static string Rows(IReadOnlyList<string> header, IEnumerable<object?[]> rows, int most, int count)
    {
        var html = new System.Text.StringBuilder("<table><thead><tr>");
        foreach (var name in header) html.Append("<th>").Append(WebUtility.HtmlEncode(name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows.Take(most))
        {
            html.Append("<tr>");
            foreach (var cell in row) html.Append("<td>").Append(WebUtility.HtmlEncode(Formatter.Plain(cell))).Append("</td>");
            html.Append("</tr>");
        }

        if (count > most) html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{header.Count}\">… {count - most} more</td></tr>");
        return html.Append("</tbody></table>").ToString();
    }
}
