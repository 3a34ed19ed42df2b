using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LlmKit.Notebook.Display;

/// <summary>
/// The formatters that a type brings with it, by the convention of .NET Interactive, which needs no
/// reference: the type or a base class has an attribute <em>named</em> <c>TypeFormatterSourceAttribute</c>
/// with a property <c>Type FormatterSourceType</c>, and perhaps <c>string[] PreferredMimeTypes</c>. The
/// source has a constructor without parameters and <c>CreateTypeFormatters()</c>, whose items have <c>string
/// MimeType</c>, <c>bool Format(object, TextWriter)</c>, and perhaps <c>Type Type</c>.
/// </summary>
internal sealed class ConventionSource
{
    private static readonly ConditionalWeakTable<Type, ConventionSource> s_known = [];
    private static readonly ConventionSource s_none = new([], []);

    private ConventionSource(IReadOnlyList<ITypeFormatter> formatters, IReadOnlyList<string> preferred)
    {
        Formatters = formatters;
        PreferredMimeTypes = preferred;
    }

    public IReadOnlyList<ITypeFormatter> Formatters { get; }

    /// <summary>What the attribute says; empty when it says nothing.</summary>
    public IReadOnlyList<string> PreferredMimeTypes { get; }

    public static ConventionSource Of(Type type) => s_known.GetValue(type, Read);

    private static ConventionSource Read(Type type)
    {
        try
        {
            var attribute = type.GetCustomAttributes(inherit: true)
                .FirstOrDefault(each => each.GetType().Name == "TypeFormatterSourceAttribute");
            if (attribute is null || Property(attribute, "FormatterSourceType") is not Type sourceType)
                return s_none;

            var preferred = Property(attribute, "PreferredMimeTypes") as IEnumerable<string> ?? [];
            return new(FormattersOf(sourceType, type), [.. preferred]);
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            // The source itself fails: each form says so.
            var reason = (e as TargetInvocationException)?.InnerException ?? e;
            return new([new RegisteredFormatter(type, MimeBundle.Html, (_, _) => throw reason)], []);
        }
    }

    private static ITypeFormatter[] FormattersOf(Type sourceType, Type type)
    {
        var source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        var create = sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes);
        return create?.Invoke(source, null) is IEnumerable formatters
            ? [.. formatters.Cast<object>().Select(each => Adapted(each, type)).OfType<ITypeFormatter>()]
            : [];
    }

    private static RegisteredFormatter? Adapted(object formatter, Type type)
    {
        if (Property(formatter, "MimeType") is not string mimeType) return null;
        if (formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]) is not { } method)
            return null;
        if (method.ReturnType != typeof(bool)) return null;

        var format = method.CreateDelegate<Func<object, TextWriter, bool>>(formatter);
        var own = Property(formatter, "Type") as Type;
        return new(type, mimeType, (value, context) =>
            (own is null || TypeDistance.Between(own, value.GetType()) is not null) && format(value, context.Writer));
    }

    private static object? Property(object target, string name) => target.GetType()
        .GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(target);
}
