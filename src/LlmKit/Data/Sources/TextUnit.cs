namespace LlmKit.Data.Sources;

/// <summary>What one sample is in a plain text file.</summary>
public enum TextUnit
{
    /// <summary>Each line that is not blank.</summary>
    Line,

    /// <summary>Each run of lines between blank ones.</summary>
    Paragraph,

    /// <summary>The whole file.</summary>
    File,
}
