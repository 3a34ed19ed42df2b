namespace LlmKit.Notebook.Repl.Screen;

/// <summary>What a piece of the screen is, which decides how it looks.</summary>
internal enum Ink
{
    Plain,
    Prompt,
    Result,
    Keyword,
    Text,
    Number,
    Comment,
    Type,
    Method,

    /// <summary>A bracket whose other half the caret is at.</summary>
    Bracket,
    Menu,
    Chosen,

    /// <summary>What helps and is not the user's own.</summary>
    Hint,

    /// <summary>The part of a hint that matters now.</summary>
    Marked,
    Failure,
}
