namespace LlmKit.Data.Profiles;

/// <summary>Counts what a set of samples holds, one sample at a time. It keeps two numbers for each sample.</summary>
public sealed class DataProfile
{
    private readonly List<int> _characters = [];
    private readonly List<int> _messages = [];
    private readonly HashSet<UInt128> _seen = [];

    public int Samples => _characters.Count;

    /// <summary>The samples of each task.</summary>
    public SortedDictionary<SampleTask, int> Tasks { get; } = [];

    /// <summary>The samples of each label, as text.</summary>
    public SortedDictionary<string, int> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples with a message that holds nothing but space.</summary>
    public int WithEmptyMessage { get; private set; }

    /// <summary>Samples without a label; those of a set in which none has one do not miss it.</summary>
    public int WithoutLabel => _labelled == 0 ? 0 : Samples - _labelled;

    /// <summary>For each column that no format knows, the samples without a value in it.</summary>
    public IEnumerable<(string Column, int Missing)> MissingValues =>
        _values.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => (column.Key, Samples - column.Value));

    /// <summary>Samples whose text another sample had before.</summary>
    public int Repeated { get; private set; }

    /// <summary>Files that samples name.</summary>
    public long Files { get; private set; }

    /// <summary>Letters of the scripts that write without spaces (Han, Kana, Hangul), as a share of all characters.</summary>
    public double WideShare => _total == 0 ? 0 : (double)_wide / _total;

    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private int _labelled;
    private long _total;
    private long _wide;

    public void Add(Sample sample)
    {
        var text = sample.AllText;
        _characters.Add(text.Length);
        _messages.Add(sample.Conversation.Count);
        Tasks[sample.Task] = Tasks.GetValueOrDefault(sample.Task) + 1;
        if (Name(sample.Label) is { } label) Labels[label] = Labels.GetValueOrDefault(label) + 1;
        if (sample.Label is not null) _labelled++;
        foreach (var (column, value) in sample.Extra)
            _values[column] = _values.GetValueOrDefault(column) + (value is "null" or "\"\"" ? 0 : 1);
        if (sample.Conversation.Any(message => string.IsNullOrWhiteSpace(message.Content))) WithEmptyMessage++;
        if (!_seen.Add(Fingerprint(text))) Repeated++;
        Files += sample.Media.Count;
        _total += text.Length;
        foreach (var letter in text)
            if (letter is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af') _wide++;
    }

    /// <summary>The lengths of the samples in UTF-16 units; null when there are none.</summary>
    public Distribution? Characters => Of(_characters);

    /// <summary>The numbers of messages; null when there are no samples.</summary>
    public Distribution? Messages => Of(_messages);

    private static Distribution? Of(List<int> numbers) =>
        numbers.Count == 0 ? null : Distribution.Of(numbers.Select(number => (double)number));

    private static string? Name(Label? label) => label switch
    {
        Label.Class one => one.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Label.Name name => name.Text,
        Label.Wanted wanted => wanted.Is ? "true" : "false",
        Label.Classes many => string.Join('+', many.Numbers),
        _ => null,
    };

    private static UInt128 Fingerprint(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
