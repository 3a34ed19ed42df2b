namespace LlmKit.Data.Packing;

/// <summary>What becomes of a sequence that is longer than a row.</summary>
public enum TooLong
{
    /// <summary>Packing ends with an error that names it.</summary>
    Refuse,

    /// <summary>It is cut into pieces as long as a row, and a rest. No token is lost; the pieces do not see each other.</summary>
    Cut,
}
