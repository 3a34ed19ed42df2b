using System.Collections;
using System.Globalization;

namespace LlmKit.Data.Queries;

/// <summary>Turns a value of a query into the type that a record asks for, where nothing is lost by it.</summary>
internal static class ValueConversion
{
    /// <exception cref="QueryException">The type cannot hold the value.</exception>
    public static object? To(object? value, Type type, string name, bool allowsNull = true)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (value is null)
        {
            return inner is not null || (!type.IsValueType && allowsNull) ? null
                : throw new QueryException($"{name} is NULL, and {type.Name} has no place for that. Make it {type.Name}?, or query COALESCE({name}, …).");
        }

        type = inner ?? type;
        if (type.IsInstanceOfType(value)) return value;
        try
        {
            return Converted(value, type, name)
                ?? throw new QueryException($"{name} is a {value.GetType().Name}, of which no {type.Name} can be made.");
        }
        catch (Exception e) when (e is OverflowException or FormatException or ArgumentException)
        {
            throw new QueryException($"{name} is {QueryJson.Shown(value)}, which {type.Name} cannot hold.");
        }
    }

    private static object? Converted(object value, Type type, string name) => (value, Type.GetTypeCode(type)) switch
    {
        (string word, _) when type.IsEnum => Enum.Parse(type, word, ignoreCase: true),
        (_, _) when type.IsEnum => Enum.ToObject(type, Whole(value) is { } number ? (long)number : throw new FormatException()),
        (string text, TypeCode.Char) when text.Length == 1 => text[0],
        (string text, _) when type == typeof(Guid) => Guid.Parse(text),
        (_, TypeCode.String) when value is not (object?[] or QueryStruct or byte[]) => QueryJson.Shown(value),
        (_, TypeCode.String) => QueryJson.Text(value),
        (DateOnly day, TypeCode.DateTime) => day.ToDateTime(TimeOnly.MinValue),
        (DateTimeOffset moment, TypeCode.DateTime) => moment.UtcDateTime,
        (DateTime moment, _) when type == typeof(DateOnly) && moment.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(moment),
        (DateTime moment, _) when type == typeof(DateTimeOffset) => new DateTimeOffset(moment, TimeSpan.Zero),
        (TimeOnly time, _) when type == typeof(TimeSpan) => time.ToTimeSpan(),
        (Interval { Months: 0 } span, _) when type == typeof(TimeSpan) => TimeSpan.FromDays(span.Days) + TimeSpan.FromMicroseconds(span.Microseconds),
        (object?[] list, _) => ListOf(list, type, name),
        (QueryStruct fields, _) => new RecordShape(type, [.. fields.Select(field => field.Key)]).Make([.. fields.Select(field => field.Value)]),
        _ => Number(value, type),
    };

    private static object? Number(object value, Type type)
    {
        if (Whole(value) is { } whole) return FromWhole(whole, type);
        return (value, Type.GetTypeCode(type)) switch
        {
            (float number, TypeCode.Double) => (double)number,
            (double number, TypeCode.Single) => (float)number,
            (decimal number, TypeCode.Double) => (double)number,
            (decimal number, TypeCode.Single) => (float)number,
            (double or float, TypeCode.Decimal) => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // A fraction without digits behind the point is whole.
    private static Int128? Whole(object value) => value switch
    {
        Int128 number => number,
        UInt128 number => checked((Int128)number),
        sbyte or short or int or long or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number => number,
        decimal number when number == decimal.Truncate(number) => (Int128)number,
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1L << 53 => (Int128)number,
        _ => null,
    };

    private static object? FromWhole(Int128 number, Type type) => checked(Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte)number,
        TypeCode.Int16 => (short)number,
        TypeCode.Int32 => (int)number,
        TypeCode.Int64 => (long)number,
        TypeCode.Byte => (byte)number,
        TypeCode.UInt16 => (ushort)number,
        TypeCode.UInt32 => (uint)number,
        TypeCode.UInt64 => (ulong)number,
        TypeCode.Double => (double)number,
        TypeCode.Single => (float)number,
        TypeCode.Decimal => (decimal)number,
        _ => type == typeof(Int128) ? number : type == typeof(UInt128) ? (UInt128)number : (object?)null,
    });

    private static object? ListOf(object?[] list, Type type, string name)
    {
        var element = type.IsArray ? type.GetElementType()!
            : type.IsGenericType && type.GetGenericArguments() is [var only] && type.IsAssignableFrom(typeof(List<>).MakeGenericType(only)) ? only : null;
        if (element is null) return null;
        var items = Array.CreateInstance(element, list.Length);
        for (var index = 0; index < list.Length; index++) items.SetValue(To(list[index], element, $"{name}[{index}]"), index);
        return type.IsArray ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(element), items) as IList;
    }
}
