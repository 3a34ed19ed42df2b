namespace LlmKit.Tokenization;

/// <summary>What Unicode calls white space.</summary>
internal static class Spaces
{
    public static bool IsSpace(int code) => code <= 0xFFFF && char.IsWhiteSpace((char)code);
}
