using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmKit.Data.Web;

namespace LlmKit.Data.Corpora;

/// <summary>Reads the formats of the packages into samples.</summary>
internal static partial class CorpusTexts
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string FetchAgain = "The package is damaged or has changed: fetch it again.";

    /// <summary>One text for each file; columns beside it come from the file's name.</summary>
    public static IEnumerable<Sample> Whole(PackageFolder package, string pattern, Func<string, (string, string)[]>? columns = null)
    {
        foreach (var (name, text) in package.Texts(pattern))
        {
            var content = text().Trim();
            if (content.Length > 0) yield return With(Sample.Text(content), columns?.Invoke(name) ?? []);
        }
    }

    /// <summary>Mails with the label of their folder.</summary>
    public static IEnumerable<Sample> Mails(PackageFolder package)
    {
        foreach (var (name, text) in package.Texts("data/*/*.txt", Encoding.Latin1))
        {
            var group = name.Split('/')[^2];
            var label = group.StartsWith("spam", StringComparison.Ordinal) ? "spam" : "ham";
            if (text() is { Length: > 0 } mail) yield return new Sample(new Conversation(Message.User(mail))) { Label = new Label.Name(label), Extra = [new("group", Json(group))] };
        }
    }

    /// <summary>The Brown corpus: words without their tags, with the genre as label.</summary>
    public static IEnumerable<Sample> Brown(PackageFolder package)
    {
        foreach (var row in Lines(package.Text("cats.txt")))
        {
            if (row.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var genre, ..]) continue;
            var sentences = package.Named(name, Encoding.Latin1).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(sentence => Joined(sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(WithoutTag)));
            var text = string.Join('\n', sentences);
            if (text.Length == 0) continue;
            yield return new Sample(new Conversation(Message.User(text))) { Label = new Label.Name(genre), Extra = [new("document", Json(name))] };
        }
    }

    /// <summary>Poems as JSON lists of objects: title or tune, author, lines.</summary>
    public static IEnumerable<Sample> Poems(PackageFolder package, string pattern)
    {
        foreach (var (name, text) in package.Texts(pattern))
            foreach (var poem in PoemsIn(name, text())) yield return poem;
    }

    /// <summary>Fortunes, parted by lines of a percent sign; colours of terminals are taken out.</summary>
    public static IEnumerable<Sample> Fortunes(PackageFolder package)
    {
        foreach (var (name, text) in package.Texts("games/fortunes/*"))
        {
            if (name.EndsWith(".dat", StringComparison.Ordinal) || name.EndsWith(".u8", StringComparison.Ordinal)) continue;
            var items = Colour().Replace(text(), "");
            foreach (var item in Parts(items))
                if (items[item].Trim() is { Length: > 0 } fortune) yield return With(Sample.Text(fortune), ("topic", Path.GetFileName(name)));
        }
    }

    /// <summary>A dictionary of dictd: for each headword its article. Places are written in the digits of Base64.</summary>
    public static IEnumerable<Sample> Dictionary(PackageFolder package, string name)
    {
        var text = Encoding.UTF8.GetBytes(package.Text($"{name}.dict.dz"));
        foreach (var row in Lines(package.Text($"{name}.index")))
        {
            if (row.Split('\t', 4) is not [var word, var start, var length] || word.StartsWith("00", StringComparison.Ordinal)) continue;
            var (from, count) = (Place(start), Place(length));
            if (from > text.Length || count > text.Length - from) continue;
            var article = Encoding.UTF8.GetString(text.AsSpan((int)from, (int)count)).Trim();
            if (article.Length > 0) yield return With(Sample.Text(article), ("word", word));
        }
    }

    /// <summary>WordNet's glosses: words, what they mean, and quoted examples.</summary>
    public static IEnumerable<Sample> WordNet(PackageFolder package)
    {
        foreach (var (name, text) in package.Texts("dict/data.*"))
        {
            foreach (var row in Lines(text()))
            {
                var bar = row.IndexOf(" | ", StringComparison.Ordinal);
                if (bar < 0 || row.StartsWith(' ')) continue;
                var words = WordNetLine.Words(row[..bar])
                    ?? throw new InvalidDataException($"{name} is no data file of WordNet, which begins a line with numbers and words: {Excerpt.Of(row)} {FetchAgain}");
                yield return With(Sample.Text($"{string.Join(", ", words.Select(word => word.Replace('_', ' ')))}: {row[(bar + 3)..].Trim()}"), ("part", name.Split('.')[^1]));
            }
        }
    }

    /// <summary>Pages of manuals, without the marks of roff.</summary>
    public static IEnumerable<Sample> Manuals(PackageFolder package, string pattern)
    {
        foreach (var (name, text) in package.Texts(pattern))
        {
            var page = text();
            if (page.StartsWith(".so ", StringComparison.Ordinal)) continue;
            if (Roff.TextOf(page) is { Length: > 0 } plain)
                yield return With(Sample.Text(plain), ("page", Path.GetFileName(name).Replace(".gz", "", StringComparison.Ordinal)));
        }
    }

    /// <summary>HTML pages as text.</summary>
    public static IEnumerable<Sample> Pages(PackageFolder package, string pattern)
    {
        foreach (var (name, text) in package.Texts(pattern))
        {
            var page = WebPage.Read(text(), keepsAll: true);
            if (page.Text.Length > 0) yield return With(Sample.Text(page.Text), ("title", page.Title), ("page", Path.GetFileName(name)));
        }
    }

    private static IEnumerable<string> Lines(string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line) yield return line;
    }

    // The lines of a percent sign are what parts them.
    private static IEnumerable<Range> Parts(string text)
    {
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            if (text[at] == '%' && text.AsSpan((at + 1)..end).IsWhiteSpace())
            {
                yield return from..at;
                from = end;
            }

            at = end + 1;
        }

        yield return from..text.Length;
    }

    private static List<Sample> PoemsIn(string name, string text)
    {
        var poems = new List<Sample>();
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var poem in json.RootElement.EnumerateArray())
            {
                if (!poem.TryGetProperty("paragraphs", out var lines)) continue;
                var title = Column(poem, "title") ?? Column(poem, "rhythmic") ?? "";
                var verse = string.Join('\n', lines.EnumerateArray().Select(line => line.GetString()));
                if (verse.Length > 0) poems.Add(With(Sample.Text($"{title}\n{verse}".Trim()), ("title", title), ("author", Column(poem, "author") ?? "")));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name} is no list of poems with their paragraphs: {e.Message} {FetchAgain}", e);
        }

        return poems;
    }

    private static Sample With(Sample sample, params (string Name, string Value)[] columns) =>
        sample with { Extra = [.. columns.Select(column => new KeyValuePair<string, string>(column.Name, Json(column.Value)))] };

    private static string Json(string text) => JsonSerializer.Serialize(text, s_json);

    private static string? Column(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string WithoutTag(string token) => token.LastIndexOf('/') is var slash and > 0 ? token[..slash] : token;

    // Signs stand at the word before them, and two accents are a quotation mark.
    private static string Joined(IEnumerable<string> words)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            var isOpen = text.Length > 0 && (text[^1] is '(' or '“' || text[^1] == ' ');
            if (text.Length > 0 && !isOpen && word is not ("." or "," or ";" or ":" or "?" or "!" or "''" or ")")) text.Append(' ');
            text.Append(word switch { "``" => "“", "''" => "”", _ => word });
        }

        return text.ToString();
    }

    // What is no number, or more than any file has, is a place behind all.
    private static long Place(string digits)
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        return digits.Length is 0 or > 8 || !digits.All(Digits.Contains) ? long.MaxValue : digits.Aggregate(0L, (sum, digit) => (sum * 64) + Digits.IndexOf(digit));
    }

    [GeneratedRegex("\x1b\\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colour();
}
