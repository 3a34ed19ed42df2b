using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LlmKit.Notebook.Display;

/// <summary>Reads what a value shows of itself: its public properties and fields, those of base classes
/// first.</summary>
internal sealed class MemberReader
{
    private static readonly ConditionalWeakTable<Type, MemberReader> s_known = [];
    private readonly (string Name, Func<object, object?> Read, string?[]? TupleNames)[] _members;

    private MemberReader(Type type)
    {
        var isTuple = type.IsValueType && typeof(ITuple).IsAssignableFrom(type);
        _members =
        [
            .. Generations(type).SelectMany(each => each
                    .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                    .OrderBy(member => member.MetadataToken))
                .Where(member => !isTuple && IsShown(member))
                .GroupBy(member => member.Name)
                .Select(group => (group.Key, ReaderOf(group.Last()), TupleNamesOf(group.Last()))),
        ];
    }

    public static MemberReader For(Type type) => s_known.GetValue(type, each => new(each));

    public int Count => _members.Length;

    /// <param name="named">Is told the names of a tuple's items, where the member declares them.</param>
    public Members Read(object value, int most, Action<object, IReadOnlyList<string?>> named) =>
        new([.. _members.Take(most).Select(member => new Member(member.Name, Read(member, value, named)))], Count);

    private static object? Read(
        (string, Func<object, object?> Read, string?[]? TupleNames) member,
        object value,
        Action<object, IReadOnlyList<string?>> named)
    {
        try
        {
            var read = member.Read(value);
            if (read is not null && member.TupleNames is { } names) named(read, names);
            return read;
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner && !Stop.Asked(inner))
        {
            return new Unread(inner);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } asked)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(asked);
            throw;
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            return new Unread(e);
        }
    }

    private static IEnumerable<Type> Generations(Type type)
    {
        var line = new Stack<Type>();
        for (var each = type; each is not null && each != typeof(object); each = each.BaseType) line.Push(each);
        return line;
    }

    private static bool IsShown(MemberInfo member)
    {
        var type = member switch
        {
            PropertyInfo { GetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0 =>
                property.PropertyType,
            FieldInfo field => field.FieldType,
            _ => null,
        };
        if (type is null || type.IsByRefLike || type.IsPointer || type.IsFunctionPointer) return false;
        if (type.IsByRef && type.GetElementType()!.IsByRefLike) return false;
        return member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State is not DebuggerBrowsableState.Never;
    }

    private static Func<object, object?> ReaderOf(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetValue,
        FieldInfo field => field.GetValue,
        _ => throw new ArgumentException($"{member.Name} has no value.", nameof(member)),
    };

    // The names stand in the order of the type's parts, so they are the outermost tuple's when nothing comes
    // before it.
    private static string?[]? TupleNamesOf(MemberInfo member)
    {
        var names = member.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames;
        return names is null ? null : [.. names];
    }
}
