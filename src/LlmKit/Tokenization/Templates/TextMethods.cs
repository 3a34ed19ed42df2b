using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization.Templates;

/// <summary>The methods of Python's strings.</summary>
internal static class TextMethods
{
    public static Callable? Find(string text, string name)
    {
        var body = Body(text, name);
        return body is null ? null : new(name, arguments =>
        {
            Budget.Charged(text);
            return body(arguments);
        });
    }

    private static Func<Arguments, object?>? Body(string text, string name) => name switch
    {
        "strip" => a => PythonText.Strip(text, Characters(a)),
        "lstrip" => a => PythonText.Strip(text, Characters(a), right: false),
        "rstrip" => a => PythonText.Strip(text, Characters(a), left: false),
        "split" => a => Split(text, a, fromRight: false),
        "rsplit" => a => Split(text, a, fromRight: true),
        "splitlines" => a => PythonText.Lines(text, a.Fit("keepends").Truth(0, "keepends", false)),
        "startswith" => a => Affixes(a).Any(affix => Cut(text, a).StartsWith(affix, StringComparison.Ordinal)),
        "endswith" => a => Affixes(a).Any(affix => Cut(text, a).EndsWith(affix, StringComparison.Ordinal)),
        "replace" => a => Replace(text, a.Fit("old", "new", "count").Text(0, "old"), a.Text(1, "new"), a.Number(2, "count", -1)),
        "upper" => a => PythonText.Upper(text),
        "lower" or "casefold" => a => PythonText.Lower(text),
        "title" => a => PythonText.Title(text),
        "capitalize" => a => PythonText.Capitalize(text),
        "swapcase" => a => string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c))),
        "find" => a => Place(text, a, last: false),
        "rfind" => a => Place(text, a, last: true),
        "index" => a => Found(Place(text, a, last: false)),
        "rindex" => a => Found(Place(text, a, last: true)),
        "count" => a => Count(text, a.Fit("sub").Text(0, "sub")),
        "join" => a => Join(text, a.Fit("items").Required(0, "items")),
        "partition" => a => Partition(text, a.Text(0, "sep"), last: false),
        "rpartition" => a => Partition(text, a.Text(0, "sep"), last: true),
        "removeprefix" => a => a.Text(0, "prefix") is var prefix && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text,
        "removesuffix" => a => a.Text(0, "suffix") is var suffix && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
        "ljust" => a => text + Fill(text, a),
        "rjust" => a => Fill(text, a) + text,
        "center" => a => Center(text, a.Number(0, "width", 0), a.Text(1, "fillchar", " ")),
        "zfill" => a => ZeroFill(text, a.Number(0, "width", 0)),
        "isdigit" or "isdecimal" or "isnumeric" => a => All(text, name == "isdecimal" ? Rune.IsDigit : IsDigit),
        "isalpha" => a => All(text, Rune.IsLetter),
        "isalnum" => a => All(text, rune => Rune.IsLetter(rune) || IsDigit(rune)),
        "isspace" => a => text.Length > 0 && text.All(PythonText.IsSpace),
        "islower" => a => text.EnumerateRunes().Any(Rune.IsLower) && !text.EnumerateRunes().Any(Rune.IsUpper),
        "isupper" => a => text.EnumerateRunes().Any(Rune.IsUpper) && !text.EnumerateRunes().Any(Rune.IsLower),
        "istitle" => a => text.EnumerateRunes().Any(Rune.IsUpper) && PythonText.Title(text) == text,
        "isascii" => a => Ascii.IsValid(text),
        "format" => a => BraceFormat.Apply(text, a),
        _ => null,
    };

    /// <summary>Python's <c>replace</c>; a count below 0 means all.</summary>
    public static string Replace(string text, string old, string with, long count)
    {
        if (count == 0) return text;
        Budget.Spend(text.Length / 8);
        var result = new StringBuilder();
        var at = 0;
        for (var done = 0; count < 0 || done < count; done++)
        {
            var next = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal)
                : done == 0 ? 0 : at < text.Length ? at + PythonText.Width(text, at) : -1;
            if (next < 0) break;
            Budget.Grow(result.Length + (next - at) + (long)with.Length);
            result.Append(text, at, next - at).Append(with);
            at = next + old.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Joins texts; what is none is refused.</summary>
    public static string Join(string separator, object? items)
    {
        var parts = Values.Items(Budget.Charged(items)).Select(item => item as string ?? throw new TemplateFault(
            $"join takes texts, and one of the items is a {Values.TypeName(item)}. Turn them into texts by | map('string').")).ToArray();
        Budget.Grow(parts.Sum(part => (long)part.Length) + ((long)separator.Length * parts.Length));
        return string.Join(separator, parts);
    }

    public static string Center(string text, long width, string fill)
    {
        var missing = width - PythonText.Length(text);
        if (missing <= 0) return text;
        Budget.Grow(width);
        var left = (missing / 2) + (missing & width & 1);
        return new string(fill[0], (int)left) + text + new string(fill[0], (int)(missing - left));
    }

    private static string? Characters(Arguments arguments) =>
        arguments.Fit("chars").Of(0, "chars", null) is null ? null : arguments.Text(0, "chars");

    private static List<object?> Split(string text, Arguments arguments, bool fromRight)
    {
        arguments.Fit("sep", "maxsplit");
        var limit = arguments.Number(1, "maxsplit", -1);
        var separator = arguments.Of(0, "sep", null) is null ? null : arguments.Text(0, "sep");
        if (separator is "") throw new TemplateFault($"{arguments.Function} is given an empty separator. Go through the text itself to have its characters.");
        var parts = new List<object?>();
        var rest = text;
        if (fromRight && limit >= 0)
        {
            while (limit-- > 0 && TakeLast(ref rest, separator) is { } part) parts.Insert(0, part);
            if (separator is null) rest = PythonText.Strip(rest, left: false);
            if (separator is not null || rest.Length > 0) parts.Insert(0, rest);
            return parts;
        }

        if (separator is null) return SplitBlanks(text, limit);
        var at = 0;
        for (int next; limit != 0 && (next = text.IndexOf(separator, at, StringComparison.Ordinal)) >= 0; at = next + separator.Length, limit--)
            parts.Add(text[at..next]);
        parts.Add(text[at..]);
        return parts;
    }

    private static List<object?> SplitBlanks(string text, long limit)
    {
        var parts = new List<object?>();
        for (var at = 0; ; limit--)
        {
            while (at < text.Length && PythonText.IsSpace(text[at])) at++;
            if (at == text.Length) return parts;
            var end = at;
            while (end < text.Length && (limit == 0 || !PythonText.IsSpace(text[end]))) end++;
            parts.Add(text[at..end]);
            at = end;
        }
    }

    // Takes the part behind the last separator off the text; null when there is none.
    private static string? TakeLast(ref string text, string? separator)
    {
        Budget.Charged(text);
        if (separator is null)
        {
            text = PythonText.Strip(text, left: false);
            if (text.Length == 0) return null;
            var start = text.Length;
            while (start > 0 && !PythonText.IsSpace(text[start - 1])) start--;
            var word = text[start..];
            text = text[..start];
            return word;
        }

        var at = text.LastIndexOf(separator, StringComparison.Ordinal);
        if (at < 0) return null;
        var part = text[(at + separator.Length)..];
        text = text[..at];
        return part;
    }

    private static IEnumerable<string> Affixes(Arguments arguments) => arguments.Fit("affix", "start", "end").Required(0, "affix") switch
    {
        TemplateTuple many => many.Items.Select(item => item as string ?? throw new TemplateFault($"{arguments.Function} takes texts only.")),
        _ => [arguments.Text(0, "affix")],
    };

    private static string Cut(string text, Arguments arguments) => !arguments.Has(1, "start") && !arguments.Has(2, "end") ? text
        : (string)Members.Slice(text, arguments.Number(1, "start", 0), arguments.Of(2, "end", null) is null ? null : arguments.Number(2, "end", 0), null)!;

    private static object Place(string text, Arguments arguments, bool last)
    {
        var part = arguments.Fit("sub", "start", "end").Text(0, "sub");
        var start = (int)Math.Clamp(arguments.Number(1, "start", 0) is < 0 and var back ? back + PythonText.Length(text) : arguments.Number(1, "start", 0), 0, text.Length);
        var cut = arguments.Has(1, "start") || arguments.Has(2, "end") ? Cut(text, arguments) : text;
        var at = last ? cut.LastIndexOf(part, StringComparison.Ordinal) : cut.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? -1L : PythonText.Length(cut[..at]) + (long)start;
    }

    private static object Found(object place) => place is -1L
        ? throw new TemplateFault("The text does not hold what index looks for. Ask 'in' before, or use find.") : place;

    private static long Count(string text, string part)
    {
        if (part.Length == 0) return PythonText.Length(text) + 1L;
        long count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    private static TemplateTuple Partition(string text, string separator, bool last)
    {
        if (separator.Length == 0) throw new TemplateFault("partition is given an empty separator.");
        var at = last ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0 ? new([text[..at], separator, text[(at + separator.Length)..]]) : new(last ? ["", "", text] : [text, "", ""]);
    }

    private static string Fill(string text, Arguments arguments)
    {
        var fill = arguments.Fit("width", "fillchar").Text(1, "fillchar", " ");
        if (fill.Length != 1) throw new TemplateFault($"{arguments.Function} fills with one character, and is given {Values.Repr(fill)}.");
        var missing = arguments.Number(0, "width", 0) - PythonText.Length(text);
        if (missing <= 0) return "";
        Budget.Grow(missing);
        return new(fill[0], (int)missing);
    }

    private static string ZeroFill(string text, long width)
    {
        var missing = width - PythonText.Length(text);
        if (missing <= 0) return text;
        Budget.Grow(width);
        var sign = text.StartsWith('-') || text.StartsWith('+') ? 1 : 0;
        return string.Concat(text.AsSpan(0, sign), new string('0', (int)missing), text.AsSpan(sign));
    }

    private static bool All(string text, Func<Rune, bool> has) => text.Length > 0 && text.EnumerateRunes().All(has);

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;
}
