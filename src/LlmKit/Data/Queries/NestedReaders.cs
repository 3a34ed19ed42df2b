namespace LlmKit.Data.Queries;

/// <summary><c>DECIMAL</c>: a whole number of 16 to 128 bits and where its point stands.</summary>
internal sealed unsafe class DecimalReader(nint type) : ColumnReader
{
    private readonly int _scale = DuckDb.DecimalScale(type);
    private readonly int _storage = DuckDb.DecimalStorage(type);

    public override string Type { get; } = $"DECIMAL({DuckDb.DecimalWidth(type)},{DuckDb.DecimalScale(type)})";

    protected override object Value(ulong row)
    {
        var digits = _storage switch
        {
            3 => ((short*)Data)[row],
            4 => ((int*)Data)[row],
            5 => ((long*)Data)[row],
            _ => ((Int128*)Data)[row],
        };
        var size = (UInt128)(digits < 0 ? -digits : digits);
        if (size >> 96 != 0 || _scale > 28)
            throw new QueryException($"a {Type} has more digits than .NET's decimal. Make a text of it: CAST(column AS VARCHAR).");
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), digits < 0, (byte)_scale);
    }
}

/// <summary><c>ENUM</c>: texts by their numbers.</summary>
internal sealed unsafe class EnumReader : ColumnReader
{
    private readonly string[] _names;
    private readonly int _storage;

    public EnumReader(nint type)
    {
        _names = new string[DuckDb.EnumSize(type)];
        for (var index = 0; index < _names.Length; index++) _names[index] = DuckDb.TextOwned(DuckDb.EnumValue(type, (ulong)index));
        _storage = DuckDb.EnumStorage(type);
    }

    public override string Type => "ENUM";

    protected override object Value(ulong row) => _names[_storage switch
    {
        6 => ((byte*)Data)[row],
        7 => ((ushort*)Data)[row],
        _ => (int)((uint*)Data)[row],
    }];
}

/// <summary><c>LIST</c>, and <c>ARRAY</c> of a fixed size.</summary>
internal sealed unsafe class ListReader(ColumnReader element, ulong? size) : ColumnReader
{
    public override string Type => $"{element.Type}[{size}]";

    public override void Turn(nint vector)
    {
        base.Turn(vector);
        element.Turn(size is null ? DuckDb.ListChild(vector) : DuckDb.ArrayChild(vector));
    }

    protected override object Value(ulong row)
    {
        var (start, length) = size is { } fixedSize ? (row * fixedSize, fixedSize) : (((ulong*)Data)[2 * row], ((ulong*)Data)[(2 * row) + 1]);
        var values = new object?[length];
        for (ulong index = 0; index < length; index++) values[index] = element.Read(start + index);
        return values;
    }
}

/// <summary><c>STRUCT</c>: named values in order.</summary>
internal sealed class StructReader(string[] names, ColumnReader[] fields) : ColumnReader
{
    public override string Type => $"STRUCT({string.Join(", ", names.Zip(fields, (name, reader) => $"{name} {reader.Type}"))})";

    public override void Turn(nint vector)
    {
        base.Turn(vector);
        for (var index = 0; index < fields.Length; index++) fields[index].Turn(DuckDb.StructChild(vector, (ulong)index));
    }

    protected override object Value(ulong row)
    {
        var values = new KeyValuePair<string, object?>[fields.Length];
        for (var index = 0; index < fields.Length; index++) values[index] = new(names[index], fields[index].Read(row));
        return new QueryStruct(values);
    }
}

/// <summary><c>MAP</c>: a list of pairs.</summary>
internal sealed unsafe class MapReader(ColumnReader key, ColumnReader value) : ColumnReader
{
    public override string Type => $"MAP({key.Type}, {value.Type})";

    public override void Turn(nint vector)
    {
        base.Turn(vector);
        var entries = DuckDb.ListChild(vector);
        key.Turn(DuckDb.StructChild(entries, 0));
        value.Turn(DuckDb.StructChild(entries, 1));
    }

    protected override object Value(ulong row)
    {
        var (start, length) = (((ulong*)Data)[2 * row], ((ulong*)Data)[(2 * row) + 1]);
        var pairs = new KeyValuePair<object, object?>[length];
        for (ulong index = 0; index < length; index++) pairs[index] = new(key.Read(start + index)!, value.Read(start + index));
        return pairs;
    }
}

/// <summary><c>UNION</c>: the value of the member that is there.</summary>
internal sealed unsafe class UnionReader(ColumnReader[] members) : ColumnReader
{
    private nint _tags;

    public override string Type => $"UNION({string.Join(", ", members.Select(member => member.Type))})";

    public override void Turn(nint vector)
    {
        base.Turn(vector);
        _tags = DuckDb.VectorData(DuckDb.StructChild(vector, 0));
        for (var index = 0; index < members.Length; index++) members[index].Turn(DuckDb.StructChild(vector, (ulong)index + 1));
    }

    protected override object? Value(ulong row) => members[((byte*)_tags)[row]].Read(row);
}
