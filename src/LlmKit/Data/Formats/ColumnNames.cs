namespace LlmKit.Data.Formats;

/// <summary>The names under which files in the wild keep the same thing, the first one being ours.</summary>
internal static class ColumnNames
{
    public static readonly string[] Messages = ["messages", "conversations", "conversation"];

    public static readonly string[] Query = ["query", "prompt", "input", "instruction", "question", "problem"];

    public static readonly string[] Response =
    [
        "response", "answer", "output", "targets", "target", "answer_key", "answers", "solution", "text",
        "completion", "content",
    ];

    public static readonly string[] System = ["system", "system_prompt"];

    public static readonly string[] Images = ["images", "image"];

    public static readonly string[] Videos = ["videos", "video"];

    public static readonly string[] Audios = ["audios", "audio"];

    public static readonly string[] Role = ["role", "from"];

    public static readonly string[] Content = ["content", "value"];

    /// <summary>The role that a word means; null for an unknown word.</summary>
    public static Role? RoleOf(string word) => word switch
    {
        "user" or "human" => Data.Role.User,
        "assistant" or "gpt" or "bot" or "model" or "chatgpt" => Data.Role.Assistant,
        "system" => Data.Role.System,
        "tool_call" or "function_call" => Data.Role.ToolCall,
        "tool" or "tool_response" or "observation" or "function" => Data.Role.ToolResponse,
        _ => null,
    };

    public static string NameOf(Role role) => role switch
    {
        Data.Role.System => "system",
        Data.Role.User => "user",
        Data.Role.Assistant => "assistant",
        Data.Role.ToolCall => "tool_call",
        _ => "tool_response",
    };
}
