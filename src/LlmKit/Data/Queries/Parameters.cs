using System.Collections;
using System.Text;

namespace LlmKit.Data.Queries;

/// <summary>Hands values to a prepared query. They never become part of its text.</summary>
internal static class Parameters
{
    private static readonly DateTime s_epoch = new(1970, 1, 1);

    // Of several statements each may use the first parameters; what the last does not use is too much.
    public static void Bind(nint prepared, ulong count, IReadOnlyList<object?> values, bool isLast)
    {
        if (count > (ulong)values.Count || (isLast && count > 0 && count < (ulong)values.Count))
            throw new QueryException($"the query has {count} parameters and was given {values.Count} values. Give one for each.");
        if (isLast && count == 0 && values.Count > 0)
            throw new QueryException($"the query has no parameter and was given {values.Count} values. A ? or $1 stands for one.");
        for (var index = 0; index < (int)count; index++) BindOne(prepared, index + 1, $"parameter {index + 1}", values[index]);
    }

    public static void Bind(nint prepared, ulong count, IReadOnlyDictionary<string, object?> values)
    {
        for (ulong index = 1; index <= count; index++)
        {
            var name = DuckDb.TextOwned(DuckDb.ParameterName(prepared, index));
            if (!values.TryGetValue(name, out var value))
                throw new QueryException($"the query has a parameter ${name}. Given are {string.Join(", ", values.Keys.Select(key => $"${key}"))}.");
            BindOne(prepared, (int)index, $"${name}", value);
        }
    }

    private static void BindOne(nint prepared, int index, string name, object? value)
    {
        var native = ValueOf(value, name);
        var state = DuckDb.Bind(prepared, (ulong)index, native);
        DuckDb.DestroyValue(ref native);
        if (state != 0) throw new QueryException($"{name}: {Database.Sentence(DuckDb.Text(DuckDb.PrepareError(prepared)))}");
    }

    private static nint ValueOf(object? value, string name) => value switch
    {
        null => DuckDb.CreateNull(),
        bool flag => DuckDb.CreateBool(flag),
        sbyte or short or int or long or byte or ushort or uint => DuckDb.CreateInt64(Convert.ToInt64(value, null)),
        ulong number => DuckDb.CreateUInt64(number),
        float or double => DuckDb.CreateDouble(Convert.ToDouble(value, null)),
        // DuckDB makes the number of the text that the place asks for, without a rounding on the way.
        decimal or Int128 or UInt128 => Text(((IFormattable)value).ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        string text => Text(text),
        char letter => Text(letter.ToString()),
        Guid id => Text(id.ToString()),
        Enum word => Text(word.ToString()),
        byte[] bytes => DuckDb.CreateBlob(bytes, (ulong)bytes.Length),
        DateOnly day => DuckDb.CreateDate(day.DayNumber - DateOnly.FromDateTime(s_epoch).DayNumber),
        TimeOnly time => DuckDb.CreateTime(time.Ticks / TimeSpan.TicksPerMicrosecond),
        DateTime moment => DuckDb.CreateTimestamp((moment - s_epoch).Ticks / TimeSpan.TicksPerMicrosecond),
        DateTimeOffset moment => DuckDb.CreateTimestampTz((moment.UtcDateTime - s_epoch).Ticks / TimeSpan.TicksPerMicrosecond),
        IEnumerable list => ListOf(list, name),
        _ => throw new ArgumentException(
            $"{name} is a {value.GetType()}, which DuckDB has not. Give a number, a text, a truth value, bytes, a date, a time, or a list of these."),
    };

    private static nint Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return DuckDb.CreateText(bytes, (ulong)bytes.Length);
    }

    private static nint ListOf(IEnumerable list, string name)
    {
        object?[] items = [.. list.Cast<object?>()];
        var kinds = items.Where(item => item is not null).Select(TypeIdOf).Distinct().ToArray();
        if (kinds.Length > 1 || kinds is [0])
            throw new ArgumentException($"{name} is a list of several kinds of things. A list is all texts, all whole numbers, all fractions, or all truth values.");
        var type = DuckDb.CreateType(kinds is [var kind] ? kind : 17);
        var values = new List<nint>();
        try
        {
            foreach (var item in items) values.Add(ValueOf(item, name));
            return DuckDb.CreateList(type, [.. values], (ulong)values.Count);
        }
        finally
        {
            foreach (var value in values)
            {
                var native = value;
                DuckDb.DestroyValue(ref native);
            }

            DuckDb.DestroyType(ref type);
        }
    }

    private static int TypeIdOf(object? item) => item switch
    {
        bool => 1,
        sbyte or short or int or long or byte or ushort or uint => 5,
        float or double => 11,
        string or Guid or Enum => 17,
        DateOnly => 13,
        DateTime => 12,
        _ => 0,
    };
}
