using System.Buffers;
using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Repl.Editing;

/// <summary>
/// Turns the bytes of a terminal into keys: UTF-8, the escape sequences of xterm and its kin, bracketed paste. Whatever
/// comes, every byte is used up at some time and nothing throws.
/// </summary>
internal sealed class KeyDecoder
{
    private const byte Escape = 0x1B;
    private const int LongestSequence = 64;
    private static readonly byte[] s_pasteEnd = "\u001b[201~"u8.ToArray();

    private readonly List<byte> _bytes = [];
    private bool _isPasting;

    /// <summary>Whether bytes wait for others that may never come, such as an escape byte, which may be the key itself.</summary>
    public bool IsWaiting => _bytes.Count > 0 && !_isPasting;

    /// <summary>The keys that are complete now.</summary>
    public IReadOnlyList<Key> Feed(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return Take(isOver: false);
    }

    /// <summary>The keys of what waits, since nothing followed for a while. The text of an open paste goes on waiting.</summary>
    public IReadOnlyList<Key> Flush() => Take(isOver: true);

    private List<Key> Take(bool isOver)
    {
        var keys = new List<Key>();
        var all = _bytes.ToArray();
        var at = 0;
        while (at < all.Length)
        {
            if (_isPasting)
            {
                if (TakePaste(all, ref at) is not { } pasted) break;
                keys.Add(pasted);
                continue;
            }

            var length = One(all.AsSpan(at), isOver, out var key);
            if (length == 0) break;
            at += length;
            if (key is { Name: KeyName.Paste }) _isPasting = true;
            else if (key.Name != KeyName.Unknown) keys.Add(key);
        }

        _bytes.Clear();
        _bytes.AddRange(all.AsSpan(at));
        return keys;
    }

    private Key? TakePaste(byte[] all, ref int at)
    {
        var end = all.AsSpan(at).IndexOf(s_pasteEnd);
        if (end < 0) return null;
        var text = Encoding.UTF8.GetString(all, at, end);
        at += end + s_pasteEnd.Length;
        _isPasting = false;
        return new(KeyName.Paste, Text: text);
    }

    // The number of bytes of the first key; 0 while it is incomplete. The beginning of a paste comes back as an empty one.
    private static int One(ReadOnlySpan<byte> bytes, bool isOver, out Key key)
    {
        key = default;
        switch (bytes[0])
        {
            case Escape:
                return OfEscape(bytes, isOver, out key);
            case 0x0D or 0x0A:
                key = new(KeyName.Enter);
                return 1;
            case 0x09:
                key = new(KeyName.Tab);
                return 1;
            case 0x7F or 0x08:
                key = new(KeyName.Backspace);
                return 1;
            case 0:
                key = Key.Control(' ');
                return 1;
            case < 0x1B and var letter:
                key = Key.Control((char)(letter + 'a' - 1));
                return 1;
            case < 0x20 and var sign:
                key = Key.Control((char)(sign + '@'));
                return 1;
        }

        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
        if (status == OperationStatus.NeedMoreData && !isOver) return 0;
        key = Rune.IsControl(rune) ? default : Key.Of(rune.ToString());
        return used;
    }

    private static int OfEscape(ReadOnlySpan<byte> bytes, bool isOver, out Key key)
    {
        key = new(KeyName.Escape);
        if (bytes.Length == 1) return isOver ? 1 : 0;
        if (bytes[1] == '[') return OfSequence(bytes, isOver, out key);
        if (bytes[1] == 'O')
        {
            if (bytes.Length > 2)
            {
                key = new(Final((char)bytes[2]));
                return 3;
            }

            key = Key.Alt('O');
            return isOver ? 2 : 0;
        }

        // Escape before a key is that key with Alt.
        var length = One(bytes[1..], isOver, out key);
        if (length == 0) return 0;
        key = key with { Modifiers = key.Modifiers | KeyModifiers.Alt };
        return length + 1;
    }

    private static int OfSequence(ReadOnlySpan<byte> bytes, bool isOver, out Key key)
    {
        key = default;
        for (var i = 2; i < bytes.Length; i++)
        {
            if (bytes[i] is >= 0x40 and <= 0x7E)
            {
                key = OfSequence(Encoding.ASCII.GetString(bytes[2..i]), (char)bytes[i]);
                return i + 1;
            }

            // Only these can stand in a sequence; what else comes begins something new.
            if (bytes[i] is < 0x20 or > 0x3F || i > LongestSequence) return i;
        }

        if (!isOver) return 0;
        key = bytes.Length == 2 ? Key.Alt('[') : default;
        return bytes.Length;
    }

    private static Key OfSequence(string parameters, char final)
    {
        var numbers = parameters.Split(';').Select(Number).ToArray();
        var modifiers = numbers.Length > 1 ? ModifiersOf(numbers[1]) : KeyModifiers.None;
        switch (final)
        {
            case '~' when numbers is [27, var held, var code, ..]:
                return OfCode(code, ModifiersOf(held));
            case '~':
                return numbers[0] == 200 ? new(KeyName.Paste) : new(Numbered(numbers[0]), modifiers);
            case 'u':
                return OfCode(numbers[0], modifiers);
            case 'Z':
                return new(KeyName.Tab, modifiers | KeyModifiers.Shift);
            default:
                return new(Final(final), modifiers);
        }
    }

    private static int Number(string text) =>
        int.TryParse(text.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static KeyModifiers ModifiersOf(int number) => number is > 1 and <= 256 ? (KeyModifiers)((number - 1) & 7) : KeyModifiers.None;

    private static KeyName Final(char final) => final switch
    {
        'A' => KeyName.Up,
        'B' => KeyName.Down,
        'C' => KeyName.Right,
        'D' => KeyName.Left,
        'H' => KeyName.Home,
        'F' => KeyName.End,
        'M' => KeyName.Enter,
        'P' => KeyName.F1,
        _ => KeyName.Unknown,
    };

    private static KeyName Numbered(int number) => number switch
    {
        1 or 7 => KeyName.Home,
        4 or 8 => KeyName.End,
        3 => KeyName.Delete,
        5 => KeyName.PageUp,
        6 => KeyName.PageDown,
        11 => KeyName.F1,
        _ => KeyName.Unknown,
    };

    // Keys that terminals send with their code point, when more than one kind of Enter is to be told apart.
    private static Key OfCode(int code, KeyModifiers modifiers) => code switch
    {
        13 => new(KeyName.Enter, modifiers),
        9 => new(KeyName.Tab, modifiers),
        27 => new(KeyName.Escape),
        8 or 127 => new(KeyName.Backspace, modifiers),
        _ when !Rune.IsValid(code) || Rune.IsControl(new Rune(code)) => default,
        _ => new(KeyName.Text, modifiers & ~KeyModifiers.Shift, modifiers == KeyModifiers.Shift
            ? new Rune(code).ToString().ToUpperInvariant() : new Rune(code).ToString()),
    };
}
