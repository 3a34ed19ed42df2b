using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Execution;

/// <summary>A call on the stack, spelled as in C#.</summary>
internal static partial class FrameText
{
    private const string TopLevel = "<Initialize>";

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char", [typeof(decimal)] = "decimal",
        [typeof(double)] = "double", [typeof(float)] = "float", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(nint)] = "nint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(object)] = "object",
        [typeof(string)] = "string", [typeof(void)] = "void",
    };

    /// <summary>Such as <c>Cell[3]:line 2</c> for a cell's statements, <c>Twice(int n) in Cell[1]:line 4</c> for a function;
    /// null for statements of which the line is not known.</summary>
    public static string? Of(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var place = frame.GetFileName() is { } file && frame.GetFileLineNumber() > 0 ? $"{file}:line {frame.GetFileLineNumber()}" : null;
        var call = CallOf(method);
        return call is null ? place : place is null ? call : $"{call} in {place}";
    }

    /// <summary>A type's name with its type arguments.</summary>
    /// <param name="isFull">With the namespace.</param>
    public static string TypeName(Type type, bool isFull = false)
    {
        if (s_keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return "ref " + TypeName(type.GetElementType()!, isFull);
        if (type.IsArray) return $"{TypeName(type.GetElementType()!, isFull)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer) return TypeName(type.GetElementType()!, isFull) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } value) return TypeName(value, isFull) + "?";

        var outer = type.DeclaringType is { } parent && !IsScript(parent) ? TypeName(parent, isFull) + "."
            : isFull && type.Namespace is { Length: > 0 } space && type.DeclaringType is null ? space + "." : "";
        var arguments = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToList();
        return outer + type.Name.Split('`')[0] + (arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => TypeName(argument)))}>");
    }

    // Null for the statements of a cell themselves.
    private static string? CallOf(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        var parameters = Parameters(method);
        var isLambda = false;
        if (name == "MoveNext" && type is not null && Generated().Match(type.Name) is { Success: true } machine)
        {
            // An async method or an iterator is a class; the method that makes it has the parameters.
            name = machine.Groups["name"].Value;
            type = type.DeclaringType;
            var makers = type?.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(other => other.Name == name).ToList();
            parameters = makers is [var maker] ? Parameters(maker) : "(…)";
            if (name == TopLevel) return null;
        }

        if (LocalFunction().Match(name) is { Success: true } local)
        {
            name = local.Groups["outer"].Value is TopLevel or "<Initialize>" ? local.Groups["name"].Value : $"{Plain(local.Groups["outer"].Value)}.{local.Groups["name"].Value}";
        }
        else if (Lambda().Match(name) is { Success: true } lambda)
        {
            (name, isLambda) = (Plain(lambda.Groups["outer"].Value), true);
        }

        while (type is not null && type.Name.StartsWith('<')) type = type.DeclaringType;
        var owner = type is null || IsScript(type) ? "" : TypeName(type, !CellLoadContext.IsCell(type.Assembly)) + ".";
        if (isLambda) return name == TopLevel ? $"lambda {parameters}" : $"lambda {parameters} of {owner}{name}";
        if (name == ".ctor") return $"new {owner.TrimEnd('.')}{parameters}";
        if (name == ".cctor") return $"the static constructor of {owner.TrimEnd('.')}";
        if (method.IsSpecialName && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)))
            return name[4..] == "Item" ? $"{owner}this[{parameters[1..^1]}]" : owner + name[4..];
        var arguments = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => TypeName(argument)))}>" : "";
        return owner + name + arguments + parameters;
    }

    private static string Plain(string name) => name == TopLevel ? name : Generated().Match(name) is { Success: true } inner ? inner.Groups["name"].Value : name;

    private static string Parameters(MethodBase method) =>
        $"({string.Join(", ", method.GetParameters().Select(parameter => $"{TypeName(parameter.ParameterType)} {parameter.Name}".TrimEnd()))})";

    private static bool IsScript(Type type) => type.Name == "Script" && CellLoadContext.IsCell(type.Assembly);

    [GeneratedRegex(@"^<(?<name>.*)>d(__\d+.*)?$")]
    private static partial Regex Generated();

    [GeneratedRegex(@"^<(?<outer>.*)>g__(?<name>[^|]+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(?<outer>.*)>b__")]
    private static partial Regex Lambda();
}
