using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization.Decoders;

/// <summary>Makes text of tokens such as &lt;0xE4&gt; in a row; when their bytes are no UTF-8, U+FFFD of each.</summary>
public sealed class ByteFallbackDecoder : Decoder
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    internal override string Type => "ByteFallback";

    internal override List<string> Step(List<string> tokens)
    {
        var texts = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
                && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                continue;
            }

            Flush();
            texts.Add(token);
        }

        Flush();
        return texts;

        void Flush()
        {
            if (bytes.Count == 0) return;
            try
            {
                texts.Add(s_strict.GetString([.. bytes]));
            }
            catch (DecoderFallbackException)
            {
                texts.Add(new string('\ufffd', bytes.Count));
            }

            bytes.Clear();
        }
    }
}
