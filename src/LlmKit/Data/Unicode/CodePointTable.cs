namespace LlmKit.Data.Unicode;

/// <summary>A byte for each code point, in pages of 256 of which equal ones are kept once.</summary>
internal sealed class CodePointTable
{
    public const int Codes = 0x110000;

    private readonly ushort[] _pages = new ushort[Codes >> 8];
    private readonly byte[] _values;

    /// <param name="values">The value of each code point.</param>
    public CodePointTable(ReadOnlySpan<byte> values)
    {
        var kept = new Dictionary<string, ushort>();
        var pages = new List<byte>();
        for (var page = 0; page < _pages.Length; page++)
        {
            var content = values.Slice(page << 8, 256);
            var key = string.Create(256, content, (key, content) =>
            {
                for (var i = 0; i < key.Length; i++) key[i] = (char)content[i];
            });
            if (!kept.TryGetValue(key, out _pages[page]))
            {
                kept[key] = _pages[page] = (ushort)(pages.Count >> 8);
                pages.AddRange(content);
            }
        }

        _values = [.. pages];
    }

    public byte this[int code] => _values[(_pages[code >> 8] << 8) | (code & 0xFF)];
}
