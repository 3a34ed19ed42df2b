using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.Normalizers;

/// <summary>Brings the text into a Unicode normalisation form: NFC, NFD, NFKC or NFKD.</summary>
public sealed class UnicodeNormalizer(UnicodeForm form) : Normalizer
{
    public UnicodeForm Form { get; } = form;

    internal override string Type => Form switch
    {
        UnicodeForm.Composed => "NFC",
        UnicodeForm.Decomposed => "NFD",
        UnicodeForm.CompatiblyComposed => "NFKC",
        _ => "NFKD",
    };

    internal override void Normalize(AlignedText text)
    {
        if (Normalization.IsPlain(text.Text, Form)) return;
        Normalization.Rewrite(text.Text, Form, text.Copy, text.Put);
        text.Commit();
    }
}
