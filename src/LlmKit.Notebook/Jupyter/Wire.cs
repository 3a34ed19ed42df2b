using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Frames to messages and back, signed by HMAC-SHA256 over header, parent header, metadata and content.</summary>
/// <param name="key">The connection's key; without one nothing is signed or checked.</param>
internal sealed class Wire(string key)
{
    private const int MostSignatures = 65536;

    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _seenInOrder = [];

    /// <summary>Names this kernel's side in every header.</summary>
    public string Session { get; } = Guid.NewGuid().ToString();

    /// <exception cref="InvalidDataException">The message is malformed, not signed with the key, or came before.</exception>
    public JupyterMessage Parse(IReadOnlyList<byte[]> frames)
    {
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(s_delimiter)) delimiter++;
        if (frames.Count < delimiter + 6) throw new InvalidDataException($"A message of {frames.Count} frames. After {delimiter} identities it needs a delimiter, a signature and four parts.");

        var parts = frames.Skip(delimiter + 2).Take(4).ToArray();
        CheckSignature(frames[delimiter + 1], parts);
        try
        {
            var header = Document(parts[0], "header");
            var parent = Document(parts[1], "parent header");
            Document(parts[2], "metadata");
            return new(
                [.. frames.Take(delimiter)], parts[0], Required(header, "msg_type"), Required(header, "msg_id"),
                Optional(header, "session"), Optional(parent, "msg_id"), Document(parts[3], "content"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"A message is no JSON: {e.Message}", e);
        }
    }

    /// <param name="parent">The request's header; null for a message that answers nothing.</param>
    /// <param name="content">A JSON object.</param>
    /// <param name="metadata">A JSON object; empty unless given.</param>
    public List<ReadOnlyMemory<byte>> Frames(
        IEnumerable<byte[]> identities, string type, byte[]? parent, byte[] content, byte[]? metadata = null)
    {
        byte[][] parts = [Header(type), parent ?? s_empty, metadata ?? s_empty, content];
        return [.. identities, s_delimiter, Signature(parts), .. parts];
    }

    private byte[] Header(string type) => Json.Object(json =>
    {
        json.WriteString("msg_id", Guid.NewGuid());
        json.WriteString("session", Session);
        json.WriteString("username", "kernel");
        json.WriteString("date", DateTime.UtcNow);
        json.WriteString("msg_type", type);
        json.WriteString("version", JupyterKernel.ProtocolVersion);
    });

    private byte[] Signature(byte[][] parts)
    {
        if (_key.Length == 0) return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts) hash.AppendData(part);
        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
    }

    private void CheckSignature(byte[] given, byte[][] parts)
    {
        if (_key.Length == 0) return;
        if (!CryptographicOperations.FixedTimeEquals(given, Signature(parts)))
            throw new InvalidDataException("A message is not signed with this connection's key.");

        // Who listens in could send a signed message again.
        var signature = Encoding.ASCII.GetString(given);
        if (!_seen.Add(signature)) throw new InvalidDataException("A message came a second time.");
        _seenInOrder.Enqueue(signature);
        if (_seenInOrder.Count > MostSignatures) _seen.Remove(_seenInOrder.Dequeue());
    }

    private static JsonElement Document(byte[] part, string name)
    {
        if (!Utf8.IsValid(part)) throw new InvalidDataException($"The {name} is no UTF-8.");

        using var document = JsonDocument.Parse(Surrogates.Mended(part));
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new InvalidDataException($"The {name} is no JSON object but {document.RootElement.ValueKind}.");
    }

    private static string Required(JsonElement header, string name) =>
        Optional(header, name) is { Length: > 0 } text ? text : throw new InvalidDataException($"The header has no {name}.");

    private static string Optional(JsonElement header, string name) =>
        header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
