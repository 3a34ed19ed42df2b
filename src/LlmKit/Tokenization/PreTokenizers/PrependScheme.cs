namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Where text that starts without a space gets one.</summary>
public enum PrependScheme
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>At the start of the whole text, not after an added token within it.</summary>
    First,

    /// <summary>At the start, and after each added token.</summary>
    Always,
}
