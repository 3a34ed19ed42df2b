using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LlmKit.Torch.Tests;

/// <summary>
/// A member in one spelling, whether it was read from a listing or from an assembly: without return type, without
/// the namespaces and outer types of names, without the names in tuples, without <c>?</c> behind classes.
/// </summary>
internal static partial class Signature
{
    /// <summary>What a line such as <c>static Tensor cat(Tensor[] tensors, long dim = 0);</c> promises; properties
    /// promise each accessor.</summary>
    public static IEnumerable<string> OfLine(string line)
    {
        var text = line.TrimEnd(';', ' ');
        var isStatic = Words().Match(text).Value.Contains("static", StringComparison.Ordinal);
        text = Words().Replace(text, "");
        if (text.EndsWith('}'))
        {
            var accessors = text[text.LastIndexOf('{')..];
            var property = NameAndParameters(text[..text.LastIndexOf('{')].Trim(), isStatic);
            yield return property;
            if (accessors.Contains("set;", StringComparison.Ordinal)) yield return property + " set";
        }
        else
        {
            yield return NameAndParameters(text, isStatic);
        }
    }

    /// <summary>The members of a type that user code can reach.</summary>
    public static IEnumerable<string> OfType(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static |
            BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        foreach (var constructor in type.GetConstructors(All).Where(Reachable)) yield return Of(constructor);

        foreach (var method in type.GetMethods(All).Where(m => Reachable(m) && m.Name[0] != '<'))
        {
            if (!IsAccessor(method)) yield return Of(method);
        }

        foreach (var property in type.GetProperties(All).Where(p => p.GetMethod is { } get && Reachable(get)))
        {
            yield return OfProperty(property);
            if (property.SetMethod is { } set && Reachable(set)) yield return OfProperty(property) + " set";
        }

        foreach (var field in type.GetFields(All).Where(field => field.IsPublic)) yield return Of(field);
    }

    /// <summary>A member as code refers to it: an accessor stands for its property.</summary>
    public static string Of(MemberInfo member)
    {
        switch (member)
        {
            case ConstructorInfo constructor:
                return $"{Name(constructor.DeclaringType!.Name)}({Parameters(constructor.GetParameters())})";
            case MethodInfo method when IsAccessor(method):
                var property = method.DeclaringType!.GetProperties(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
                    .First(p => p.GetMethod == method || p.SetMethod == method);
                return OfProperty(property) + (property.SetMethod == method ? " set" : "");
            case MethodInfo method:
                var generic = method.IsGenericMethod ? $"<{Types(method.GetGenericArguments())}>" : "";
                return $"{Static(method)}{method.Name}{generic}({Parameters(method.GetParameters())})";
            default:
                return (member is FieldInfo { IsStatic: true } ? "static " : "") + member.Name;
        }
    }

    private static string OfProperty(PropertyInfo property)
    {
        var index = property.GetIndexParameters();
        return index.Length > 0 ? $"this[{Parameters(index)}]" : Static(property.GetMethod!) + property.Name;
    }

    private static bool Reachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName &&
        (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal));

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";

    private static string NameAndParameters(string text, bool isStatic)
    {
        // Behind the return type, if there is one: the last word before the parameters.
        var open = text.EndsWith(')') || text.EndsWith(']') ? Opening(text) : text.Length;
        var head = text[..open];
        var name = Split(head, ' ')[^1];
        var prefix = isStatic ? "static " : "";
        if (open == text.Length) return prefix + name;
        var parameters = Split(text[(open + 1)..^1], ',').Where(part => part.Length > 0).Select(ParameterOfText);
        return $"{prefix}{name}{text[open]}{string.Join(", ", parameters)}{text[^1]}";
    }

    private static string ParameterOfText(string text)
    {
        var parts = Split(text, '=');
        var words = Split(parts[0], ' ').Where(word => word is not "this" and not "params").ToArray();
        return $"{TypeOfText(string.Join(' ', words[..^1]))} {words[^1]}" +
            (parts.Length > 1 ? " = " + parts[1].Split('.') switch
            {
                [.., var last] when !char.IsDigit(parts[1].TrimStart('-')[0]) => last,
                _ => parts[1],
            } : "");
    }

    private static string TypeOfText(string text)
    {
        if (text.StartsWith('('))
        {
            var close = Closing(text);
            var items = Split(text[1..close], ',').Select(item => TypeOfText(Split(item, ' ')[0]));
            return $"({string.Join(", ", items)}){text[(close + 1)..]}";
        }

        text = Question().Replace(Qualifier().Replace(text, ""), "");
        var generic = text.IndexOf('<', StringComparison.Ordinal);
        if (generic < 0) return text;

        var end = generic + Closing(text[generic..]);
        var arguments = Split(text[(generic + 1)..end], ',').Select(TypeOfText);
        return $"{text[..generic]}<{string.Join(", ", arguments)}>{text[(end + 1)..]}";
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(p =>
        $"{TypeName(p.ParameterType)} {p.Name}" + (p.IsOptional ? " = " + Default(p) : "")));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType is { IsValueType: true } type && Nullable.GetUnderlyingType(type) is null
            ? "default" : "null",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeName(Type type)
    {
        if (type.IsArray) return $"{TypeName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return TypeName(value) + "?";
        if (type.IsGenericType && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
        {
            return $"({Types(type.GetGenericArguments())})";
        }

        var name = Name(type.Name);
        if (type.IsGenericType && type.Name.Contains('`')) name += $"<{Types(type.GetGenericArguments())}>";
        return name switch
        {
            "Int64" => "long", "Int32" => "int", "Int16" => "short", "SByte" => "sbyte", "Byte" => "byte",
            "UInt64" => "ulong", "Single" => "float", "Double" => "double", "Boolean" => "bool",
            "String" => "string", "Object" => "object", _ => name,
        };
    }

    private static string Types(Type[] types) => string.Join(", ", types.Select(TypeName));

    private static string Name(string name) => name.Split('`')[0];

    private static int Opening(string text)
    {
        var depth = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (")]>".Contains(text[i])) depth++;
            if ("([<".Contains(text[i]) && --depth == 0) return i;
        }

        throw new FormatException($"\"{text}\" has no opening bracket.");
    }

    private static int Closing(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if ("([<".Contains(text[i])) depth++;
            if (")]>".Contains(text[i]) && --depth == 0) return i;
        }

        throw new FormatException($"\"{text}\" has no closing bracket.");
    }

    // Parts between separators that are in no bracket.
    private static string[] Split(string text, char separator)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if ("([<".Contains(text[i])) depth++;
            if (")]>".Contains(text[i])) depth--;
            if (text[i] != separator || depth > 0) continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }

        parts.Add(text[start..].Trim());
        return [.. parts.Where(part => part.Length > 0)];
    }

    [GeneratedRegex(@"^((static|readonly|protected|abstract) )*")]
    private static partial Regex Words();

    [GeneratedRegex(@"(\w+\.)+(?=\w)")]
    private static partial Regex Qualifier();

    [GeneratedRegex(@"(?<=(Tensor|Device|Generator|string|Parameter|DisposeScope|\]|>))\?")]
    private static partial Regex Question();
}
