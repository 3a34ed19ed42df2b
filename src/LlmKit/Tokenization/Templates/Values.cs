using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LlmKit.Tokenization.Templates;

/// <summary>
/// What Python does with values. A value is null (None), <see cref="Undefined"/>, bool, long, double, string, a
/// <see cref="List{T}"/>, <see cref="TemplateTuple"/>, <see cref="TemplateDictionary"/>, <see cref="TemplateNamespace"/>,
/// <see cref="LoopState"/> or <see cref="Callable"/>: nothing of the program is within a template's reach.
/// </summary>
internal static class Values
{
    public static string TypeName(object? value) => value switch
    {
        null => "None",
        Undefined => "value that is not defined",
        bool => "bool",
        long => "int",
        double => "float",
        string => "str",
        List<object?> => "list",
        TemplateTuple => "tuple",
        TemplateDictionary => "dict",
        TemplateNamespace => "namespace",
        LoopState => "loop",
        _ => "function",
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool truth => truth,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        List<object?> list => list.Count > 0,
        TemplateTuple tuple => tuple.Items.Length > 0,
        TemplateDictionary dictionary => dictionary.Count > 0,
        _ => true,
    };

    public static bool IsNumber(object? value) => value is bool or long or double;

    public static double Real(object? value) => value switch
    {
        bool truth => truth ? 1 : 0,
        long number => number,
        double number => number,
        Undefined undefined => throw undefined.Fault(),
        _ => throw new TemplateFault($"A {TypeName(value)} is no number."),
    };

    /// <summary>The value as a whole number; null when it is none.</summary>
    public static long? Whole(object? value) => value switch
    {
        bool truth => truth ? 1 : 0,
        long number => number,
        _ => null,
    };

