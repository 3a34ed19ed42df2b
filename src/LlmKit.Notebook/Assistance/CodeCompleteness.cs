namespace LlmKit.Notebook.Assistance;

/// <summary>Whether a text may be run as it is, in Jupyter's words.</summary>
public enum CompletenessStatus
{
    /// <summary>It can be run.</summary>
    Complete,

    /// <summary>More must follow.</summary>
    Incomplete,

    /// <summary>It has a mistake that nothing that follows can mend.</summary>
    Invalid,

    /// <summary>It is in another language.</summary>
    Unknown,
}

/// <summary>The answer of <see cref="Completeness"/>.</summary>
/// <param name="Indent">What the next line of an incomplete text should start with; otherwise empty.</param>
public sealed record CodeCompleteness(CompletenessStatus Status, string Indent);
