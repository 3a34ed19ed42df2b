using LlmKit.Data;

namespace LlmKit.Tokenization.Templates;

/// <summary>How a template wants the calls of tools: they differ, and none says so.</summary>
/// <param name="HasNoContent">Whether a message that only calls has the content none, rather than an empty text.</param>
/// <param name="HasTextArguments">Whether the arguments are a text of JSON, rather than a dict.</param>
internal readonly record struct ToolCallShape(bool HasNoContent, bool HasTextArguments)
{
    public static ToolCallShape[] All { get; } = [new(false, false), new(true, false), new(false, true), new(true, true)];
}

/// <summary>Conversations as the list of dicts that templates read.</summary>
internal static class ChatMessages
{
    public static List<object?> From(Conversation conversation, ToolCallShape shape)
    {
        var messages = new List<object?>();
        var calls = new Queue<(string Id, object? Name)>();
        TemplateDictionary? assistant = null;
        for (var i = 0; i < conversation.Count; i++)
        {
            var message = conversation[i];
            switch (message.Role)
            {
                case Role.ToolCall:
                    if (assistant is null) messages.Add(assistant = Message("assistant", shape.HasNoContent ? null : ""));
                    AddCalls(assistant, message.Content, i, shape, calls);
                    break;
                case Role.ToolResponse:
                    assistant = null;
                    var answer = Message("tool", message.Content);
                    if (calls.TryDequeue(out var call)) (answer["tool_call_id"], answer["name"]) = (call.Id, call.Name);
                    messages.Add(answer);
                    break;
                default:
                    var plain = Message(NameOf(message.Role), message.Content);
                    assistant = message.Role == Role.Assistant ? plain : null;
                    messages.Add(plain);
                    break;
            }
        }

        return messages;
    }

    private static string NameOf(Role role) => role switch { Role.System => "system", Role.User => "user", _ => "assistant" };

    private static TemplateDictionary Message(string role, string? content) => new() { ["role"] = role, ["content"] = content };

    private static void AddCalls(
        TemplateDictionary assistant, string content, int index, ToolCallShape shape, Queue<(string Id, object? Name)> calls)
    {
        var json = TemplateInputs.Json(content, $"the tool call in message {index}");
        if (!assistant.TryFind("tool_calls", out var list) || list is not List<object?> known)
            assistant["tool_calls"] = known = [];
        foreach (var item in json is List<object?> several ? several : [json])
        {
            var call = item as TemplateDictionary;
            if (call is not null && call.TryFind("function", out var inner) && inner is TemplateDictionary function) call = function;
            if (call is null || !call.TryFind("name", out var name))
                throw new ArgumentException($"The tool call in message {index} has no name. It has to be {{\"name\": …, \"arguments\": {{…}}}}.");
            if (!call.TryFind("arguments", out var arguments)) arguments = new TemplateDictionary();
            var id = $"call{index:00000}"[..9];
            calls.Enqueue((id, name));
            known.Add(new TemplateDictionary
            {
                ["id"] = id,
                ["type"] = "function",
                ["function"] = new TemplateDictionary { ["name"] = name, ["arguments"] = Shaped(arguments, shape, index) },
            });
        }
    }

    private static object? Shaped(object? arguments, ToolCallShape shape, int index) => (arguments, shape.HasTextArguments) switch
    {
        (string text, false) => TemplateInputs.Json(text, $"the arguments of the tool call in message {index}"),
        (string text, true) => text,
        (_, true) => TemplateJson.Write(arguments, isAscii: false, indent: null, separators: null, isSorted: false),
        _ => arguments,
    };
}
