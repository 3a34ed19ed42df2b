using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Whatever stands between occurrences of one character.</summary>
public sealed class CharDelimiterSplit(char delimiter) : PreTokenizer
{
    public char Delimiter { get; } = delimiter;

    internal override string Type => "CharDelimiterSplit";

    internal override void Cut(AlignedText text) => Cutter.At(text, code => code == Delimiter, SplitBehavior.Removed);

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteString("delimiter", Delimiter.ToString());
}
