using System.Reflection;
using System.Runtime.CompilerServices;

namespace LlmKit.Notebook.Display;

/// <summary>Declarations of members as C# writes them.</summary>
internal static class CSharpSignature
{
    public static string Of(MemberInfo member) => member switch
    {
        MethodInfo method =>
            $"{Access(method)}{Short(method.ReturnType)} {NameOf(method)}({Parameters(method)})",
        ConstructorInfo constructor =>
            $"{Access(constructor)}{Short(constructor.DeclaringType!)}({Parameters(constructor)})",
        PropertyInfo property =>
            Access(property.GetMethod ?? property.SetMethod!)
            + $"{Short(property.PropertyType)} {Indexed(property)} {{ {Accessors(property)}}}",
        FieldInfo { IsLiteral: true } field => $"{Access(field)}const {Short(field.FieldType)} {field.Name}",
        FieldInfo field =>
            $"{Access(field)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
            + $"{Short(field.FieldType)} {field.Name}",
        EventInfo happening =>
            $"{Access(happening.AddMethod!)}event {Short(happening.EventHandlerType!)} {happening.Name}",
        _ => member.ToString() ?? member.Name,
    };

    public static string Of(ParameterInfo parameter)
    {
        var (type, isByRef) = (parameter.ParameterType, parameter.ParameterType.IsByRef);
        var kind = parameter.IsOut ? "out " : parameter.IsIn ? "in " : isByRef ? "ref "
            : IsRest(parameter) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{kind}{Short(isByRef ? type.GetElementType()! : type)} {parameter.Name}{value}";
    }

    /// <summary>The name of a method with its type arguments; a lambda is called so.</summary>
    public static string NameOf(MethodInfo method)
    {
        if (method.Name.StartsWith('<'))
        {
            var local = method.Name.IndexOf("g__", StringComparison.Ordinal);
            return local < 0 ? "lambda" : method.Name[(local + 3)..].Split('|')[0];
        }

        return method.IsGenericMethod
            ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Short))}>"
            : method.Name;
    }

    private static string Short(Type type) => CSharpName.Of(type, isFull: false);

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return extension + string.Join(", ", method.GetParameters().Select(Of));
    }

    private static string Indexed(PropertyInfo property) => property.GetIndexParameters() is { Length: > 0 } indexes
        ? $"this[{string.Join(", ", indexes.Select(Of))}]"
        : property.Name;

    private static bool IsRest(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));

    private static string Accessors(PropertyInfo property) =>
        (property.CanRead ? "get; " : "") + (!property.CanWrite ? "" : IsInit(property) ? "init; " : "set; ");

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType ? "default" : "null",
        string text => CSharpLiteral.Of(text),
        bool flag => flag ? "true" : "false",
        char letter => CSharpLiteral.Of(letter),
        var value => Scalar.TextOf(value) ?? "default",
    };

    private static string Access(MethodBase method)
    {
        var access = method.IsPublic ? "public " : method.IsPrivate ? "private " : method.IsFamily ? "protected "
            : method.IsAssembly ? "internal " : method.IsFamilyOrAssembly ? "protected internal " : "private protected ";
        if (method.DeclaringType is { IsInterface: true }) return access;
        var isOverride = method is MethodInfo info && info.GetBaseDefinition() != info;
        return access + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : isOverride ? "override "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");
    }

    private static string Access(FieldInfo field) =>
        field.IsPublic ? "public " : field.IsPrivate ? "private " : field.IsFamily ? "protected " : "internal ";
}
