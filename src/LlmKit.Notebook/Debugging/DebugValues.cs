namespace LlmKit.Notebook.Debugging;

/// <summary>The variables that an expression at the prompt uses. Calls stand in what is made of it.</summary>
public static class DebugValues
{
    [ThreadStatic]
    private static object?[]? s_values;

    /// <exception cref="InvalidCastException">The value's type was declared again since.</exception>
    public static T Of<T>(int place) => (T)s_values![place]!;

    /// <param name="like">Something of the same type, which has no name.</param>
    public static T Of<T>(int place, T like) => (T)s_values![place]!;

    internal static void Put(object?[]? values) => s_values = values;
}
