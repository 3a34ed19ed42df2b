using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>Preference rows with the columns <c>chosen</c> and <c>rejected</c>, and mostly <c>prompt</c>: texts or
/// lists of messages.</summary>
internal static class ChosenRows
{
    public static Sample Read(RowColumns row, MessageLists lists)
    {
        var before = Before(row, lists);
        row.TryTake("chosen", out var chosen);
        row.TryTake("rejected", out var rejected);
        return new(Whole(before, chosen, "chosen", lists)) { Rejected = Whole(before, rejected, "rejected", lists) };
    }

    private static Message[] Before(RowColumns row, MessageLists lists)
    {
        var system = row.TakeText(row.FirstOf(ColumnNames.System));
        Message[] first = string.IsNullOrEmpty(system) ? [] : [Message.System(system)];
        if (row.FirstOf(ColumnNames.Query) is not { } name || !row.TryTake(name, out var prompt)) return first;
        return RowColumns.MessagesOf(prompt) is { } list ? [.. lists.Read(list, name, system)]
            : [.. first, Message.User(RowColumns.TextOf(prompt, name))];
    }

    // Some files repeat the prompt in both lists, others don't.
    private static Conversation Whole(Message[] before, JsonElement value, string name, MessageLists lists)
    {
        if (RowColumns.MessagesOf(value) is not { } list)
            return new(before.Append(Message.Assistant(RowColumns.TextOf(value, name))));
        var said = lists.Read(list, name);
        return said.Take(before.Length).SequenceEqual(before) ? said : new(before.Concat(said));
    }
}
