using static LlmKit.Tokenization.Patterns.PatternProgram;

namespace LlmKit.Tokenization.Patterns;

/// <summary>
/// A regular expression as an automaton that is built while it is used: time is linear in what a match looks at, whatever the
/// expression. Of all matches at a place it finds the one that a backtracking engine would. Safe for many threads.
/// </summary>
internal sealed class Pattern
{
    private const int Unknown = -1;
    private const int Dead = 0;
    private const int MostStates = 4096;

    private readonly PatternProgram _program;
    private readonly CodeClasses _classes;
    private readonly int _end;
    private readonly int _width;
    private volatile Automaton _automaton;

    /// <exception cref="FormatException">The expression is damaged, or has a part that isn't supported.</exception>
    public Pattern(string expression)
    {
        Expression = expression;
        _program = new(PatternParser.Parse(expression));
        _classes = new(_program.Sets);
        _end = _classes.Count;
        _width = _end + 1;
        _automaton = new(this);
    }

    public string Expression { get; }

    /// <summary>An expression that matches the text and nothing else.</summary>
    public static string Escape(string text) =>
        string.Concat(text.Select(unit => char.IsAsciiLetterOrDigit(unit) || unit > 127 || char.IsWhiteSpace(unit) ? $"{unit}" : $"\\{unit}"));

    /// <summary>Where the match that starts at <paramref name="start"/> ends, or -1.</summary>
    public int MatchAt(ReadOnlySpan<char> text, int start)
    {
        var automaton = _automaton;
        var state = start == 0 || text[start - 1] == '\n' ? Automaton.LineStart : Automaton.Middle;
        var matched = -1;
        for (var at = start; ; )
        {
            var length = 0;
            var kind = at < text.Length ? _classes.At(text, at, out length) : _end;
            var step = automaton.Step(state, kind);
            if (step == Unknown)
            {
                // An automaton that grew too large is left, and this match starts anew in an empty one.
                if (!automaton.TryBuild(state, kind, out step))
                {
                    _automaton = new(this);
                    return MatchAt(text, start);
                }
            }

            if ((step & 1) != 0) matched = at;
            state = step >> 1;
            if (state == Dead || length == 0) return matched;
            at += length;
        }
    }

    /// <summary>The first match at or after <paramref name="from"/>: its start and end, or (-1, -1).</summary>
    public (int Start, int End) Find(ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at <= text.Length;)
        {
            var end = MatchAt(text, at);
            if (end >= 0) return (at, end);
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return (-1, -1);
    }

    /// <summary>The states found so far: which instructions are alive, best first.</summary>
    private sealed class Automaton
    {
        public const int LineStart = 1;
        public const int Middle = 2;

        private readonly Pattern _pattern;
        private readonly List<int[]> _states = [];
        private readonly Dictionary<string, int> _known = [];
        private readonly Lock _lock = new();

        // For each state and class: the next state times two, and one more when a match ends before the class is taken.
        private volatile int[] _steps;

        public Automaton(Pattern pattern)
        {
            _pattern = pattern;
            _steps = new int[16 * pattern._width];
            Array.Fill(_steps, Unknown);
            State([]);
            State([0, -1]);
            State([0]);
        }

        public int Step(int state, int kind)
        {
            var steps = _steps;
            var index = state * _pattern._width + kind;
            return index < steps.Length ? Volatile.Read(ref steps[index]) : Unknown;
        }

        public bool TryBuild(int state, int kind, out int step)
        {
            lock (_lock)
            {
                step = 0;
                if (_states.Count >= MostStates) return false;
                var alive = new List<int>();
                var isMatch = Advance(_states[state], kind, alive);
                step = (State([.. alive]) << 1) | (isMatch ? 1 : 0);
                Volatile.Write(ref _steps[state * _pattern._width + kind], step);
                return true;
            }
        }

        private int State(int[] alive)
        {
            var key = string.Join(',', alive);
            if (_known.TryGetValue(key, out var index)) return index;
            _known[key] = index = _states.Count;
            _states.Add(alive);
            if (_states.Count * _pattern._width > _steps.Length)
            {
                var larger = new int[_steps.Length * 2];
                _steps.CopyTo(larger, 0);
                larger.AsSpan(_steps.Length).Fill(Unknown);
                _steps = larger;
            }

            return index;
        }

        // Follows what takes nothing, best first, up to a match: what is worse than a match is dropped.
        private bool Advance(int[] state, int kind, List<int> alive)
        {
            var instructions = _pattern._program.Instructions;
            var seen = new HashSet<int>();
            var added = new HashSet<int>();
            var pending = new Stack<int>();
            var isLineStart = state is [.., -1];
            foreach (var first in state)
            {
                if (first < 0) continue;
                pending.Push(first);
                while (pending.TryPop(out var at))
                {
                    if (!seen.Add(at)) continue;
                    var (what, a, b) = instructions[at];
                    switch (what)
                    {
                        case Kind.Match:
                            return true;
                        case Kind.Take when kind != _pattern._end && _pattern._classes.IsIn(kind, a):
                            if (added.Add(at + 1)) alive.Add(at + 1);
                            break;
                        case Kind.Split:
                            pending.Push(b);
                            pending.Push(a);
                            break;
                        case Kind.Ahead when kind == _pattern._end ? b == 1 : _pattern._classes.IsIn(kind, a):
                        case Kind.Start when isLineStart:
                            pending.Push(at + 1);
                            break;
                    }
                }
            }

            return false;
        }
    }
}
