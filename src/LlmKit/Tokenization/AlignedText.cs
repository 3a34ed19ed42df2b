using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization;

/// <summary>
/// Text on its way to tokens, cut into pieces; each UTF-16 unit knows which range of the original text it came from. Reused from
/// text to text, so that it soon allocates nothing.
/// </summary>
/// <remarks>
/// Who rewrites the text goes through it from left to right: <see cref="Copy"/> and <see cref="Put(char, int)"/> what shall stand
/// there, then <see cref="Commit"/>. Who cuts it calls <see cref="Keep"/> for each piece, then <see cref="CommitPieces"/>.
/// </remarks>
internal sealed class AlignedText
{
    private char[] _text = new char[256];
    private char[] _nextText = new char[256];
    private Origins[] _origins = [];
    private Origins[] _nextOrigins = [];
    private int _nextLength;
    private List<(int Start, int End)> _pieces = [];
    private List<(int Start, int End)> _nextPieces = [];

    /// <summary>Whether offsets are wanted.</summary>
    public bool IsTracked { get; private set; }

    /// <summary>Whether its first unit came from the original's start.</summary>
    public bool StartsAtOrigin { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    public List<(int Start, int End)> Pieces => _pieces;

    /// <summary>How much of the text to come has been written.</summary>
    public int Written => _nextLength;

    /// <summary>A unit that has been written.</summary>
    public char WrittenAt(int at) => _nextText[at];

    /// <param name="text">The text, without half surrogate pairs.</param>
    /// <param name="offset">Where in the original it starts.</param>
    /// <param name="isTracked">Whether offsets are wanted.</param>
    public void Load(ReadOnlySpan<char> text, int offset, bool isTracked)
    {
        (IsTracked, StartsAtOrigin, Length, _nextLength) = (isTracked, offset == 0, text.Length, 0);
        Room(ref _text, Length);
        text.CopyTo(_text);
        if (isTracked)
        {
            Room(ref _origins, Length);
            for (var i = 0; i < Length; i++) _origins[i] = new(offset + i, offset + i + 1);
            if (text.ContainsAnyInRange('\uDC00', '\uDFFF'))
            {
                for (var i = 1; i < Length; i++)
                    if (char.IsLowSurrogate(text[i])) _origins[i - 1] = _origins[i] = new(offset + i - 1, offset + i + 1);
            }
        }

        Whole();
    }

    /// <summary>Part of the text of another, with what it knows.</summary>
    public void Load(AlignedText other, int start, int end)
    {
        (IsTracked, StartsAtOrigin, Length, _nextLength) = (other.IsTracked, other.StartsAtOrigin && start == 0, end - start, 0);
        Room(ref _text, Length);
        other._text.AsSpan(start, Length).CopyTo(_text);
        if (IsTracked)
        {
            Room(ref _origins, Length);
            other._origins.AsSpan(start, Length).CopyTo(_origins);
        }

        Whole();
    }

    /// <summary>One piece: the whole text, if there is any.</summary>
    public void Whole()
    {
        _pieces.Clear();
        if (Length > 0) _pieces.Add((0, Length));
    }

    /// <summary>The range of the original that the units from <paramref name="start"/> to <paramref name="end"/> came from.</summary>
    public (int Start, int End) Origin(int start, int end) => end > start ? (_origins[start].From, _origins[end - 1].To) : (0, 0);

    /// <summary>The units from <paramref name="start"/> to <paramref name="end"/> stay.</summary>
    public void Copy(int start, int end)
    {
        var length = end - start;
        if (length <= 0) return;
        Need(length);
        _text.AsSpan(start, length).CopyTo(_nextText.AsSpan(_nextLength));
        if (IsTracked) _origins.AsSpan(start, length).CopyTo(_nextOrigins.AsSpan(_nextLength));
        _nextLength += length;
    }

    /// <summary>A unit that came from where the old unit <paramref name="source"/> came from.</summary>
    public void Put(char unit, int source)
    {
        if (_nextLength == _nextText.Length || (IsTracked && _nextLength == _nextOrigins.Length)) Need(1);
        _nextText[_nextLength] = unit;
        if (IsTracked) _nextOrigins[_nextLength] = _origins[source];
        _nextLength++;
    }

    public void Put(ReadOnlySpan<char> text, int source)
    {
        foreach (var unit in text) Put(unit, source);
    }

    public void Put(int code, int source)
    {
        if (code <= 0xFFFF)
        {
            Put((char)code, source);
            return;
        }

        Put((char)(0xD7C0 + (code >> 10)), source);
        Put((char)(0xDC00 | (code & 0x3FF)), source);
    }

    /// <summary>What was written becomes the text, in one piece.</summary>
    public void Commit()
    {
        Swap();
        Whole();
    }

    /// <summary>What was written is dropped, the text stays.</summary>
    public void Forget() => _nextLength = 0;

    public void Keep(int start, int end)
    {
        if (end > start) _nextPieces.Add((start, end));
    }

    /// <summary>The pieces kept since become the pieces; with what was written, if anything was.</summary>
    public void CommitPieces(bool hasText = false)
    {
        if (hasText) Swap();
        (_pieces, _nextPieces) = (_nextPieces, _pieces);
        _nextPieces.Clear();
    }

    /// <summary>The code point at <paramref name="at"/> and its length in units.</summary>
    public int CodeAt(int at, out int length) => Normalization.CodeAt(Text, at, out length);

    private void Swap()
    {
        (_text, _nextText) = (_nextText, _text);
        (_origins, _nextOrigins) = (_nextOrigins, _origins);
        (Length, _nextLength) = (_nextLength, 0);
    }

    private void Need(int more)
    {
        Room(ref _nextText, _nextLength + more);
        if (IsTracked) Room(ref _nextOrigins, _nextLength + more);
    }

    private static void Room<T>(ref T[] array, int length)
    {
        if (array.Length < length) Array.Resize(ref array, Math.Max(length, array.Length * 2));
    }

    private readonly record struct Origins(int From, int To);
}
