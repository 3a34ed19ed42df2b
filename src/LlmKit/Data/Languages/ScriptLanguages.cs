using System.Text;

namespace LlmKit.Data.Languages;

/// <summary>
/// Tells languages by their script alone, without a model. It knows those that have a script of their own (Chinese by Han
/// without Kana, Japanese, Korean, Greek, Thai, Hebrew, Armenian, Georgian), and English by its commonest words. Of other
/// texts in Latin, Cyrillic, Arabic or Devanagari letters it says the script and no language: <c>und-Cyrl</c>.
/// </summary>
public sealed class ScriptLanguages : LanguageIdentifier
{
    // At least this share of words has to be among the common ones. In English prose it is about 0.4.
    private const double LeastCommon = 0.2;

    private static readonly HashSet<string> s_english =
    [
        "the", "of", "and", "to", "a", "in", "is", "that", "it", "was", "for", "on", "with", "as", "be", "are", "this", "by", "at",
        "from", "have", "not", "or", "you", "they", "but", "his", "her", "which", "were", "an", "we", "their", "been", "has", "would",
    ];

    private static readonly (string Script, string? Language, int From, int To)[] s_scripts =
    [
        ("Latn", null, 0x41, 0x24f), ("Grek", "el", 0x370, 0x3ff), ("Cyrl", null, 0x400, 0x52f), ("Armn", "hy", 0x531, 0x58f),
        ("Hebr", "he", 0x590, 0x5ff), ("Arab", null, 0x600, 0x77f), ("Deva", null, 0x900, 0x97f), ("Beng", null, 0x980, 0x9ff),
        ("Taml", "ta", 0xb80, 0xbff), ("Telu", "te", 0xc00, 0xc7f), ("Thai", "th", 0xe00, 0xe7f), ("Geor", "ka", 0x10a0, 0x10ff),
        ("Hang", "ko", 0x1100, 0x11ff), ("Latn", null, 0x1e00, 0x1eff), ("Kana", "ja", 0x3040, 0x30ff), ("Hang", "ko", 0xac00, 0xd7af),
    ];

    public override IReadOnlyList<LanguageGuess> Identify(string text, int count = 1)
    {
        var letters = new Dictionary<string, int>();
        var total = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune)) continue;
            total++;
            var script = Scripts.IsHan(rune.Value) ? "Hani" : ScriptOf(rune.Value);
            letters[script] = letters.GetValueOrDefault(script) + 1;
        }

        if (total == 0) return [];
        Merge(letters);
        return
        [
            .. letters.OrderByDescending(script => script.Value).ThenBy(script => script.Key, StringComparer.Ordinal).Take(count)
                .Select(script => new LanguageGuess(LanguageOf(script.Key, text), (double)script.Value / total)),
        ];
    }

    // Japanese mixes Kana with Han; where a tenth of both is Kana, Han is Japanese too.
    private static void Merge(Dictionary<string, int> letters)
    {
        var (kana, han) = (letters.GetValueOrDefault("Kana"), letters.GetValueOrDefault("Hani"));
        if (kana > 0 && kana * 10 >= kana + han)
        {
            letters["Kana"] = kana + han;
            letters.Remove("Hani");
        }
    }

    private static string LanguageOf(string script, string text) => script switch
    {
        "Hani" => "zh",
        "Latn" when IsEnglish(text) => "en",
        _ => s_scripts.FirstOrDefault(each => each.Script == script).Language ?? $"und-{script}",
    };

    private static bool IsEnglish(string text)
    {
        var (words, common) = (0, 0);
        foreach (var word in text.AsSpan(0, Math.Min(text.Length, 20_000)).ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!char.IsAsciiLetter(word[0])) continue;
            words++;
            if (s_english.Contains(word.ToLowerInvariant())) common++;
        }

        return words >= 4 && common >= LeastCommon * words;
    }

    private static string ScriptOf(int code)
    {
        foreach (var (script, _, from, to) in s_scripts)
            if (code >= from && code <= to) return script;
        return "Zyyy";
    }
}
