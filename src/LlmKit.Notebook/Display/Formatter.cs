using System.Collections.Concurrent;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook;

/// <summary>
/// Turns values into something to look at, and takes formatters for types, spelled as notebooks of .NET
/// Interactive have it. A type can bring its own formatters without a reference to this library:
/// <see cref="ConventionSource"/>.
/// </summary>
/// <remarks>Who decides, in this order: what was registered, what the type brings, what is built
/// in.</remarks>
public class Formatter
{
    private const int DefaultListExpansionLimit = 20, DefaultRecursionLimit = 6;
    private const string DefaultNullString = "<null>";

    private protected Formatter()
    {
    }

    /// <summary>The form of values that nothing else is known of: <c>text/html</c> unless set.</summary>
    public static string DefaultMimeType { get; set; } = MimeBundle.Html;

    /// <summary>The most items of a sequence that are shown; 20 unless set, at least 0.</summary>
    public static int ListExpansionLimit
    {
        get;
        set => field = NotNegative(value, nameof(ListExpansionLimit));
    } = DefaultListExpansionLimit;

    /// <summary>How deep values in values are shown; 6 unless set, at least 0.</summary>
    public static int RecursionLimit
    {
        get;
        set => field = NotNegative(value, nameof(RecursionLimit));
    } = DefaultRecursionLimit;

    /// <summary>How null is shown.</summary>
    public static string NullString { get; set; } = DefaultNullString;

    internal static ConcurrentDictionary<Type, int> ListLimits { get; } = [];

    public static void Register<T>(Func<T, string> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register<T>((value, context) => Written(() => context.Writer.Write(formatter(value))), mimeType);
    }

    public static void Register<T>(Action<T, TextWriter> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register<T>((value, context) => Written(() => formatter(value, context.Writer)), mimeType);
    }

    public static void Register<T>(FormatDelegate<T> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(new RegisteredFormatter(
            typeof(T), mimeType, (value, context) => value is T own && formatter(own, context)));
    }

    /// <param name="type">Also an open generic, such as <c>typeof(IEnumerable&lt;&gt;)</c>.</param>
    public static void Register(Type type, Action<object, TextWriter> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(type, (value, context) => Written(() => formatter(value, context.Writer)), mimeType);
    }

    /// <inheritdoc cref="Register(Type, Action{object, TextWriter}, string)"/>
    public static void Register(Type type, Func<object, string> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(type, (value, context) => Written(() => context.Writer.Write(formatter(value))), mimeType);
    }

    /// <inheritdoc cref="Register(Type, Action{object, TextWriter}, string)"/>
    public static void Register(Type type, FormatDelegate<object> formatter, string mimeType = MimeBundle.Plain)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Register(new RegisteredFormatter(type, mimeType, formatter.Invoke));
    }

    /// <summary>Takes a formatter. It goes before those that libraries bring, and before older ones of the
    /// same type; one of a nearer type goes before it.</summary>
    public static void Register(ITypeFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        ArgumentNullException.ThrowIfNull(formatter.Type);
        MimeBundle.Check(formatter.MimeType);
        Registry.Add(formatter);
    }

    /// <summary>Which forms values of a type, or of types derived from it, have; none forgets what was
    /// set.</summary>
    /// <param name="preferredMimeTypes">Richest first. <c>text/plain</c> is always there.</param>
    public static void SetPreferredMimeTypesFor(Type type, params string[] preferredMimeTypes)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(preferredMimeTypes);
        foreach (var mimeType in preferredMimeTypes) MimeBundle.Check(mimeType);
        Registry.Prefer(type, preferredMimeTypes);
    }

    /// <summary>Which forms values of a type have, richest first.</summary>
    public static IReadOnlyCollection<string> GetPreferredMimeTypesFor(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Preferences.Of(type) ?? [DefaultMimeType];
    }

    /// <summary>Forgets every registration, preference and limit.</summary>
    public static void ResetToDefault()
    {
        Registry.Clear();
        ListLimits.Clear();
        (DefaultMimeType, ListExpansionLimit, RecursionLimit, NullString) =
            (MimeBundle.Html, DefaultListExpansionLimit, DefaultRecursionLimit, DefaultNullString);
    }

    /// <summary>The text of one form of a value.</summary>
    public static string ToDisplayString(object? value, string mimeType = MimeBundle.Plain)
    {
        MimeBundle.Check(mimeType);
        return Format(value, mimeType)[mimeType] ?? "";
    }

    /// <inheritdoc cref="DisplayExtensions.ToDisplayString(object, ITypeFormatter)"/>
    public static string ToDisplayString(object value, ITypeFormatter formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        return formatter.Format(value, new(writer))
            ? writer.ToString()
            : throw new ArgumentException(
                $"The formatter of {CSharpName.Of(formatter.Type)} for {formatter.MimeType} does not write this value, "
                + $"which is of type {CSharpName.Of(value.GetType())}.", nameof(formatter));
    }

    /// <summary>The forms of a value. <c>text/plain</c> is always among them.</summary>
    /// <param name="mimeTypes">Only these, besides plain text; those that its type prefers when
    /// empty.</param>
    /// <remarks>Never fails because of the value: where its formatter or a property throws, the forms say
    /// so.</remarks>
    public static MimeBundle Format(object? value, params IReadOnlyCollection<string> mimeTypes) =>
        new Forms(new Reading()).Of(value, mimeTypes);

    /// <summary>The forms of a tuple or a sequence of tuples whose items' names only the compiler
    /// knows.</summary>
    /// <param name="tupleNames">As <see cref="System.Runtime.CompilerServices.TupleElementNamesAttribute"/>
    /// lists them.</param>
    internal static MimeBundle FormatNamed(object value, IReadOnlyList<string?> tupleNames)
    {
        var reading = new Reading();
        reading.NameTuples(value, tupleNames);
        return new Forms(reading).Of(value, []);
    }

    private static bool Written(Action write)
    {
        write();
        return true;
    }

    private static int NotNegative(int value, string name) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0.");
}
