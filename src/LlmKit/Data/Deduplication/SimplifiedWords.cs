using System.Text;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// The words of a text as datatrove simplifies it, but for accents, which it drops and which stay here: lower case, without
/// punctuation, one space between two, as UTF-8. So an n-gram is a slice of the bytes. Letters of scripts written without spaces are words of their own.
/// </summary>
internal ref struct SimplifiedWords
{
    private readonly Span<byte> _bytes;
    private readonly Span<int> _starts;
    private readonly bool _foldsNumbers;
    private int _length;
    private bool _isInWord;
    private bool _isInNumber;

    /// <param name="bytes">Room of <see cref="BytesFor"/> bytes.</param>
    /// <param name="starts">Room of <see cref="StartsFor"/> numbers.</param>
    public SimplifiedWords(ReadOnlySpan<char> text, bool foldsNumbers, Span<byte> bytes, Span<int> starts)
    {
        _bytes = bytes;
        _starts = starts;
        _foldsNumbers = foldsNumbers;
        while (true)
        {
            text = text[AddLetters(text)..];
            if (text.IsEmpty) break;
            if (text[0] < 128)
            {
                AddAscii(text[0]);
                text = text[1..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var length);
            Add(rune);
            text = text[length..];
        }

        _starts[Count] = _length + 1;
    }

    public int Count { get; private set; }

    public static int BytesFor(int letters) => (letters * 4) + 8;

    public static int StartsFor(int letters) => letters + 2;

    /// <summary>Words from <paramref name="first"/>, joined by spaces.</summary>
    public readonly ReadOnlySpan<byte> Slice(int first, int count) => _bytes[_starts[first]..(_starts[first + count] - 1)];

    // English letters and spaces, which most texts consist of, without looking at the state for each.
    private int AddLetters(ReadOnlySpan<char> text)
    {
        var (index, length, isInWord) = (0, _length, _isInWord);
        for (; index < text.Length; index++)
        {
            var letter = text[index] | 0x20;
            if (letter is >= 'a' and <= 'z')
            {
                if (!isInWord)
                {
                    if (Count > 0) _bytes[length++] = (byte)' ';
                    _starts[Count++] = length;
                    isInWord = true;
                }

                _bytes[length++] = (byte)letter;
            }
            else if (text[index] == ' ')
            {
                isInWord = false;
            }
            else
            {
                break;
            }
        }

        if (index > 0) _isInNumber = false;
        (_length, _isInWord) = (length, isInWord);
        return index;
    }

    private void AddAscii(char letter)
    {
        if (char.IsAsciiLetter(letter))
        {
            Begin();
            _bytes[_length++] = (byte)(letter | 0x20);
        }
        else if (char.IsAsciiDigit(letter))
        {
            if (_isInNumber && _foldsNumbers) return;
            Begin();
            _bytes[_length++] = _foldsNumbers ? (byte)'0' : (byte)letter;
            _isInNumber = true;
            return;
        }
        else if (letter is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f'))
        {
            _isInWord = false;
        }
        else
        {
            return;
        }

        _isInNumber = false;
    }

    private void Add(Rune rune)
    {
        if (Rune.IsDigit(rune) && _foldsNumbers)
        {
            AddAscii('0');
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            (_isInWord, _isInNumber) = (false, false);
            return;
        }

        if (Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.IsControl(rune)) return;
        var isAlone = Scripts.IsSpaceless(rune.Value);
        if (isAlone) _isInWord = false;
        Begin();
        _length += Rune.ToLowerInvariant(rune).EncodeToUtf8(_bytes[_length..]);
        (_isInWord, _isInNumber) = (!isAlone, false);
    }

    private void Begin()
    {
        if (_isInWord) return;
        if (Count > 0) _bytes[_length++] = (byte)' ';
        _starts[Count++] = _length;
        _isInWord = true;
    }
}
