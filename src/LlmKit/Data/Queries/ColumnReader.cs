namespace LlmKit.Data.Queries;

/// <summary>Reads the values of one vector of DuckDB, chunk by chunk.</summary>
internal abstract unsafe class ColumnReader
{
    private ulong* _validity;

    /// <summary>DuckDB's name of the type.</summary>
    public abstract string Type { get; }

    protected nint Data { get; private set; }

    /// <summary>Turns to a vector of the next chunk, valid as long as the chunk.</summary>
    public virtual void Turn(nint vector)
    {
        Data = DuckDb.VectorData(vector);
        _validity = DuckDb.VectorValidity(vector);
    }

    /// <summary>The value of a row; null for SQL's NULL.</summary>
    /// <exception cref="QueryException">.NET's type cannot hold the value.</exception>
    public object? Read(ulong row) =>
        _validity != null && (_validity[row / 64] >> (int)(row % 64) & 1) == 0 ? null : Value(row);

    protected abstract object? Value(ulong row);

    /// <summary>The reader for a type, which is destroyed.</summary>
    public static ColumnReader Of(nint type)
    {
        try
        {
            return DuckDb.TypeId(type) switch
            {
                17 when DuckDb.TextOwned(DuckDb.TypeAlias(type)) is "JSON" => ScalarReader.Text("JSON"),
                19 => new DecimalReader(type),
                23 => new EnumReader(type),
                24 => new ListReader(Of(DuckDb.ListChildType(type)), size: null),
                33 => new ListReader(Of(DuckDb.ArrayChildType(type)), DuckDb.ArraySize(type)),
                25 => new StructReader(
                    [.. Indices(DuckDb.StructCount(type)).Select(index => DuckDb.TextOwned(DuckDb.StructName(type, index)))],
                    [.. Indices(DuckDb.StructCount(type)).Select(index => Of(DuckDb.StructChildType(type, index)))]),
                26 => new MapReader(Of(DuckDb.MapKeyType(type)), Of(DuckDb.MapValueType(type))),
                28 => new UnionReader([.. Indices(DuckDb.UnionCount(type)).Select(index => Of(DuckDb.UnionMemberType(type, index)))]),
                var id => ScalarReader.Of(id),
            };
        }
        finally
        {
            DuckDb.DestroyType(ref type);
        }
    }

    private static IEnumerable<ulong> Indices(ulong count)
    {
        for (ulong index = 0; index < count; index++) yield return index;
    }
}
