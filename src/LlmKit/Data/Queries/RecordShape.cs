using System.Reflection;

namespace LlmKit.Data.Queries;

/// <summary>Which value of a row goes where in a type.</summary>
internal sealed class RecordShape
{
    private readonly ConstructorInfo _constructor;
    private readonly (int Index, ParameterInfo Parameter)[] _parameters;
    private readonly (int Index, PropertyInfo Property)[] _properties;
    private readonly string[] _names;

    public RecordShape(Type type, string[] names)
    {
        _names = names;
        var constructors = type.GetConstructors().Where(one => !IsCopy(one, type)).OrderByDescending(one => one.GetParameters().Length).ToArray();
        _constructor = constructors.FirstOrDefault(one => one.GetParameters().All(parameter => Find(parameter.Name!) >= 0 || parameter.HasDefaultValue))
            ?? throw new QueryException(Obstacle(type, constructors));
        _parameters = [.. _constructor.GetParameters().Select(parameter => (Find(parameter.Name!), parameter))];
        var taken = _parameters.Select(each => each.Index).ToHashSet();
        _properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
                .Select(property => (Index: Find(property.Name), property))
                .Where(each => each.Index >= 0 && !taken.Contains(each.Index)),
        ];
        if (_parameters.All(each => each.Index < 0) && _properties.Length == 0)
            throw new QueryException($"{type.Name} has nothing that a column is called. There are {string.Join(", ", names)}.");
    }

    /// <summary>Whether a type is a value by itself, not made of several.</summary>
    public static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type.IsArray || type == typeof(object) || type == typeof(string) || type == typeof(decimal)
            || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(Guid) || type == typeof(DateTime) || type == typeof(DateOnly)
            || type == typeof(TimeOnly) || type == typeof(DateTimeOffset) || type == typeof(Interval) || type == typeof(QueryStruct)
            || type.IsGenericType;
    }

    public object Make(object?[] row)
    {
        var arguments = new object?[_parameters.Length];
        for (var at = 0; at < arguments.Length; at++)
        {
            var (index, parameter) = _parameters[at];
            arguments[at] = index < 0 ? parameter.DefaultValue
                : ValueConversion.To(row[index], parameter.ParameterType, _names[index], AllowsNull(parameter));
        }

        var made = _constructor.Invoke(arguments);
        foreach (var (index, property) in _properties)
            property.SetValue(made, ValueConversion.To(row[index], property.PropertyType, _names[index], AllowsNull(property)));
        return made;
    }

    private static bool AllowsNull(ParameterInfo parameter) =>
        new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;

    private static bool AllowsNull(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).WriteState != NullabilityState.NotNull;

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [var only] && only.ParameterType == type;

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private int Find(string name) => Array.FindIndex(_names, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var exact ? exact
        : Array.FindIndex(_names, column => Plain(column).Equals(Plain(name), StringComparison.OrdinalIgnoreCase));

    private string Obstacle(Type type, ConstructorInfo[] constructors)
    {
        if (constructors.Length == 0) return $"{type.Name} has no public constructor, so no row can become one.";
        var missing = constructors[0].GetParameters().Where(parameter => Find(parameter.Name!) < 0 && !parameter.HasDefaultValue);
        return $"{type.Name} needs {string.Join(", ", missing.Select(parameter => parameter.Name))}, and no column is called so. "
            + $"There are {string.Join(", ", _names)}: rename one with AS.";
    }
}
