using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Tokenization.Templates;

/// <summary>The filters that work on texts.</summary>
internal static partial class TextFilters
{
    public static IReadOnlyDictionary<string, Filter> All { get; } = new Dictionary<string, Filter>
    {
        ["string"] = (value, a) => Text(value),
        ["safe"] = (value, a) => Text(value),
        ["upper"] = (value, a) => PythonText.Upper(Text(value)),
        ["lower"] = (value, a) => PythonText.Lower(Text(value)),
        ["capitalize"] = (value, a) => PythonText.Capitalize(Text(value)),
        ["title"] = (value, a) => Title(Text(value)),
        ["trim"] = (value, a) => PythonText.Strip(Text(value), a.Fit("chars").Of(0, "chars", null) is null ? null : a.Text(0, "chars")),
        ["replace"] = (value, a) => TextMethods.Replace(
            Text(value), Text(a.Fit("old", "new", "count").Required(0, "old")), Text(a.Required(1, "new")), a.Of(2, "count", null) is null ? -1 : a.Number(2, "count", -1)),
        ["indent"] = Indent,
        ["center"] = (value, a) => TextMethods.Center(Text(value), a.Fit("width").Number(0, "width", 80), " "),
        ["truncate"] = Truncate,
        ["wordcount"] = (value, a) => Word().Count(Text(value)) + 0L,
        ["escape"] = (value, a) => Escape(Text(value)),
        ["e"] = (value, a) => Escape(Text(value)),
        ["forceescape"] = (value, a) => Escape(Text(value)),
        ["striptags"] = (value, a) => string.Join(' ', Tag().Replace(Text(value), "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        ["urlencode"] = UrlEncode,
        ["tojson"] = (value, a) => TemplateJson.Write(
            value, a.Fit("ensure_ascii", "indent", "separators", "sort_keys").Truth(0, "ensure_ascii", false),
            a.Of(1, "indent", null), a.Of(2, "separators", null), a.Truth(3, "sort_keys", false)),
        ["format"] = (value, a) => PercentFormat.Apply(Text(value), a.Positional, NamedOf(a)),
    };

    private static string Text(object? value)
    {
        var text = Values.Text(value);
        Budget.Grow(text.Length);
        return text;
    }

    private static TemplateDictionary? NamedOf(Arguments arguments)
    {
        if (arguments.Named.Count == 0) return null;
        if (arguments.Positional.Count > 0) throw new TemplateFault("format takes values or names, not both.");
        var named = new TemplateDictionary();
        foreach (var (name, value) in arguments.Named) named[name] = value;
        return named;
    }

    // A word begins behind blanks, hyphens and opening brackets.
    private static string Title(string text) => string.Concat(WordBeginning().Split(text)
        .Where(part => part.Length > 0).Select(part => PythonText.Capitalize(part)));

    private static string Indent(object? value, Arguments arguments)
    {
        arguments.Fit("width", "first", "blank");
        var given = arguments.Of(0, "width", 4L) as string;
        var width = given?.Length ?? Math.Clamp(arguments.Number(0, "width", 4), 0, int.MaxValue);
        var lines = PythonText.Lines(Text(value) + "\n", keepEnds: false);
        Budget.Grow(lines.Count * (width + 1));
        var indent = given ?? new string(' ', (int)width);
        var result = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (string)lines[i]!;
            var isIndented = i == 0 ? arguments.Truth(1, "first", false) : line.Length > 0 || arguments.Truth(2, "blank", false);
            if (i > 0) result.Append('\n');
            if (isIndented) result.Append(indent);
            result.Append(line);
        }

        return result.ToString();
    }

    private static string Truncate(object? value, Arguments arguments)
    {
        arguments.Fit("length", "killwords", "end", "leeway");
        var (text, end) = (Text(value), arguments.Text(2, "end", "..."));
        var length = arguments.Number(0, "length", 255);
        if (length < PythonText.Length(end)) throw new TemplateFault($"truncate's length is {length}, shorter than its end {Values.Repr(end)}.");
        if (PythonText.Length(text) <= length + arguments.Number(3, "leeway", 5)) return text;
        var kept = (string)Members.Slice(text, null, length - PythonText.Length(end), null)!;
        var blank = kept.LastIndexOf(' ');
        return (arguments.Truth(1, "killwords", false) || blank < 0 ? kept : kept[..blank]) + end;
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal);

    private static string UrlEncode(object? value, Arguments arguments)
    {
        arguments.Fit();
        return value is TemplateDictionary dictionary
            ? string.Join('&', dictionary.Entries.Select(entry => $"{Quoted(entry.Key)}={Quoted(entry.Value)}").Select(pair => pair.Replace("%20", "+", StringComparison.Ordinal)))
            : Quoted(value).Replace("%2F", "/", StringComparison.Ordinal);

        static string Quoted(object? part) => Uri.EscapeDataString(Text(part));
    }

    [GeneratedRegex(@"([-\s({\[<]+)")]
    private static partial Regex WordBeginning();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
