using System.Text.Json;

namespace LlmKit.Tokenization.Files;

/// <summary>The truncation and padding of a <c>tokenizer.json</c>.</summary>
internal static class SettingsFile
{
    public static Truncation Truncation(FileNode node) => new(node.Need("max_length").Number)
    {
        Stride = node.NumberOr("stride", 0),
        Strategy = Read<TruncationStrategy>(node.Find("strategy")),
        Side = Read<Side>(node.Find("direction")),
    };

    public static Padding Padding(FileNode node)
    {
        int? length = null;
        if (node.Find("strategy") is { } strategy)
        {
            if (!strategy.IsText) length = strategy.Need("Fixed").Number;
            else if (strategy.Text != "BatchLongest") throw strategy.Fault($"is \"{strategy.Text}\"; it must be \"BatchLongest\" or {{\"Fixed\": n}}");
        }

        return new(node.NumberOr("pad_id", 0), node.TextOrNull("pad_token") ?? "[PAD]")
        {
            Length = length,
            MultipleOf = Math.Max(1, node.NumberOr("pad_to_multiple_of", 1)),
            TypeId = node.NumberOr("pad_type_id", 0),
            Side = Read<Side>(node.Find("direction")),
        };
    }

    public static void Write(Utf8JsonWriter json, Truncation? truncation, Padding? padding)
    {
        if (truncation is null)
        {
            json.WriteNull("truncation");
        }
        else
        {
            json.WriteStartObject("truncation");
            json.WriteString("direction", truncation.Side.ToString());
            json.WriteNumber("max_length", truncation.MaxLength);
            json.WriteString("strategy", truncation.Strategy.ToString());
            json.WriteNumber("stride", truncation.Stride);
            json.WriteEndObject();
        }

        if (padding is null)
        {
            json.WriteNull("padding");
            return;
        }

        json.WriteStartObject("padding");
        if (padding.Length is { } length)
        {
            json.WriteStartObject("strategy");
            json.WriteNumber("Fixed", length);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("strategy", "BatchLongest");
        }

        json.WriteString("direction", padding.Side.ToString());
        if (padding.MultipleOf > 1) json.WriteNumber("pad_to_multiple_of", padding.MultipleOf);
        else json.WriteNull("pad_to_multiple_of");
        json.WriteNumber("pad_id", padding.Id);
        json.WriteNumber("pad_type_id", padding.TypeId);
        json.WriteString("pad_token", padding.Token);
        json.WriteEndObject();
    }

    /// <summary>The member of an enumeration whose names are the file's words; its first where the node is missing.</summary>
    public static T Read<T>(FileNode? node) where T : struct, Enum
    {
        if (node is not { } found) return default;
        return Enum.GetNames<T>().Contains(found.Text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(found.Text, ignoreCase: true)
            : throw found.Fault($"is \"{found.Text}\"; it must be one of {string.Join(", ", Enum.GetNames<T>())}");
    }
}
