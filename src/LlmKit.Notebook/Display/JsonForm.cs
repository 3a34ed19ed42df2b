using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmKit.Notebook.Display;

/// <summary>Values as JSON, for clients that browse it.</summary>
internal static class JsonForm
{
    private const int MostBytes = 5_000_000, MostUnasked = 500_000;

    private static readonly JsonSerializerOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    /// <summary>JSON that is worth sending unasked; null when it is much.</summary>
    public static string? Short(object json)
    {
        try
        {
            var text = Of(json);
            return text.Length <= MostUnasked ? text : null;
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="InvalidOperationException">It is too much.</exception>
    public static string Of(object? value)
    {
        using var bytes = new BoundedStream(MostBytes);
        JsonSerializer.Serialize(bytes, value is JsonDocument document ? document.RootElement : value, s_options);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    // An endless sequence ends here.
    private sealed class BoundedStream(int most) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        private void Check(int count)
        {
            if (Length + count > most)
                throw new InvalidOperationException(
                    $"The JSON is longer than {most / 1_000_000} MB. Show a part of the value.");
        }
    }
}
