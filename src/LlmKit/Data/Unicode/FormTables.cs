namespace LlmKit.Data.Unicode;

/// <summary>What one normalisation form needs to know of every code point.</summary>
internal sealed class FormTables
{
    // Hangul syllables are composed by arithmetic: Unicode Standard, section 3.12.
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

    private readonly CodePointTable _mayChange;
    private readonly int _firstThatMayChange;
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly HashSet<int> _seconds = [];

    public FormTables(UnicodeForm form)
    {
        var database = UnicodeDatabase.Instance;
        var isCompatible = form is UnicodeForm.CompatiblyDecomposed or UnicodeForm.CompatiblyComposed;
        var composes = form is UnicodeForm.Composed or UnicodeForm.CompatiblyComposed;
        foreach (var (code, (compatible, into)) in database.Decompositions)
        {
            if (!compatible && !database.IsExcluded(code) && into.Length == 2) _compositions[(into[0], into[1])] = code;
            if (!compatible || isCompatible) _decompositions[code] = Whole(code);
        }

        var may = new byte[CodePointTable.Codes];
        for (var code = 0; code < may.Length; code++)
            if (database.CombiningClass(code) != 0) may[code] = 1;
        foreach (var (code, into) in _decompositions)
        {
            // What comes together again out of its own parts stays.
            if (!composes || database.IsExcluded(code) || database.Decompositions[code].IsCompatible || !Returns(into, code)) may[code] = 1;
        }

        if (composes)
        {
            _seconds.UnionWith(_compositions.Keys.Select(pair => pair.Second));
            _seconds.UnionWith(Enumerable.Range(VowelBase, Vowels));
            _seconds.UnionWith(Enumerable.Range(TailBase + 1, Tails - 1));
            foreach (var second in _seconds) may[second] = 1;
        }
        else
        {
            may.AsSpan(SyllableBase, Syllables).Fill(1);
        }

        _firstThatMayChange = may.AsSpan().IndexOf((byte)1);
        _mayChange = new(may);

        int[] Whole(int code) => database.Decompositions.TryGetValue(code, out var step) && (!step.IsCompatible || isCompatible)
            ? [.. step.Into.SelectMany(Whole)]
            : [code];

        bool Returns(int[] into, int code)
        {
            var parts = into.Select(part => new Normalization.Part(part, database.CombiningClass(part), 0)).ToList();
            Compose(parts);
            return parts.Count == 1 && parts[0].Code == code;
        }
    }

    public bool MayChange(int code) => _mayChange[code] != 0;

    /// <summary>Whether nothing before the character has to do with it: it begins with a starter that none takes up.</summary>
    public bool BeginsAnew(int code)
    {
        var first = _decompositions.TryGetValue(code, out var into) ? into[0] : code;
        return UnicodeDatabase.Instance.CombiningClass(first) == 0 && !_seconds.Contains(first);
    }

    /// <summary>The index of the first character at or after <paramref name="from"/> that may change, or the text's length.</summary>
    public int FirstToChange(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var skip = text[from..].IndexOfAnyExceptInRange('\0', (char)(_firstThatMayChange - 1));
            if (skip < 0) return text.Length;
            from += skip;
            var code = Normalization.CodeAt(text, from, out var length);
            if (MayChange(code)) return from;
            from += length;
        }

        return text.Length;
    }

    public void Decompose(int code, List<Normalization.Part> run)
    {
        var database = UnicodeDatabase.Instance;
        if (code is >= SyllableBase and < SyllableBase + Syllables)
        {
            var index = code - SyllableBase;
            run.Add(new(LeadBase + index / (Vowels * Tails), 0, 1));
            run.Add(new(VowelBase + index / Tails % Vowels, 0, 0));
            if (index % Tails != 0) run.Add(new(TailBase + index % Tails, 0, 0));
        }
        else if (_decompositions.TryGetValue(code, out var into))
        {
            for (var i = 0; i < into.Length; i++) run.Add(new(into[i], database.CombiningClass(into[i]), i == 0 ? 1 : 0));
        }
        else
        {
            run.Add(new(code, database.CombiningClass(code), 1));
        }
    }

    public void Compose(List<Normalization.Part> run)
    {
        var starter = -1;
        var kept = 0;
        for (var i = 0; i < run.Count; i++)
        {
            var part = run[i];
            // A mark reaches its starter only over marks of lower classes.
            var reaches = starter >= 0 && (kept - 1 == starter || (run[kept - 1].Class != 0 && run[kept - 1].Class < part.Class));
            if (reaches && Composed(run[starter].Code, part.Code) is { } whole)
            {
                run[starter] = run[starter] with { Code = whole, Taken = run[starter].Taken + part.Taken };
                continue;
            }

            if (part.Class == 0) starter = kept;
            run[kept++] = part;
        }

        run.RemoveRange(kept, run.Count - kept);
    }

    private int? Composed(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
            return SyllableBase + ((first - LeadBase) * Vowels + second - VowelBase) * Tails;
        if (first is >= SyllableBase and < SyllableBase + Syllables && (first - SyllableBase) % Tails == 0
            && second is > TailBase and < TailBase + Tails) return first + second - TailBase;
        return _compositions.TryGetValue((first, second), out var whole) ? whole : null;
    }
}
