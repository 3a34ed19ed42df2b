namespace LlmKit.Data;

/// <summary>Who speaks a <see cref="Message"/>.</summary>
public enum Role
{
    System,
    User,
    Assistant,

    /// <summary>The assistant asks for a tool; the content is JSON.</summary>
    ToolCall,

    /// <summary>What the tool answered.</summary>
    ToolResponse,
}
