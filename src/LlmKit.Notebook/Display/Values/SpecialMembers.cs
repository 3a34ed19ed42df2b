using System.Collections;
using System.Data;
using System.Text.RegularExpressions;

namespace LlmKit.Notebook.Display;

/// <summary>What is shown of values whose properties are not the thing to see, or must not be
/// asked.</summary>
internal static class SpecialMembers
{
    /// <summary>The members; null when the value's own properties are as good.</summary>
    public static Members? Of(object value, Reading reading) => value switch
    {
        Task task => OfTask(task),
        DataRow row =>
            OfRow(row, row.RowState == DataRowState.Deleted ? DataRowVersion.Original : DataRowVersion.Default),
        DataRowView view => OfRow(view.Row, view.RowVersion),
        IDataRecord record => Limited(record.FieldCount, i => new(record.GetName(i), record.GetValue(i))),
        Match match => OfMatch(match),
        JsonEntries json =>
            new([.. json.Take(Reading.MostMembers).Select(each => new Member(each.Key, each.Value))], json.Count),
        DictionaryEntry entry => Members.Of(new("Key", entry.Key), new("Value", entry.Value)),
        _ => OfGeneric(value, reading),
    };

    private static Members? OfGeneric(object value, Reading reading)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>))
            return OfLazy(value, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return OfTask((Task)type.GetMethod("AsTask")!.Invoke(value, null)!);
        if (Shape.KeyOf(value) is { } key)
            return Members.Of(key, new("count", reading.ItemsOf(value)!.Total), new("items", value));
        return Shape.HasNamedEntries(value) ? OfNamedEntries(value, reading) : null;
    }

    // Result would wait for the end of the task.
    private static Members OfTask(Task task)
    {
        List<Member> members = [new("Status", task.Status)];
        if (task.IsFaulted)
            members.Add(new("Exception", Only(task.Exception)));
        if (task.IsCompletedSuccessfully && task.GetType().GetProperty("Result") is { } result &&
            result.PropertyType.Name is not "VoidTaskResult") members.Add(new("Result", result.GetValue(task)));
        return Members.Of(members);
    }

    private static Exception Only(AggregateException several) =>
        several.InnerExceptions is [var only] ? only : several;

    // Value would do the work that nobody has wanted so far.
    private static Members OfLazy(object lazy, Type type)
    {
        var isCreated = (bool)type.GetProperty("IsValueCreated")!.GetValue(lazy)!;
        return isCreated
            ? Members.Of(new("IsValueCreated", true), new("Value", type.GetProperty("Value")!.GetValue(lazy)))
            : Members.Of(new Member("IsValueCreated", false));
    }

    private static Members OfRow(DataRow row, DataRowVersion version) =>
        Limited(row.Table.Columns.Count, i => new(row.Table.Columns[i].ColumnName, row[i, version]));

    private static Members OfMatch(Match match) => match.Success
        ? Members.Of([
            new("Index", match.Index), new("Length", match.Length), new("Value", match.Value),
            .. match.Groups.Cast<Group>().Skip(1)
                .Select(group => new Member(group.Name, group.Success ? group.Value : null)),
        ])
        : Members.Of(new Member("Success", false));

    private static Members? OfNamedEntries(object map, Reading reading)
    {
        if (reading.ItemsOf(map) is not { } sample) return null;
        var entries = sample.Items.Select(Entry.Of).OfType<Entry>().ToList();
        return new(
            [.. entries.Select(entry => new Member(entry.Key as string ?? "", entry.Value))],
            (int)(sample.Total ?? entries.Count));
    }

    private static Members Limited(int count, Func<int, Member> member) =>
        new([.. Enumerable.Range(0, Math.Min(count, Reading.MostMembers)).Select(member)], count);
}
