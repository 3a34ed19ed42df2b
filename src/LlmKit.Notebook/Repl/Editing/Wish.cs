namespace LlmKit.Notebook.Repl.Editing;

/// <summary>What a key asks for that the editor itself cannot do.</summary>
internal enum Wish
{
    Nothing,

    /// <summary>The text is entered.</summary>
    Enter,

    /// <summary>Ctrl-C: the text is thrown away.</summary>
    Interrupt,

    /// <summary>Ctrl-D: there will be no more.</summary>
    Leave,

    /// <summary>Ctrl-L: a clean screen.</summary>
    Clear,

    /// <summary>Ctrl-Z: back to the shell for a while.</summary>
    Suspend,

    /// <summary>F1: what is known of the name at the caret.</summary>
    Document,
}
