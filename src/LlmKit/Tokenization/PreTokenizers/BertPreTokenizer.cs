using System.Globalization;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>BERT's way: words between spaces, and every punctuation mark for itself.</summary>
public sealed class BertPreTokenizer : PreTokenizer
{
    internal override string Type => "BertPreTokenizer";

    internal override void Cut(AlignedText text)
    {
        Cutter.At(text, Spaces.IsSpace, SplitBehavior.Removed);
        Cutter.At(text, IsPunctuation, SplitBehavior.Isolated);
    }

    /// <summary>Every ASCII sign that is no letter, digit or space, and what Unicode calls punctuation.</summary>
    internal static bool IsPunctuation(int code) => code < 128
        ? char.IsAscii((char)code) && code > ' ' && code < 127 && !char.IsAsciiLetterOrDigit((char)code)
        : UnicodeDatabase.Instance.Category(code) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;
}
