namespace LlmKit.Data.Formats;

/// <summary>Rows with texts to place near to or far from each other.</summary>
internal static class EmbeddingRows
{
    public static Sample Read(RowColumns row, MessageLists lists)
    {
        if (row.FirstOf(ColumnNames.Messages) is { } name)
        {
            var anchor = lists.Read(row.TakeList(name)!.Value, name, row.TakeText(row.FirstOf(ColumnNames.System)));
            return new(anchor)
            {
                Positives = Lists(row, "positive_messages", lists),
                Negatives = Lists(row, "negative_messages", lists),
                Label = row.TryTake("label", out var label) ? LabelReader.ReadSimilarity(label) : null,
            };
        }

        return row.Has("sentence1") ? Sentences(row) : Anchored(row);
    }

    /// <summary>Two texts and how alike they are.</summary>
    public static Sample Pair(string first, string second, Label.Similarity? label) =>
        new(Said(first)) { Positives = [Said(second)], Label = label };

    private static Sample Sentences(RowColumns row)
    {
        var score = row.FirstOf(["label", "score", "similarity"]);
        var label = score is not null && row.TryTake(score, out var value) ? LabelReader.ReadSimilarity(value) : null;
        return Pair(row.TakeText("sentence1")!, row.TakeText("sentence2")!, label);
    }

    private static Sample Anchored(RowColumns row) => new(Said(row.TakeText("anchor")!))
    {
        Positives = [Said(row.TakeText("positive")!)],
        Negatives = row.TakeText("negative") is { } negative ? [Said(negative)] : [],
    };

    private static Conversation Said(string text) => new(Message.User(text));

    private static IReadOnlyList<Conversation> Lists(RowColumns row, string name, MessageLists lists) =>
        row.TakeList(name) is not { } all ? []
            : [.. all.EnumerateArray().Select((list, index) => lists.Read(
                RowColumns.ListOf(list) ?? throw new RowException(
                    $"{name}[{index}] is {RowColumns.Kind(list)}. {name} is a list of lists of messages."),
                $"{name}[{index}]"))];
}
