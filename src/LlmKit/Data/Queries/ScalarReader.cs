using System.Text;

namespace LlmKit.Data.Queries;

/// <summary>Numbers, texts, bytes and times.</summary>
internal sealed unsafe class ScalarReader : ColumnReader
{
    private static readonly DateTime s_epoch = new(1970, 1, 1);

    // By the numbers of duckdb_type.
    private static readonly Dictionary<int, (string Name, Func<nint, ulong, object?> Read)> s_types = new()
    {
        [1] = ("BOOLEAN", (data, row) => ((byte*)data)[row] != 0),
        [2] = ("TINYINT", (data, row) => ((sbyte*)data)[row]),
        [3] = ("SMALLINT", (data, row) => ((short*)data)[row]),
        [4] = ("INTEGER", (data, row) => ((int*)data)[row]),
        [5] = ("BIGINT", (data, row) => ((long*)data)[row]),
        [6] = ("UTINYINT", (data, row) => ((byte*)data)[row]),
        [7] = ("USMALLINT", (data, row) => ((ushort*)data)[row]),
        [8] = ("UINTEGER", (data, row) => ((uint*)data)[row]),
        [9] = ("UBIGINT", (data, row) => ((ulong*)data)[row]),
        [10] = ("FLOAT", (data, row) => ((float*)data)[row]),
        [11] = ("DOUBLE", (data, row) => ((double*)data)[row]),
        [12] = ("TIMESTAMP", (data, row) => Moment(((long*)data)[row], TimeSpan.TicksPerMicrosecond)),
        [13] = ("DATE", (data, row) => Day(((int*)data)[row])),
        [14] = ("TIME", (data, row) => Clock(((long*)data)[row], TimeSpan.TicksPerMicrosecond)),
        [15] = ("INTERVAL", (data, row) => new Interval(((int*)data)[4 * row], ((int*)data)[(4 * row) + 1], ((long*)data)[(2 * row) + 1])),
        [16] = ("HUGEINT", (data, row) => ((Int128*)data)[row]),
        [17] = ("VARCHAR", (data, row) => Encoding.UTF8.GetString(Bytes(data, row))),
        [18] = ("BLOB", (data, row) => Bytes(data, row).ToArray()),
        [20] = ("TIMESTAMP_S", (data, row) => Moment(((long*)data)[row], TimeSpan.TicksPerSecond)),
        [21] = ("TIMESTAMP_MS", (data, row) => Moment(((long*)data)[row], TimeSpan.TicksPerMillisecond)),
        [22] = ("TIMESTAMP_NS", (data, row) => Moment(Floor(((long*)data)[row], 100), 1)),
        [27] = ("UUID", (data, row) => Identifier(((Int128*)data)[row])),
        [31] = ("TIMESTAMP WITH TIME ZONE", (data, row) =>
            new DateTimeOffset(Moment(((long*)data)[row], TimeSpan.TicksPerMicrosecond), TimeSpan.Zero)),
        [32] = ("UHUGEINT", (data, row) => ((UInt128*)data)[row]),
        [36] = ("\"NULL\"", (_, _) => null),
        [39] = ("TIME_NS", (data, row) => Clock(((long*)data)[row] / 100, 1)),
    };

    private static readonly Dictionary<int, string> s_others = new()
    {
        [29] = "BIT", [30] = "TIME WITH TIME ZONE", [35] = "BIGNUM", [40] = "GEOMETRY", [41] = "VARIANT",
    };

    private readonly Func<nint, ulong, object?> _read;

    private ScalarReader(string type, Func<nint, ulong, object?> read) => (Type, _read) = (type, read);

    public override string Type { get; }

    /// <summary>A text with an alias of its own, such as JSON.</summary>
    public static ScalarReader Text(string type) => new(type, s_types[17].Read);

    public static ScalarReader Of(int id) => s_types.TryGetValue(id, out var known) ? new(known.Name, known.Read)
        : new(s_others.GetValueOrDefault(id, $"type {id}"), (_, _) => throw new QueryException(
            $"a value is of DuckDB's {s_others.GetValueOrDefault(id, $"type number {id}")}, which has no counterpart here. "
            + "Make a text of it: CAST(column AS VARCHAR)."));

    protected override object? Value(ulong row) => _read(Data, row);

    // A text of up to 12 bytes stands in its place, a longer one elsewhere.
    private static ReadOnlySpan<byte> Bytes(nint data, ulong row)
    {
        var place = (byte*)data + (16 * row);
        var length = *(int*)place;
        return new(length <= 12 ? place + 4 : *(byte**)(place + 8), length);
    }

    private static DateTime Moment(long units, long ticks)
    {
        var total = (Int128)units * ticks + s_epoch.Ticks;
        return total >= 0 && total <= DateTime.MaxValue.Ticks ? new((long)total) : throw Beyond("a timestamp");
    }

    private static DateOnly Day(int days)
    {
        var number = days + (long)DateOnly.FromDateTime(s_epoch).DayNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number) : throw Beyond("a date");
    }

    // SQL has the time 24:00.
    private static TimeOnly Clock(long units, long ticks) => units * ticks is >= 0 and < TimeSpan.TicksPerDay
        ? new(units * ticks)
        : throw new QueryException("a time is not before 24:00, which .NET's TimeOnly cannot hold. Make a text of it: CAST(column AS VARCHAR).");

    private static QueryException Beyond(string what) =>
        new($"{what} is infinite or outside of the years 1 to 9999, which .NET cannot hold. Make a text of it: CAST(column AS VARCHAR).");

    private static long Floor(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    // DuckDB flips the highest bit, so that signed comparison sorts.
    private static Guid Identifier(Int128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(bytes, stored);
        bytes[0] ^= 0x80;
        return new(bytes, bigEndian: true);
    }
}
