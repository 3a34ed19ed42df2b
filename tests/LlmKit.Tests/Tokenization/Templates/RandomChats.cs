using System.Text.Json.Nodes;

namespace LlmKit.Tests.Tokenization.Templates;

/// <summary>Conversations by chance: several turns, thoughts, calls of tools and their answers.</summary>
/// <param name="isPlain">
/// Whether to avoid what @huggingface/jinja does otherwise than Python: it strips all white space whatever characters are named, and refuses
/// to trim none.
/// </param>
internal sealed class RandomChats(Random random, bool isPlain = false)
{
    private static readonly string[] s_words =
    [
        "Hello", "你好", "  ", "\n", "\n\n", "😀", "𝒜", "<tool_response>", "</tool_response>", "</think>", "<think>\n", "{{ x }}", "{% if %}",
        "\"q\"", "'s'", "\\", "<|im_end|>", "é", "1 < 2 & 3", "\t", "end.", "\u00a0", "<b>",
    ];

    public JsonObject Next()
    {
        var messages = new JsonArray();
        if (random.Next(2) == 0) messages.Add(Message("system", Text()));
        for (var turns = random.Next(1, 4); turns > 0; turns--)
        {
            messages.Add(Message("user", Text()));
            if (turns == 1 && random.Next(2) == 0) break;
            if (random.Next(3) == 0) AddCalls(messages);
            var answer = Message("assistant", random.Next(3) == 0 ? $"<think>\n{Text()}\n</think>\n\n{Text()}" : Text());
            if (random.Next(6) == 0) answer["reasoning_content"] = random.Next(2) == 0 ? Text() : null;
            messages.Add(answer);
        }

        var chat = new JsonObject
        {
            ["messages"] = messages,
            ["add_generation_prompt"] = random.Next(2) == 0,
            ["tools"] = random.Next(3) == 0 ? Tools() : null,
            ["bos_token"] = "<s>",
            ["eos_token"] = "</s>",
        };
        if (random.Next(3) == 0) chat["enable_thinking"] = random.Next(2) == 0;
        return chat;
    }

    private string Text()
    {
        var words = isPlain ? s_words.Where(word => !word.Contains("think>", StringComparison.Ordinal)).ToArray() : s_words;
        var text = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(6)).Select(_ => words[random.Next(words.Length)]));
        return isPlain ? text.Trim() : text;
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private void AddCalls(JsonArray messages)
    {
        var call = Message("assistant", random.Next(2) == 0 ? "" : Text());
        if (!isPlain && random.Next(3) == 0) call["content"] = null;
        var calls = new JsonArray();
        var answers = random.Next(1, 4);
        for (var i = 0; i < answers; i++)
        {
            JsonNode arguments = random.Next(2) == 0 ? Arguments() : Arguments().ToJsonString();
            calls.Add(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = $"tool_{i}", ["arguments"] = arguments },
            });
        }

        call["tool_calls"] = calls;
        messages.Add(call);
        for (var i = 0; i < answers; i++) messages.Add(Message("tool", Text()));
    }

    private JsonObject Arguments() => new()
    {
        ["text"] = Text(),
        ["count"] = random.Next(-5, 100),
        ["share"] = random.Next(100) / 8.0,
        ["on"] = random.Next(2) == 0,
        ["none"] = null,
        ["list"] = new JsonArray(1, "b", new JsonObject()),
    };

    private JsonArray Tools() => new(Enumerable.Range(0, random.Next(1, 3)).Select(i => (JsonNode)new JsonObject
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = $"tool_{i}",
            ["description"] = Text(),
            ["parameters"] = new JsonObject { ["type"] = "object", ["properties"] = Arguments(), ["required"] = new JsonArray("text") },
        },
    }).ToArray());
}
