using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Display;

/// <summary>Values that are one piece of text: numbers, times, names of types and the like. Always
/// invariant.</summary>
internal static class Scalar
{
    /// <summary>Whether all values of a type are scalars.</summary>
    public static bool Is(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) ||
        (typeof(IFormattable).IsAssignableFrom(type) && !typeof(Uri).IsAssignableFrom(type));

    /// <summary>The text; null when the value is no scalar.</summary>
    public static string? TextOf(object value) => value switch
    {
        char letter => letter.ToString(),
        bool flag => flag ? "True" : "False",
        Enum name => name.ToString().Replace(", ", " | ", StringComparison.Ordinal),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Type type => CSharpName.Of(type),
        MemberInfo member => CSharpSignature.Of(member),
        ParameterInfo parameter => CSharpSignature.Of(parameter),
        Delegate function =>
            $"{CSharpName.Of(function.GetType(), isFull: false)} {CSharpSignature.NameOf(function.Method)}",
        CultureInfo { Name: "" } => "invariant culture",
        Uri or Regex or Version or Index or Range or IPAddress or Assembly or Module or CultureInfo or TimeZoneInfo
            or StringBuilder or System.Linq.Expressions.Expression => value.ToString() ?? "",
        Encoding encoding => encoding.WebName,
        IFormattable formattable => TextOf(formattable),
        _ => null,
    };

    /// <summary>Whether a value stands at the right of its column.</summary>
    public static bool IsNumber(object? value) => value
        is sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128
        or BigInteger or Half or float or double or decimal or Complex;

    private static string TextOf(IFormattable value)
    {
        try
        {
            return value.ToString(null, CultureInfo.InvariantCulture) ?? "";
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            return $"({new Unread(e)})";
        }
    }
}
