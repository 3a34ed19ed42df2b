using System.Text.Json;

namespace LlmKit.Tokenization;

/// <summary>Reads <c>tokenizer.json</c>; a component that isn't supported is an error that names it.</summary>
internal static class TokenizerFile
{
    public static Tokenizer Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file);
            return Tokenizer(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException or FormatException
            or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path} is not a tokenizer file that can be used: {e.Message}", e);
        }
    }

    private static Tokenizer Tokenizer(JsonElement root)
    {
        foreach (var name in (string[])["truncation", "padding"])
        {
            if (Part(root, name) is not null) throw new InvalidDataException($"{name} isn't supported yet. Set it to null.");
        }

        var composes = Part(root, "normalizer") is { } normalizer && Type(normalizer, "normalizer", "NFC") == "NFC";
        if (Part(root, "decoder") is { } decoder) Type(decoder, "decoder", "ByteLevel");
        if (Part(root, "post_processor") is { } post) Type(post, "post_processor", "ByteLevel");

        var model = Need(root, "model");
        Type(model, "model", "BPE");
        Off(model, "model", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "fuse_unk");
        var ids = new Dictionary<string, int>();
        foreach (var entry in Need(model, "vocab").EnumerateObject()) ids[entry.Name] = entry.Value.GetInt32();

        var pairs = new List<(string, string)>();
        foreach (var merge in Need(model, "merges").EnumerateArray()) pairs.Add(Merge(merge, pairs.Count));
        return new(ids, new(ids, pairs, IsOn(model, "ignore_merges")), Scanner(root), Added(root), composes);
    }

    private static WordScanner Scanner(JsonElement root)
    {
        var outer = Need(root, "pre_tokenizer");
        Type(outer, "pre_tokenizer", "Sequence");
        var steps = Need(outer, "pretokenizers").EnumerateArray().ToArray();
        if (steps.Length != 2) throw new InvalidDataException($"pre_tokenizer has {steps.Length} steps; Split and ByteLevel are supported.");
        Type(steps[0], "pre_tokenizer.pretokenizers[0]", "Split");
        Type(steps[1], "pre_tokenizer.pretokenizers[1]", "ByteLevel");
        Off(steps[1], "pre_tokenizer.pretokenizers[1]", "add_prefix_space", "use_regex");
        Off(steps[0], "pre_tokenizer.pretokenizers[0]", "invert");
        var behavior = Need(steps[0], "behavior").GetString();
        if (behavior != "Isolated") throw new InvalidDataException($"Split with behavior \"{behavior}\" isn't supported; Isolated is.");

        var pattern = Need(Need(steps[0], "pattern"), "Regex").GetString()!;
        return WordScanner.For(pattern)
            ?? throw new InvalidDataException($"the Split pattern {pattern} isn't supported; those of Llama-3 and Qwen are.");
    }

    private static List<AddedToken> Added(JsonElement root)
    {
        var tokens = new List<AddedToken>();
        if (Part(root, "added_tokens") is not { } list) return tokens;
        foreach (var token in list.EnumerateArray())
        {
            var place = $"added_tokens[{tokens.Count}]";
            Off(token, place, "single_word", "lstrip", "rstrip", "normalized");
            var content = Need(token, "content").GetString();
            if (string.IsNullOrEmpty(content)) throw new InvalidDataException($"{place} has no content.");
            tokens.Add(new(Need(token, "id").GetInt32(), content, IsOn(token, "special")));
        }

        if (tokens.CountBy(token => token.Id).FirstOrDefault(group => group.Value > 1) is { Value: > 1 } twice)
            throw new InvalidDataException($"added_tokens gives the id {twice.Key} to {twice.Value} tokens.");
        return tokens;
    }

    private static (string, string) Merge(JsonElement merge, int rank)
    {
        var parts = merge.ValueKind == JsonValueKind.Array
            ? [.. merge.EnumerateArray().Select(part => part.GetString() ?? "")]
            : (merge.GetString() ?? "").Split(' ');
        return parts is [var left, var right]
            ? (left, right)
            : throw new InvalidDataException($"model.merges[{rank}] has {parts.Length} parts; a merge has 2.");
    }

    private static void Off(JsonElement element, string place, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var off = Part(element, name) is not { } value || value.ValueKind == JsonValueKind.False
                || (value.ValueKind == JsonValueKind.String && value.GetString() == "");
            // A step without use_regex cuts by the regex of GPT-2.
            if (name == "use_regex" && Part(element, name) is null) off = false;
            if (!off) throw new InvalidDataException($"{place}.{name} isn't supported yet; only a file without it is.");
        }
    }

    private static string Type(JsonElement element, string place, string supported)
    {
        var type = Need(element, "type").GetString();
        return type == supported
            ? type
            : throw new InvalidDataException($"{place} is of type \"{type}\", which isn't supported; {supported} is.");
    }

    private static bool IsOn(JsonElement element, string name) => Part(element, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Part(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static JsonElement Need(JsonElement element, string name) =>
        Part(element, name) ?? throw new InvalidDataException($"\"{name}\" is missing.");
}
