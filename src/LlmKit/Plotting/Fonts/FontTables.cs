using System.Buffers.Binary;
using System.Text;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// The tables of one font in an OpenType file (.ttf, .otf) or collection (.ttc). Numbers are big-endian.
/// </summary>
internal sealed class FontTables
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Start, int Length)> _tables = [];

    public FontTables(byte[] file)
    {
        _file = file;
        // A collection starts with the places of its fonts; the first is the regular one.
        var start = Tag(0) == "ttcf" ? Int32(12) : 0;
        for (var i = 0; i < UInt16(start + 4); i++)
        {
            var entry = start + 12 + 16 * i;
            _tables[Tag(entry)] = (Int32(entry + 8), Int32(entry + 12));
        }
    }

    public bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>Where a table starts in the file.</summary>
    public int Start(string table) => _tables.TryGetValue(table, out var place)
        ? place.Start
        : throw new InvalidDataException($"The font has no table \"{table}\".");

    public ReadOnlySpan<byte> Bytes(string table) => _file.AsSpan(Start(table), _tables[table].Length);

    public byte Byte(int at) => _file[at];

    public int UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    public int Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    public int Int32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));

    private string Tag(int at) => Encoding.ASCII.GetString(_file, at, 4);
}
