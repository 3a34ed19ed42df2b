using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Makes a space of what ends a word, and nothing of the last.</summary>
public sealed class BytePairDecoder(string suffix = "</w>") : Decoder
{
    public string Suffix { get; } = suffix;

    internal override string Type => "BPEDecoder";

    internal override List<string> Step(List<string> tokens)
    {
        for (var i = 0; Suffix.Length > 0 && i < tokens.Count; i++)
            tokens[i] = tokens[i].Replace(Suffix, i == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal);
        return tokens;
    }

    internal override void WriteMembers(Utf8JsonWriter json) => json.WriteString("suffix", Suffix);
}
