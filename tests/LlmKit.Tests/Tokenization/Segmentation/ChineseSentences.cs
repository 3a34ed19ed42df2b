using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Tests.Tokenization.Segmentation;

/// <summary>Real Chinese sentences out of Debian packages: fortunes, a handbook, manual pages.</summary>
internal static partial class ChineseSentences
{
    private static readonly (string Package, string Folder, string Pattern)[] s_sources =
    [
        ("fortunes-zh", "/usr/share/games/fortunes", "*"),
        ("debian-reference-zh-cn", "/usr/share/debian-reference", "*.zh-cn.html"),
        ("manpages-zh", "/usr/share/man/zh_CN", "*.gz"),
    ];

    /// <summary>At most so many different sentences, in an order that stays; without the packages the test is skipped.</summary>
    public static string[] Take(int count)
    {
        var sentences = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (package, folder, pattern) in s_sources)
        {
            Assert.SkipUnless(Directory.Exists(folder), $"Debian's {package} is missing: ./llmkit test installs it where apt is.");
            foreach (var file in Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                sentences.AddRange(SentenceEnd().Split(TextOf(file)).Select(sentence => sentence.Trim())
                    .Where(sentence => sentence.Length is > 1 and < 400 && Chinese().IsMatch(sentence) && seen.Add(sentence)));
        }

        var random = new Random(3);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sentences));
        return [.. sentences.Take(count)];
    }

    private static string TextOf(string file)
    {
        using var stream = File.OpenRead(file);
        using Stream content = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(content, new UTF8Encoding(false));
        var text = reader.ReadToEnd();
        return file.EndsWith(".html", StringComparison.Ordinal) ? WebUtility.HtmlDecode(Tag().Replace(text, " ")) : text;
    }

    [GeneratedRegex(@"(?<=[。！？])|\n|\\f[BIR]")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\u4E00-\u9FA5]")]
    private static partial Regex Chinese();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
