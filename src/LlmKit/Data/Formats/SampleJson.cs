using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>Writes samples as JSON objects, one object each.</summary>
internal static class SampleJson
{
    /// <summary>Writes the sample, which has to fit (<see cref="SampleFit.Obstacle"/>).</summary>
    public static void Write(Utf8JsonWriter json, Sample sample, DataFormat format)
    {
        json.WriteStartObject();
        switch (format)
        {
            case DataFormat.QueryResponse: WriteQuery(json, sample.Conversation, "query", "response"); break;
            case DataFormat.Alpaca: WriteQuery(json, sample.Conversation, "instruction", "output"); break;
            case DataFormat.ShareGpt: WriteList(json, "conversations", sample.Conversation, "from", "value"); break;
            case DataFormat.ShareGptPairs: WritePairs(json, sample.Conversation); break;
            case DataFormat.Text: json.WriteString("text", sample.Conversation[0].Content); break;
            default: WriteMessages(json, sample); break;
        }

        WriteFiles(json, "images", sample.Media.Images);
        WriteFiles(json, "videos", sample.Media.Videos);
        WriteFiles(json, "audios", sample.Media.Audios);
        if (sample.Tools is { } tools) json.WriteString("tools", tools);
        foreach (var (name, value) in sample.Extra)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, Sample sample)
    {
        WriteList(json, "messages", sample.Conversation, "role", "content");
        if (sample.Rejected is { } rejected)
        {
            if (DiffersInAnswer(sample.Conversation, rejected)) json.WriteString("rejected_response", rejected.Last.Content);
            else WriteList(json, "rejected_messages", rejected, "role", "content");
        }

        WriteLists(json, "positive_messages", sample.Positives);
        WriteLists(json, "negative_messages", sample.Negatives);
        WriteLabel(json, sample.Label);
    }

    private static bool DiffersInAnswer(Conversation better, Conversation worse) =>
        better.Count > 1 && better.Count == worse.Count && better.IsAnswered
        && worse.Last == Message.Assistant(worse.Last.Content)
        && better.SkipLast(1).SequenceEqual(worse.SkipLast(1));

    private static void WriteList(Utf8JsonWriter json, string name, Conversation messages, string role, string content)
    {
        json.WritePropertyName(name);
        WriteItems(json, messages, role, content);
    }

    private static void WriteLists(Utf8JsonWriter json, string name, IReadOnlyList<Conversation> lists)
    {
        if (lists.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var list in lists) WriteItems(json, list, "role", "content");
        json.WriteEndArray();
    }

    private static void WriteItems(Utf8JsonWriter json, Conversation messages, string role, string content)
    {
        json.WriteStartArray();
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString(role, role == "from" ? ShareGptName(message.Role) : ColumnNames.NameOf(message.Role));
            json.WriteString(content, message.Content);
            if (message.IsTaught is { } taught) json.WriteBoolean("loss", taught);
            if (message.Weight is { } weight) json.WriteNumber("loss_scale", weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string ShareGptName(Role role) => role switch
    {
        Role.User => "human",
        Role.Assistant => "gpt",
        Role.ToolCall => "function_call",
        Role.ToolResponse => "observation",
        _ => "system",
    };

    private static void WriteQuery(Utf8JsonWriter json, Conversation conversation, string query, string response)
    {
        var turns = Turns(json, conversation);
        json.WriteString(query, turns[^2].Content);
        if (query == "instruction") json.WriteString("input", "");
        json.WriteString(response, turns[^1].Content);
        if (turns.Length == 2) return;

        json.WriteStartArray("history");
        for (var index = 0; index < turns.Length - 2; index += 2)
        {
            json.WriteStartArray();
            json.WriteStringValue(turns[index].Content);
            json.WriteStringValue(turns[index + 1].Content);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WritePairs(Utf8JsonWriter json, Conversation conversation)
    {
        var turns = Turns(json, conversation);
        json.WriteStartArray("conversation");
        for (var index = 0; index < turns.Length; index += 2)
        {
            json.WriteStartObject();
            json.WriteString("human", turns[index].Content);
            json.WriteString("assistant", turns[index + 1].Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Message[] Turns(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.SystemText is not { } system) return [.. conversation];
        json.WriteString("system", system);
        return [.. conversation.Skip(1)];
    }

    private static void WriteFiles(Utf8JsonWriter json, string name, IReadOnlyList<string> files)
    {
        if (files.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var file in files) json.WriteStringValue(file);
        json.WriteEndArray();
    }

    private static void WriteLabel(Utf8JsonWriter json, Label? label)
    {
        switch (label)
        {
            case Label.Class one: json.WriteNumber("label", one.Number); break;
            case Label.Name name: json.WriteString("label", name.Text); break;
            case Label.Wanted wanted: json.WriteBoolean("label", wanted.Is); break;
            case Label.Similarity alike: json.WriteNumber("label", alike.Value); break;
            case Label.Classes classes:
                json.WriteStartArray("label");
                foreach (var number in classes.Numbers) json.WriteNumberValue(number);
                json.WriteEndArray();
                break;
        }
    }
}
