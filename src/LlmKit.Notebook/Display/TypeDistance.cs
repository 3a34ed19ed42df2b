namespace LlmKit.Notebook.Display;

/// <summary>How well a formatter's type fits a value's type.</summary>
internal static class TypeDistance
{
    private const int Interface = 10_000, Everything = 100_000;

    /// <summary>0 for the type itself, then its base classes, its interfaces (those that say more first), and
    /// object at last; an open generic comes after a closed one. Null when it does not fit.</summary>
    public static int? Between(Type formatters, Type values)
    {
        if (formatters == values) return 0;
        if (formatters == typeof(object)) return Everything;
        if (formatters.IsInterface)
        {
            var fits = values.GetInterfaces().Any(each => Fits(formatters, each));
            return fits ? Interface - 2 * formatters.GetInterfaces().Length + Openness(formatters) : null;
        }

        var steps = 0;
        for (var type = values; type is not null; type = type.BaseType, steps += 2)
        {
            if (Fits(formatters, type)) return steps + Openness(formatters);
        }

        return null;
    }

    private static bool Fits(Type formatters, Type type) => formatters == type ||
        (type.IsGenericType && type.GetGenericTypeDefinition() == formatters) ||
        (formatters.IsInterface && formatters.IsAssignableFrom(type));

    private static int Openness(Type type) => type.IsGenericTypeDefinition ? 1 : 0;
}
