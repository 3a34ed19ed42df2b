using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>Rows whose <c>prompt</c> is a list of messages, with the answer in a column of its own.</summary>
internal static class PromptRows
{
    public static Conversation Read(RowColumns row, JsonElement prompt, MessageLists lists, string? system)
    {
        var asked = lists.Read(prompt, "prompt", system);
        if (!row.TryTake("completion", out var completion)) return asked;
        return RowColumns.MessagesOf(completion) is { } list
            ? new(asked.Concat(lists.Read(list, "completion")))
            : new(asked.Append(Message.Assistant(RowColumns.TextOf(completion, "completion"))));
    }
}
