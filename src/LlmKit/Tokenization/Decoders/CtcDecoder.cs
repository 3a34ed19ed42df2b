using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>For speech models: equal neighbours are one, padding is silence.</summary>
public sealed class CtcDecoder(string padding = "<pad>", string wordDelimiter = "|", bool cleansUp = true) : Decoder
{
    internal override string Type => "CTC";

    internal override List<string> Step(List<string> tokens)
    {
        var texts = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && tokens[i] == tokens[i - 1]) continue;
            var text = padding.Length > 0 ? tokens[i].Replace(padding, "", StringComparison.Ordinal) : tokens[i];
            if (cleansUp)
            {
                text = WordPieceDecoder.CleanUp(text);
                if (wordDelimiter.Length > 0) text = text.Replace(wordDelimiter, " ", StringComparison.Ordinal);
            }

            if (text.Length > 0) texts.Add(text);
        }

        return texts;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("pad_token", padding);
        json.WriteString("word_delimiter_token", wordDelimiter);
        json.WriteBoolean("cleanup", cleansUp);
    }
}
