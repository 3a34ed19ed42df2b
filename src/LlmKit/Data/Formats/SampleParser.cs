using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>Makes a sample of a row, whichever format its columns tell.</summary>
internal static class SampleParser
{
    /// <exception cref="RowException">The row has no format's columns, or a value is not what its column asks for.</exception>
    public static Sample Parse(JsonElement json)
    {
        var row = new RowColumns(json);
        var format = FormatGuess.Of([.. row.Names.Where(row.Has)]) ?? throw new RowException(NoFormat(row));
        var lists = new MessageLists();
        var sample = format == DataFormat.Embedding ? EmbeddingRows.Read(row, lists)
            : row.Has("chosen") && row.Has("rejected") ? ChosenRows.Read(row, lists)
            : WithRejected(new(ConversationOf(row, format, lists)), row, lists);
        sample = sample with { Media = MediaOf(row, lists), Tools = ToolsOf(row), Label = sample.Label ?? LabelOf(row) };
        if (sample.Label is Label.Similarity && sample.Task != SampleTask.Embedding)
            throw new RowException("label is a fraction. A class is a whole number from 0.");
        if (sample.Media.WrongIn(sample.Conversation) is { } wrong) throw new RowException(wrong);
        return sample with { Extra = row.Rest() };
    }

    private static Conversation ConversationOf(RowColumns row, DataFormat format, MessageLists lists)
    {
        var system = row.TakeText(row.FirstOf(ColumnNames.System));
        if (row.FirstOf(ColumnNames.Messages) is { } name) return lists.Read(row.TakeList(name)!.Value, name, system);
        if (row.Has("prompt") && row.TryTake("prompt", out var prompt) && RowColumns.MessagesOf(prompt) is { } asked)
            return PromptRows.Read(row, asked, lists, system);
        return format switch
        {
            DataFormat.Text => new(Message.Assistant(row.TakeText(row.FirstOf(ColumnNames.Response))!)),
            DataFormat.Alpaca => Asked(row, system, AlpacaQuery(row), row.TakeText(row.FirstOf(ColumnNames.Response))),
            DataFormat.Classification => Asked(row, system, ClassifiedText(row), null),
            _ => Asked(row, system, row.TakeText(row.FirstOf(ColumnNames.Query))!, Answer(row)),
        };
    }

    private static string? Answer(RowColumns row) => row.TakeText(row.FirstOf(ColumnNames.Response));

    // The instruction, and on the next line what it is about.
    private static string AlpacaQuery(RowColumns row)
    {
        var (instruction, input) = (row.TakeText("instruction")!, row.TakeText("input"));
        return string.IsNullOrEmpty(input) ? instruction : $"{instruction}\n{input}";
    }

    private static string ClassifiedText(RowColumns row) =>
        row.TakeText(row.FirstOf([.. ColumnNames.Query, "text", "sentence"]))!;

    private static Conversation Asked(RowColumns row, string? system, string query, string? response)
    {
        var messages = new List<Message>();
        if (!string.IsNullOrEmpty(system)) messages.Add(Message.System(system));
        if (row.TakeList("history") is { } history) AddHistory(messages, history);
        messages.Add(Message.User(query));
        if (response is not null) messages.Add(Message.Assistant(response));
        return new(messages);
    }

    private static void AddHistory(List<Message> messages, JsonElement history)
    {
        var index = 0;
        foreach (var turn in history.EnumerateArray())
        {
            var place = $"history[{index++}]";
            if (turn.ValueKind != JsonValueKind.Array || turn.GetArrayLength() != 2)
                throw new RowException($"{place} is {RowColumns.Kind(turn)}. It has to be a list of two texts: [query, response].");
            messages.Add(Message.User(RowColumns.TextOf(turn[0], place)));
            messages.Add(Message.Assistant(RowColumns.TextOf(turn[1], place)));
        }
    }

    private static Sample WithRejected(Sample sample, RowColumns row, MessageLists lists)
    {
        if (row.TakeList(row.Has("rejected_messages") ? "rejected_messages" : null) is { } list)
            return sample with { Rejected = lists.Read(list, "rejected_messages") };
        if (!row.TryTake("rejected_response", out var worse)) return sample;
        var text = RowColumns.TextOf(worse, "rejected_response");
        var isPair = sample.Conversation.IsPlainText && row.Has("label");
        if (isPair && row.TryTake("label", out var likeness))
            return EmbeddingRows.Pair(sample.Conversation[0].Content, text, LabelReader.ReadSimilarity(likeness));
        if (!sample.Conversation.IsAnswered || sample.Conversation.BeforeLast is not { } question)
            throw new RowException("rejected_response needs a conversation whose last message is the assistant's better answer.");
        return sample with { Rejected = new(question.Append(Message.Assistant(text))) };
    }

    private static MediaFiles MediaOf(RowColumns row, MessageLists lists)
    {
        var images = Files(row, ColumnNames.Images);
        var videos = Files(row, ColumnNames.Videos);
        var audios = Files(row, ColumnNames.Audios);
        if (images.Count + videos.Count + audios.Count == 0) return lists.Media;
        if (lists.Media.Count > 0)
            throw new RowException("files stand both inside the messages and in columns of their own. Keep one of the two.");
        return new(images, videos, audios);
    }

    private static IReadOnlyList<string> Files(RowColumns row, string[] names)
    {
        if (row.FirstOf(names) is not { } name || !row.TryTake(name, out var value)) return [];
        return RowColumns.ListOf(value) is { } list
            ? [.. list.EnumerateArray().Select((file, index) => MessageLists.FileOf(file, $"{name}[{index}]"))]
            : [MessageLists.FileOf(value, name)];
    }

    private static string? ToolsOf(RowColumns row) => !row.TryTake("tools", out var tools) ? null
        : tools.ValueKind == JsonValueKind.String ? RowColumns.TextOf(tools, "tools") : tools.GetRawText();

    private static Label? LabelOf(RowColumns row) => row.TryTake("label", out var label) ? LabelReader.Read(label) : null;

    private static string NoFormat(RowColumns row) => row.Names.Count == 0
        ? "the row has no columns. It needs messages, or query and response, or text."
        : row.Names.FirstOrDefault(name => !row.Has(name)) is { } missing && FormatGuess.Of(row.Names) is not null
            ? $"the column {Excerpt.Of(missing)} has no value, and without it the row is no sample."
        : $"the columns {string.Join(", ", row.Names.Take(8).Select(Excerpt.Of))} tell no format. A row needs messages, or query and response, or text.";
}
