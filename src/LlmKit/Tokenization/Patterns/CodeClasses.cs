using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Patterns;

/// <summary>The coarsest division of all code points of which each of some sets is a union: an automaton needs no finer one.</summary>
internal sealed class CodeClasses
{
    private const int MostClasses = 255;

    private readonly CodePointTable _classes;
    private readonly byte[] _ascii = new byte[128];
    private readonly List<bool[]> _members = [];

    public CodeClasses(IReadOnlyList<CodeSet> sets)
    {
        var borders = new SortedSet<int> { 0, CodePointTable.Codes };
        foreach (var (from, to) in sets.SelectMany(set => set.Ranges)) borders.UnionWith([from, to + 1]);

        var known = new Dictionary<string, byte>();
        var classes = new byte[CodePointTable.Codes];
        foreach (var (from, to) in borders.Zip(borders.Skip(1)))
        {
            var member = sets.Select(set => set.Contains(from)).ToArray();
            var key = string.Concat(member.Select(isIn => isIn ? '1' : '0'));
            if (!known.TryGetValue(key, out var index))
            {
                if (known.Count == MostClasses) throw new FormatException($"the regular expression tells more than {MostClasses} kinds of characters apart");
                known[key] = index = (byte)known.Count;
                _members.Add(member);
            }

            classes.AsSpan(from, to - from).Fill(index);
        }

        _classes = new(classes);
        classes.AsSpan(0, 128).CopyTo(_ascii);
    }

    public int Count => _members.Count;

    public bool IsIn(int index, int set) => _members[index][set];

    /// <summary>The class of the code point at <paramref name="at"/>, and its length in UTF-16 units.</summary>
    public int At(ReadOnlySpan<char> text, int at, out int length)
    {
        var unit = text[at];
        length = 1;
        if (unit < 128) return _ascii[unit];
        if (!char.IsHighSurrogate(unit)) return _classes[unit];
        return _classes[Normalization.CodeAt(text, at, out length)];
    }
}
