using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Reads the characters of the <see cref="ByteAlphabet"/> as bytes and those as UTF-8; what is none becomes U+FFFD.</summary>
public sealed class ByteLevelDecoder : Decoder
{
    internal override string Type => "ByteLevel";

    internal override List<string> Step(List<string> tokens)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var token in tokens)
        {
            var span = bytes.GetSpan(Math.Max(1, token.Length * 3));
            var count = 0;
            foreach (var unit in token)
            {
                if (ByteAlphabet.ByteOf(unit) is not (var value and >= 0))
                {
                    // An added token is written as it is.
                    count = Encoding.UTF8.GetBytes(token, span);
                    break;
                }

                span[count++] = (byte)value;
            }

            bytes.Advance(count);
        }

        return [Encoding.UTF8.GetString(bytes.WrittenSpan)];
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("add_prefix_space", true);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
    }
}
