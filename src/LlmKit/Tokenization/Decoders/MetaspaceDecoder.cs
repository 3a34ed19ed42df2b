using System.Text.Json;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Makes spaces of what stands for them, and drops the one that encoding set before the text.</summary>
public sealed class MetaspaceDecoder(char replacement = '▁', PrependScheme prepends = PrependScheme.Always, bool cuts = true) : Decoder
{
    public char Replacement { get; } = replacement;

    public PrependScheme Prepends { get; } = prepends;

    internal override string Type => "Metaspace";

    internal override List<string> Step(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            tokens[i] = i == 0 && Prepends != PrependScheme.Never
                ? tokens[i].Replace(Replacement.ToString(), "", StringComparison.Ordinal)
                : tokens[i].Replace(Replacement, ' ');
        }

        return tokens;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("replacement", Replacement.ToString());
        json.WriteString("prepend_scheme", Prepends.ToString().ToLowerInvariant());
        json.WriteBoolean("split", cuts);
    }
}