    /// <summary>The items of a sequence: of a text its code points, of a dictionary its keys.</summary>
    public static IReadOnlyList<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        TemplateTuple tuple => tuple.Items,
        TemplateDictionary dictionary => dictionary.KeyList,
        string text => PythonText.Characters(text),
        Undefined => [],
        _ => throw new TemplateFault($"A {TypeName(value)} has no items to go through. It has to be a list, a dict or a text."),
    };

    public static bool IsIterable(object? value) =>
        value is List<object?> or TemplateTuple or TemplateDictionary or string or Undefined;

    public static long Count(object? value) => value switch
    {
        string text => PythonText.Length(text),
        List<object?> list => list.Count,
        TemplateTuple tuple => tuple.Items.Length,
        TemplateDictionary dictionary => dictionary.Count,
        Undefined => 0,
        LoopState loop => loop.Length,
        _ => throw new TemplateFault($"A {TypeName(value)} has no length. It has to be a list, a dict or a text."),
    };

    public static bool AreEqual(object? left, object? right)
    {
        Budget.Spend();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (left, right) switch
        {
            (null, null) or (Undefined, Undefined) => true,
            (string a, string b) => a == b,
            (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
            (TemplateTuple a, TemplateTuple b) =>
                a.Items.Length == b.Items.Length && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
            (TemplateDictionary a, TemplateDictionary b) =>
                a.Count == b.Count && a.Entries.All(entry => b.TryFind(entry.Key, out var other) && AreEqual(entry.Value, other)),
            (long a, long b) => a == b,
            _ when IsNumber(left) && IsNumber(right) => AreEqualNumbers(left, right),
            _ => ReferenceEquals(left, right),
        };
    }

    // A whole number and a real one are equal when they are the same number, not when rounding makes them so.
    private static bool AreEqualNumbers(object? left, object? right) => (Whole(left), Whole(right)) switch
    {
        ({ } a, { } b) => a == b,
        ({ } a, null) => (double)a == Real(right) && Math.Abs(a) <= 1L << 53,
        (null, { } b) => Real(left) == b && Math.Abs(b) <= 1L << 53,
        _ => Real(left) == Real(right),
    };

    /// <summary>Orders two numbers, texts, lists or tuples; others have no order.</summary>
    public static int Compare(object? left, object? right, string operation = "<")
    {
        Budget.Spend();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (left, right) switch
        {
            (string a, string b) => PythonText.Compare(a, b),
            (List<object?> a, List<object?> b) => CompareItems(a, b, operation),
            (TemplateTuple a, TemplateTuple b) => CompareItems(a.Items, b.Items, operation),
            _ when Whole(left) is { } a && Whole(right) is { } b => a.CompareTo(b),
            _ when IsNumber(left) && IsNumber(right) => Real(left).CompareTo(Real(right)),
            (Undefined undefined, _) => throw undefined.Fault(),
            (_, Undefined undefined) => throw undefined.Fault(),
            _ => throw new TemplateFault($"A {TypeName(left)} and a {TypeName(right)} have no order: {operation} takes two numbers or two texts."),
        };
    }

    private static int CompareItems(IReadOnlyList<object?> left, IReadOnlyList<object?> right, string operation)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
            if (!AreEqual(left[i], right[i])) return Compare(left[i], right[i], operation);
        return left.Count.CompareTo(right.Count);
    }

    public static bool Contains(object? container, object? item) => container switch
    {
        string text => item is string part ? text.Contains(part, StringComparison.Ordinal)
            : item is Undefined undefined ? throw undefined.Fault()
            : throw new TemplateFault($"A {TypeName(item)} cannot be in a text. Turn it into one by | string."),
        TemplateDictionary dictionary => dictionary.TryFind(item, out _),
        _ => Items(container).Any(each => AreEqual(each, item)),
    };

    /// <summary>Python's <c>str</c>.</summary>
    public static string Text(object? value) => value switch
    {
        string text => text,
        null => "None",
        Undefined => "",
        bool truth => truth ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => PythonNumbers.Repr(number),
        _ => Repr(value),
    };

    /// <summary>Python's <c>repr</c>.</summary>
    public static string Repr(object? value)
    {
        var text = new StringBuilder();
        Repr(value, text);
        return text.ToString();
    }

    private static void Repr(object? value, StringBuilder text)
    {
        Budget.Charged(value);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case string s: Quote(s, text); break;
            case List<object?> list: Repr(list, "[", "]", text); break;
            case TemplateTuple { Items: [var only] }: Repr([only], "(", ",)", text); break;
            case TemplateTuple tuple: Repr(tuple.Items, "(", ")", text); break;
            case TemplateDictionary dictionary: ReprEntries(dictionary.Entries, text); break;
            case TemplateNamespace space:
                text.Append("<Namespace ");
                ReprEntries(space.Values.Select(entry => new KeyValuePair<object?, object?>(entry.Key, entry.Value)), text);
                text.Append('>');
                break;
            case LoopState loop: text.Append(CultureInfo.InvariantCulture, $"<LoopContext {loop.Index}/{loop.Length}>"); break;
            case Callable callable: text.Append(CultureInfo.InvariantCulture, $"<Macro '{callable.Name}'>"); break;
            case Undefined: text.Append("Undefined"); break;
            default: text.Append(Text(value)); break;
        }
    }

    private static void ReprEntries(IEnumerable<KeyValuePair<object?, object?>> entries, StringBuilder text)
    {
        var separator = "{";
        foreach (var (key, item) in entries)
        {
            text.Append(separator);
            Repr(key, text);
            text.Append(": ");
            Repr(item, text);
            separator = ", ";
        }

        text.Append(separator == "{" ? "{}" : "}");
    }

    private static void Repr(IReadOnlyList<object?> items, string open, string close, StringBuilder text)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Repr(items[i], text);
        }

        text.Append(close);
    }

    private static void Quote(string value, StringBuilder text)
    {
        var quote = value.Contains('\'', StringComparison.Ordinal) && !value.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        text.Append(quote);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == quote || c == '\\') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (c == '\r') text.Append("\\r");
            else if (c == '\t') text.Append("\\t");
            else if (PythonText.Width(value, i) == 2) AppendPair(value[i], value[++i], text);
            else if (c < ' ' || c is >= '\x7f' and <= '\xa0' or '\xad') text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else if (char.IsSurrogate(c) || (c != ' ' && IsHidden(CharUnicodeInfo.GetUnicodeCategory(c)))) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }

        text.Append(quote);
    }

    private static void AppendPair(char high, char low, StringBuilder text)
    {
        var point = char.ConvertToUtf32(high, low);
        if (IsHidden(CharUnicodeInfo.GetUnicodeCategory(point))) text.Append(CultureInfo.InvariantCulture, $"\\U{point:x8}");
        else text.Append(high).Append(low);
    }

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;
}
