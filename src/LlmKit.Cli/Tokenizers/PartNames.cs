using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Cli.Tokenizers;

/// <summary>The steps of a tokenizer in words.</summary>
internal static class PartNames
{
    public static string Of(Normalizer? part) => part is NormalizerSequence all ? Join(all.Steps.Select(Of)) : NameOf(part);

    public static string Of(PreTokenizer? part) => part is PreTokenizerSequence all ? Join(all.Steps.Select(Of)) : NameOf(part);

    public static string Of(Decoder? part) => part is DecoderSequence all ? Join(all.Steps.Select(Of)) : NameOf(part);

    public static string Of(PostProcessor? part) => part switch
    {
        ProcessorSequence all => Join(all.Steps.Select(Of)),
        TemplateProcessing template => string.Join(' ', template.Single.Select(step => step is TemplatePart.Special special ? special.Name : "text")),
        _ => NameOf(part),
    };

    private static string Join(IEnumerable<string> names) => string.Join(" → ", names);

    private static string NameOf(object? part) => part switch
    {
        null => "–",
        UnicodeNormalizer unicode => unicode.Form.ToString(),
        _ => part.GetType().Name,
    };
}
