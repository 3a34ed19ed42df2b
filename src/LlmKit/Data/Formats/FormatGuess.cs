namespace LlmKit.Data.Formats;

/// <summary>Tells a row's format by the names of its columns, in the order in which ms-swift tries them.</summary>
public static class FormatGuess
{
    /// <summary>The format; null when no format has such columns.</summary>
    public static DataFormat? Of(IReadOnlyCollection<string> columns)
    {
        Func<string, bool> has = columns.Contains;
        var isAsked = ColumnNames.Query.Any(has);
        if (ColumnNames.Messages.Any(has) || (has("prompt") && has("chosen"))) return OfMessages(has);
        if (has("chosen") && has("rejected")) return DataFormat.Preference;
        if ((has("anchor") && has("positive")) || (has("sentence1") && has("sentence2"))) return DataFormat.Embedding;
        if (has("instruction") && (has("input") || has("output"))) return DataFormat.Alpaca;
        if (has("rejected_response") && isAsked) return DataFormat.Preference;
        if (isAsked && ColumnNames.Response.Any(has)) return DataFormat.QueryResponse;
        if (has("label") && (isAsked || has("text") || has("sentence"))) return DataFormat.Classification;
        if (isAsked) return DataFormat.Prompts;
        return ColumnNames.Response.Any(has) ? DataFormat.Text : null;
    }

    private static DataFormat OfMessages(Func<string, bool> has)
    {
        if (has("positive_messages") || has("negative_messages")) return DataFormat.Embedding;
        if (has("rejected_response") || has("rejected_messages") || has("chosen")) return DataFormat.Preference;
        if (has("label")) return DataFormat.Classification;
        if (has("messages")) return DataFormat.Messages;
        return has("conversations") ? DataFormat.ShareGpt : DataFormat.ShareGptPairs;
    }
}
