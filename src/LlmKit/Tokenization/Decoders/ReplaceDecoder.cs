using System.Text.Json;
using LlmKit.Tokenization.Normalizers;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Sets one text in place of every match, token by token.</summary>
public sealed class ReplaceDecoder(SearchPattern pattern, string content) : Decoder
{
    private readonly Replace _replace = new(pattern, content);

    internal override string Type => "Replace";

    internal override List<string> Step(List<string> tokens) => [.. tokens.Select(_replace.Apply)];

    internal override void WriteMembers(Utf8JsonWriter json) => _replace.WriteMembers(json);
}
