using System.Collections;
using System.Data;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml;

namespace LlmKit.Notebook.Display;

/// <summary>What kind of thing a value is, as far as showing it goes.</summary>
internal static class Shape
{
    /// <summary>Whether items of a value are shown, rather than its properties.</summary>
    public static bool IsSequence(object value) => value switch
    {
        string or XmlNode or ITuple or JsonEntries or DataView => false,
        IEnumerable => true,
        _ => InterfaceOf(value.GetType(), typeof(IAsyncEnumerable<>)) is not null,
    };

    public static bool IsDictionary(object value) => value is IDictionary ||
        InterfaceOf(value.GetType(), typeof(IReadOnlyDictionary<,>)) is not null ||
        InterfaceOf(value.GetType(), typeof(IDictionary<,>)) is not null;

    /// <summary>Whether a dictionary's keys are names, so that its entries are like properties.</summary>
    public static bool HasNamedEntries(object value) =>
        KeysOf(value, typeof(IReadOnlyDictionary<,>)) == typeof(string) ||
        KeysOf(value, typeof(IDictionary<,>)) == typeof(string);

    /// <summary>The key of a group of items; null when the value is none.</summary>
    public static Member? KeyOf(object value) => InterfaceOf(value.GetType(), typeof(IGrouping<,>)) is { } group
        ? new("key", group.GetProperty("Key")!.GetValue(value))
        : null;

    /// <summary>Whether the type, or a base class, says itself how it reads as text. The compiler's text of
    /// records and anonymous types does not count: it does not end where objects hold each other.</summary>
    public static bool HasOwnText(Type type)
    {
        if (type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) return false;
        var method = type.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        var declaring = method?.DeclaringType;
        return method is not null && declaring != typeof(object) && declaring != typeof(ValueType) &&
               !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
    }

    /// <summary>Whether a value's own text is the best there is: its type is not one of the platform's, whose
    /// texts mostly are the names of their types.</summary>
    public static bool SpeaksForItself(object value) => HasOwnText(value.GetType()) && !IsOfThePlatform(value.GetType());

    public static bool IsOfThePlatform(Type type) =>
        type.Namespace?.StartsWith("System", StringComparison.Ordinal) is true;

    /// <summary>The interface of a generic definition that a type has, or is; null when it has
    /// none.</summary>
    public static Type? InterfaceOf(Type type, Type definition)
    {
        if (type.IsInterface && Is(type)) return type;
        return type.GetInterfaces().FirstOrDefault(Is);

        bool Is(Type each) => each.IsGenericType && each.GetGenericTypeDefinition() == definition;
    }

    private static Type? KeysOf(object value, Type dictionary) =>
        InterfaceOf(value.GetType(), dictionary)?.GetGenericArguments()[0];
}
