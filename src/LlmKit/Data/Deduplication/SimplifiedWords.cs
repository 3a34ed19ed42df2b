using System.Globalization;
using System.Text;
using LlmKit.Data.Unicode;

namespace LlmKit.Data.Deduplication;

/// <summary>
/// The words of a text as datatrove's <c>simplify_text</c> leaves it: lower case, without signs and accents, one space between
/// two, as UTF-8. So an n-gram is a slice of the bytes. Words are parted at spaces, and letters of Han and Kana are words of
/// their own.
/// </summary>
internal ref struct SimplifiedWords
{
    private readonly Span<byte> _bytes;
    private readonly Span<int> _starts;
    private readonly bool _foldsNumbers;
    private readonly bool _dropsAllSigns;
    private int _length;
    private bool _isInWord;
    private bool _isInNumber;

    /// <param name="text">What <see cref="Plain"/> made of the text.</param>
    /// <param name="foldsNumbers">Makes every number a 0.</param>
    /// <param name="dropsAllSigns">Drops all punctuation and symbols, not only those of datatrove's list.</param>
    /// <param name="bytes">Room of <see cref="BytesFor"/> bytes.</param>
    /// <param name="starts">Room of <see cref="StartsFor"/> numbers.</param>
    public SimplifiedWords(ReadOnlySpan<char> text, bool foldsNumbers, bool dropsAllSigns, Span<byte> bytes, Span<int> starts)
    {
        _dropsAllSigns = dropsAllSigns;
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
            text = text[length..];
            Add(rune, text);
        }

        _starts[Count] = _length + 1;
    }

    public int Count { get; private set; }

    /// <summary>The text with accents as characters of their own (NFD), so that they can be left out.</summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text) => Normalization.IsPlain(text, UnicodeForm.Decomposed)
        ? text : Normalization.Normalize(text.ToString(), UnicodeForm.Decomposed);

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

    private void Add(Rune rune, ReadOnlySpan<char> next)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (category == UnicodeCategory.NonSpacingMark) return;
        if (category == UnicodeCategory.DecimalDigitNumber && _foldsNumbers)
        {
            AddAscii('0');
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            (_isInWord, _isInNumber) = (false, false);
            return;
        }

        if (DatatroveSigns.Contain(rune) || (_dropsAllSigns && (Rune.IsPunctuation(rune) || Rune.IsSymbol(rune)))) return;
        var isAlone = Scripts.IsSpaceless(rune.Value);
        if (isAlone) _isInWord = false;
        Begin();
        _length += Small(rune, next).EncodeToUtf8(_bytes[_length..]);
        (_isInWord, _isInNumber) = (!isAlone, false);
    }

    // A sigma that ends a word has a form of its own.
    private readonly Rune Small(Rune rune, ReadOnlySpan<char> next) => rune.Value != 'Σ' ? Rune.ToLowerInvariant(rune)
        : _length > _starts[Count - 1] && (next.IsEmpty || !char.IsLetter(next[0])) ? new('ς') : new('σ');

    private void Begin()
    {
        if (_isInWord) return;
        if (Count > 0) _bytes[_length++] = (byte)' ';
        _starts[Count++] = _length;
        _isInWord = true;
    }
}
