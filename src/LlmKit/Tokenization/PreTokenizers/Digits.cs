using System.Globalization;
using System.Text.Json;
using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Cuts numbers from what stands around them, or every digit for itself.</summary>
public sealed class Digits(bool individually = false) : PreTokenizer
{
    public bool Individually { get; } = individually;

    internal override string Type => "Digits";

    internal override void Cut(AlignedText text) =>
        Cutter.At(text, IsNumeric, Individually ? SplitBehavior.Isolated : SplitBehavior.Contiguous);

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteBoolean("individual_digits", Individually);

    private static bool IsNumeric(int code) => code < 128
        ? code is >= '0' and <= '9'
        : UnicodeDatabase.Instance.Category(code) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber;
}
