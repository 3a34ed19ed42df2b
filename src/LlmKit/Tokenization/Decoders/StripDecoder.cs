using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Drops up to so many of a character at the ends of every token.</summary>
public sealed class StripDecoder(char content, int start, int stop) : Decoder
{
    public char Content { get; } = content;

    /// <summary>How many at the start, at most.</summary>
    public int Start { get; } = start;

    /// <summary>How many at the end, at most.</summary>
    public int Stop { get; } = stop;

    internal override string Type => "Strip";

    internal override List<string> Step(List<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var (from, to) = (0, token.Length);
            while (from < to && from < Start && token[from] == Content) from++;
            while (to > from && token.Length - to < Stop && token[to - 1] == Content) to--;
            tokens[i] = token[from..to];
        }

        return tokens;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("content", Content.ToString());
        json.WriteNumber("start", Start);
        json.WriteNumber("stop", Stop);
    }
}
