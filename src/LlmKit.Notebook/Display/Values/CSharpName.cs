using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Display;

/// <summary>Names of types as C# writes them.</summary>
internal static partial class CSharpName
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(char)] = "char", [typeof(sbyte)] = "sbyte", [typeof(byte)] = "byte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint", [typeof(float)] = "float",
        [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    /// <param name="isFull">With its namespace; its type arguments are always without.</param>
    public static string Of(Type type, bool isFull = true)
    {
        if (s_keywords.TryGetValue(type, out var keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying, isFull) + "?";
        if (type.IsByRef) return "ref " + Of(type.GetElementType()!, isFull);
        if (type.IsPointer) return Of(type.GetElementType()!, isFull) + "*";
        if (type.IsArray) return ArrayOf(type, isFull);
        if (type.IsGenericParameter) return type.Name;
        if (IsTuple(type))
            return $"({Listed(type.GetGenericArguments())})";
        if (IsAnonymous(type)) return "anonymous";

        var name = Nested(type);
        return isFull && !string.IsNullOrEmpty(type.Namespace) ? $"{type.Namespace}.{name}" : name;
    }

    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);

    // int[][,] in C# is an array of two-dimensional ones: the outermost rank comes first.
    private static string ArrayOf(Type type, bool isFull)
    {
        var ranks = "";
        for (; type.IsArray; type = type.GetElementType()!) ranks += $"[{new string(',', type.GetArrayRank() - 1)}]";
        return Of(type, isFull) + ranks;
    }

    private static string Listed(IEnumerable<Type> types) =>
        string.Join(", ", types.Select(each => Of(each, isFull: false)));

    private static bool IsTuple(Type type) => type is { IsGenericType: true, IsGenericTypeDefinition: false } &&
        type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) is true;

    // A nested type's arguments are those of all the types around it, in one list.
    private static string Nested(Type type)
    {
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var line = new Stack<Type>();
        for (var each = type; each is not null; each = each.DeclaringType) line.Push(each);
        return string.Join('.', line.Select(Part).Where(part => !CellClass().IsMatch(part)));

        string Part(Type each)
        {
            var tick = each.Name.IndexOf('`', StringComparison.Ordinal);
            if (tick < 0 || !int.TryParse(each.Name.AsSpan(tick + 1), out var count)) return each.Name;
            var own = Enumerable.Range(0, Math.Min(count, arguments.Count)).Select(_ => arguments.Dequeue());
            return $"{each.Name[..tick]}<{Listed(own)}>";
        }
    }

    // What a cell declares is nested in a class of the compiler's.
    [GeneratedRegex(@"^(Script|Submission#\d+)$")]
    private static partial Regex CellClass();
}
