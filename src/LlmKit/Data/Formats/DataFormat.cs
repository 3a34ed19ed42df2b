namespace LlmKit.Data.Formats;

/// <summary>How a row spells a sample. Every format may also have the columns <c>images</c>, <c>videos</c>,
/// <c>audios</c> with lists of files.</summary>
public enum DataFormat
{
    /// <summary><c>messages: [{role, content}]</c>: the only format that holds every sample.</summary>
    Messages,

    /// <summary><c>query</c>, <c>response</c>, <c>system</c>, <c>history: [[query, response]]</c>.</summary>
    QueryResponse,

    /// <summary>ShareGPT as its users export it: <c>conversations: [{from, value}]</c>.</summary>
    ShareGpt,

    /// <summary>ShareGPT as ms-swift documents it: <c>conversation: [{human, assistant}]</c>.</summary>
    ShareGptPairs,

    /// <summary><c>instruction</c>, <c>input</c>, <c>output</c>.</summary>
    Alpaca,

    /// <summary><c>text</c> alone, for pre-training.</summary>
    Text,

    /// <summary><c>messages</c> and <c>label</c>, the number or name of a class.</summary>
    Classification,

    /// <summary><c>messages</c>, <c>positive_messages</c>, <c>negative_messages</c>, <c>label</c> from 0 to 1.</summary>
    Embedding,

    /// <summary><c>messages</c> and <c>rejected_response</c> or <c>rejected_messages</c>.</summary>
    Preference,

    /// <summary><c>messages</c> and <c>label</c>, true or false.</summary>
    Kto,

    /// <summary><c>messages</c> that end with the user's question.</summary>
    Prompts,
}
