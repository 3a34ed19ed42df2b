namespace LlmKit.Tokenization.Templates;

/// <summary>The operators <c>+ - * / // % **</c> on all kinds of values.</summary>
internal static class Operators
{
    public static object? Apply(string operation, object? left, object? right)
    {
        if (left is Undefined missing) throw missing.Fault();
        if (operation == "%" && left is string format) return PercentFormat.Apply(format, right is TemplateTuple tuple ? tuple.Items : [right], right);
        if (right is Undefined absent) throw absent.Fault();
        if (Values.IsNumber(left) && Values.IsNumber(right)) return PythonNumbers.Compute(operation, left, right);
        return operation switch
        {
            "+" => Joined(left, right),
            "*" when Values.Whole(right) is { } times => Repeated(left, times),
            "*" when Values.Whole(left) is { } times => Repeated(right, times),
            _ => null,
        } ?? throw Wrong(operation, left, right);
    }

    private static object? Joined(object? left, object? right)
    {
        switch (left, right)
        {
            case (string a, string b):
                Budget.Grow((long)a.Length + b.Length);
                return a + b;
            case (List<object?> a, List<object?> b):
                Budget.GrowList((long)a.Count + b.Count);
                return new List<object?>([.. a, .. b]);
            case (TemplateTuple a, TemplateTuple b):
                Budget.GrowList((long)a.Items.Length + b.Items.Length);
                return new TemplateTuple([.. a.Items, .. b.Items]);
            default:
                return null;
        }
    }

    private static object? Repeated(object? value, long times)
    {
        times = Math.Clamp(times, 0, int.MaxValue);
        switch (value)
        {
            case string text:
                Budget.Grow(text.Length * times);
                return text.Length == 0 ? "" : new System.Text.StringBuilder().Insert(0, text, (int)times).ToString();
            case List<object?> list:
                Budget.GrowList(list.Count * times);
                return Many(list, (int)times).ToList();
            case TemplateTuple tuple:
                Budget.GrowList(tuple.Items.Length * times);
                return new TemplateTuple([.. Many(tuple.Items, (int)times)]);
            default:
                return null;
        }
    }

    private static IEnumerable<object?> Many(IReadOnlyList<object?> items, int times) =>
        items.Count == 0 ? [] : Enumerable.Range(0, times).SelectMany(_ => items);

    private static TemplateFault Wrong(string operation, object? left, object? right)
    {
        var hint = operation == "+" && (left is string || right is string)
            ? " Join texts and other values by ~, or turn the value into a text by | string." : "";
        return new($"{operation} cannot take a {Values.TypeName(left)} and a {Values.TypeName(right)}.{hint}");
    }
}
