namespace LlmKit.Tokenization.Patterns;

/// <summary>A regular expression as instructions of a machine that tries all ways at once, better ones first (Thompson, Pike).</summary>
internal sealed class PatternProgram
{
    private const int MostInstructions = 50_000;

    private readonly List<Instruction> _instructions = [];
    private readonly List<CodeSet> _sets = [];

    public PatternProgram(PatternNode node)
    {
        Add(node);
        Emit(new(Kind.Match));
    }

    public enum Kind
    {
        /// <summary>Takes a code point of set A.</summary>
        Take,

        /// <summary>Goes on at A, and if that fails at B.</summary>
        Split,

        /// <summary>Goes on when what follows is in set A, or, where B is 1, the end.</summary>
        Ahead,

        /// <summary>Goes on where a line starts.</summary>
        Start,

        /// <summary>The expression has matched.</summary>
        Match,
    }

    public IReadOnlyList<Instruction> Instructions => _instructions;

    public IReadOnlyList<CodeSet> Sets => _sets;

    private void Add(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                Emit(new(Kind.Take, SetIndex(one.Set)));
                break;
            case PatternNode.Ahead ahead:
                Emit(new(Kind.Ahead, SetIndex(ahead.Set), ahead.HasEnd ? 1 : 0));
                break;
            case PatternNode.Start:
                Emit(new(Kind.Start));
                break;
            case PatternNode.Sequence sequence:
                foreach (var item in sequence.Items) Add(item);
                break;
            case PatternNode.Choice choice:
                AddChoice(choice.Options);
                break;
            case PatternNode.Repeat repeat:
                AddRepeat(repeat);
                break;
        }
    }

    private void AddChoice(IReadOnlyList<PatternNode> options)
    {
        var ends = new List<int>();
        for (var i = 0; i < options.Count - 1; i++)
        {
            var split = Emit(new(Kind.Split));
            Add(options[i]);
            ends.Add(Emit(new(Kind.Split)));
            _instructions[split] = new(Kind.Split, split + 1, _instructions.Count);
        }

        Add(options[^1]);
        foreach (var end in ends) Jump(end, _instructions.Count);
    }

    private void AddRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            var before = _instructions.Count;
            Add(repeat.Item);

            // Nothing, however often.
            if (_instructions.Count == before) break;
        }

        if (repeat.Most is not { } most)
        {
            var split = Emit(new(Kind.Split));
            Add(repeat.Item);
            Jump(Emit(new(Kind.Split)), split);
            Branch(split, _instructions.Count, repeat.IsLazy);
            return;
        }

        var splits = new List<int>();
        for (var i = repeat.Least; i < most; i++)
        {
            splits.Add(Emit(new(Kind.Split)));
            Add(repeat.Item);
        }

        foreach (var split in splits) Branch(split, _instructions.Count, repeat.IsLazy);
    }

    private void Branch(int at, int past, bool isLazy) =>
        _instructions[at] = isLazy ? new(Kind.Split, past, at + 1) : new(Kind.Split, at + 1, past);

    private void Jump(int at, int to) => _instructions[at] = new(Kind.Split, to, to);

    private int Emit(Instruction instruction)
    {
        if (_instructions.Count == MostInstructions)
            throw new FormatException($"the regular expression is too large: its repetitions make over {MostInstructions} steps");
        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }

    private int SetIndex(CodeSet set)
    {
        var known = _sets.FindIndex(other => ReferenceEquals(other, set) || other.Ranges.SequenceEqual(set.Ranges));
        if (known >= 0) return known;
        _sets.Add(set);
        return _sets.Count - 1;
    }

    public readonly record struct Instruction(Kind Kind, int A = 0, int B = 0);
}
