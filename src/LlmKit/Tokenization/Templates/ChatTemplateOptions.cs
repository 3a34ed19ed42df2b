namespace LlmKit.Tokenization.Templates;

/// <summary>What a template is told besides the messages.</summary>
public sealed record ChatTemplateOptions
{
    public static ChatTemplateOptions Default { get; } = new();

    /// <summary>Whether the text ends with the head of an answer, so that the model goes on with the answer.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>Whether the text ends with the last message's content, so that the model goes on with that message.</summary>
    public bool ContinueLastMessage { get; init; }

    /// <summary>The tools that may be called, as a JSON list; null means none.</summary>
    public string? Tools { get; init; }

    /// <summary>Documents to answer from, as a JSON list; null means none.</summary>
    public string? Documents { get; init; }

    /// <summary>
    /// Further variables, such as <c>enable_thinking</c>. A value is null, a text, true, false, a number, a
    /// <see cref="System.Text.Json.JsonElement"/>, or a list or dictionary of these.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();

    /// <summary>What <c>strftime_now</c> reads.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;
}
