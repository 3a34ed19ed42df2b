using System.Globalization;

namespace LlmKit.Data.Unicode;

/// <summary>
/// What the Unicode Character Database says of code points, of one version on every machine. Token ids must not depend on
/// which version the runtime or the system's ICU has.
/// </summary>
/// <remarks>Read from unicode.bin, which src/LlmKit/Data/Unicode/tables.csx makes.</remarks>
internal sealed class UnicodeDatabase
{
    private static readonly Lazy<UnicodeDatabase> s_instance = new(() => new UnicodeDatabase());

    private readonly Dictionary<int, (bool IsCompatible, int[] Into)> _decompositions = [];
    private readonly HashSet<int> _excluded = [];
    private readonly CodePointTable _categories;
    private readonly CodePointTable _combining;
    private readonly CodePointTable _scripts;

    private UnicodeDatabase()
    {
        using var file = typeof(UnicodeDatabase).Assembly.GetManifestResourceStream("unicode.bin")
            ?? throw new InvalidOperationException("The assembly lacks the resource unicode.bin.");
        using var reader = new BinaryReader(file);
        Version = reader.ReadString();
        _categories = Runs(reader);
        _combining = Runs(reader);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            var code = reader.Read7BitEncodedInt();
            var head = reader.Read7BitEncodedInt();
            _decompositions[code] = ((head & 1) == 1, [.. Enumerable.Range(0, head >> 1).Select(_ => reader.Read7BitEncodedInt())]);
        }

        for (var left = reader.Read7BitEncodedInt(); left > 0; left--) _excluded.Add(reader.Read7BitEncodedInt());
        Scripts = [.. Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => reader.ReadString())];
        _scripts = Runs(reader);
    }

    public static UnicodeDatabase Instance => s_instance.Value;

    /// <summary>The version of the normalisation and the scripts, such as 15.0.0; categories are of 16.0.</summary>
    public string Version { get; }

    /// <summary>Names as in Scripts.txt, such as Han; the first is Unknown.</summary>
    public IReadOnlyList<string> Scripts { get; }

    /// <summary>Each code point that decomposes in one step, and into what.</summary>
    public IReadOnlyDictionary<int, (bool IsCompatible, int[] Into)> Decompositions => _decompositions;

    public UnicodeCategory Category(int code) => (UnicodeCategory)_categories[code];

    /// <summary>The canonical combining class; 0 for what starts a character.</summary>
    public byte CombiningClass(int code) => _combining[code];

    /// <summary>The index of its script in <see cref="Scripts"/>.</summary>
    public int Script(int code) => _scripts[code];

    /// <summary>Whether a canonical decomposition is never undone.</summary>
    public bool IsExcluded(int code) => _excluded.Contains(code);

    private static CodePointTable Runs(BinaryReader reader)
    {
        var values = new byte[CodePointTable.Codes];
        for (var at = 0; at < values.Length;)
        {
            var length = reader.Read7BitEncodedInt();
            values.AsSpan(at, length).Fill((byte)reader.Read7BitEncodedInt());
            at += length;
        }

        return new(values);
    }
}
