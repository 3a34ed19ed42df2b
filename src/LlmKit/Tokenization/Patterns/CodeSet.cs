using System.Globalization;
using System.Text;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Patterns;

/// <summary>A set of code points, as sorted ranges that neither touch nor overlap. Both ends of a range belong to it.</summary>
internal sealed class CodeSet
{
    private const int Last = CodePointTable.Codes - 1;

    // Larger sets are whole categories, which hold both cases of nearly every letter or mean one case on purpose.
    private const int MostCodesToFold = 3000;

    private static readonly Dictionary<string, CodeSet> s_named = [];

    private readonly (int From, int To)[] _ranges;

    private CodeSet(IEnumerable<(int From, int To)> ranges)
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in ranges.OrderBy(range => range.From))
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1) merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else merged.Add(range);
        }

        _ranges = [.. merged];
    }

    public static CodeSet Empty { get; } = new([]);

    public static CodeSet All { get; } = new([(0, Last)]);

    public IReadOnlyList<(int From, int To)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Length == 0;

    public static CodeSet Of(params ReadOnlySpan<int> codes) => new([.. codes.ToArray().Select(code => (code, code))]);

    public static CodeSet Range(int from, int to) => new([(from, to)]);

    /// <summary>A category (L, Lu, P, …), a script (Han, Latin, …), or any, alphabetic, space, word; null when there is none of the name.</summary>
    public static CodeSet? Named(string name)
    {
        var key = name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        lock (s_named)
        {
            if (s_named.TryGetValue(key, out var known)) return known;
            if (Make(key) is not { } made) return null;
            return s_named[key] = made;
        }
    }

    public CodeSet Union(CodeSet other) => new([.. _ranges, .. other._ranges]);

    public CodeSet Complement()
    {
        var gaps = new List<(int, int)>();
        var from = 0;
        foreach (var range in _ranges)
        {
            if (range.From > from) gaps.Add((from, range.From - 1));
            from = range.To + 1;
        }

        if (from <= Last) gaps.Add((from, Last));
        return new(gaps);
    }

    public CodeSet Intersect(CodeSet other) => Complement().Union(other.Complement()).Complement();

    public bool Contains(int code)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (code < _ranges[middle].From) high = middle - 1;
            else if (code > _ranges[middle].To) low = middle + 1;
            else return true;
        }

        return false;
    }

    /// <summary>With the other cases of its letters, ſ of s and the Kelvin sign of k among them.</summary>
    public CodeSet WithOtherCases()
    {
        if (_ranges.Sum(range => (long)range.To - range.From + 1) > MostCodesToFold) return this;

        var codes = new HashSet<int>();
        foreach (var (from, to) in _ranges)
        {
            for (var code = from; code <= to; code++)
            {
                codes.Add(code);
                if (!Rune.IsValid(code)) continue;
                var rune = new Rune(code);
                codes.Add(Rune.ToLowerInvariant(rune).Value);
                codes.Add(Rune.ToUpperInvariant(rune).Value);
                if (code is 's' or 'S' or 0x17F) codes.UnionWith(['s', 'S', 0x17F]);
                if (code is 'k' or 'K' or 0x212A) codes.UnionWith(['k', 'K', 0x212A]);
                if (code is 0xE5 or 0xC5 or 0x212B) codes.UnionWith([0xE5, 0xC5, 0x212B]);
            }
        }

        return new(codes.Select(code => (code, code)));
    }

    private static CodeSet? Make(string key)
    {
        switch (key)
        {
            case "ANY":
                return All;
            case "SPACE":
                return new([(9, 13), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
                    (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]);
            case "ALPHABETIC":
                // Other_Alphabetic beyond the marks: letters in circles and squares.
                return Named("L")!.Union(Named("Nl")!).Union(new([(0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169),
                    (0x1F170, 0x1F189)]));
            case "WORD":
                return Named("ALPHABETIC")!.Union(Named("M")!).Union(Named("Nd")!).Union(Named("Pc")!);
        }

        var database = UnicodeDatabase.Instance;
        for (var script = 1; script < database.Scripts.Count; script++)
        {
            if (database.Scripts[script].Replace("_", "", StringComparison.Ordinal).Equals(key, StringComparison.OrdinalIgnoreCase))
                return Where(code => database.Script(code) == script);
        }

        var categories = Enumerable.Range(0, s_categories.Length).Where(i => Belongs(s_categories[i].ToUpperInvariant(), key))
            .Select(i => (UnicodeCategory)i).ToHashSet();
        return categories.Count == 0 ? null : Where(code => categories.Contains(database.Category(code)));

        static bool Belongs(string category, string key) =>
            category == key || category[..1] == key || (key == "LC" && category is "LU" or "LL" or "LT") || LongName(key) == category[..1];
    }

    // In the order of UnicodeCategory.
    private static readonly string[] s_categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps",
        "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static string LongName(string key) => key switch
    {
        "LETTER" => "L",
        "MARK" => "M",
        "NUMBER" => "N",
        "PUNCTUATION" or "PUNCT" => "P",
        "SYMBOL" => "S",
        "SEPARATOR" => "Z",
        "OTHER" => "C",
        _ => "",
    };

    private static CodeSet Where(Func<int, bool> belongs)
    {
        var ranges = new List<(int, int)>();
        for (var code = 0; code <= Last; code++)
        {
            if (!belongs(code)) continue;
            var from = code;
            while (code < Last && belongs(code + 1)) code++;
            ranges.Add((from, code));
        }

        return new(ranges);
    }
}
