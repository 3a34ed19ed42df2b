using System.Text.Json;

namespace LlmKit.Notebook.Jupyter;

/// <summary>A message from a client (Jupyter messaging protocol 5.4).</summary>
/// <param name="Identities">Frames before the delimiter: where a reply goes.</param>
/// <param name="Header">The header as it came; it is the parent header of every answer.</param>
/// <param name="Type">The header's <c>msg_type</c>.</param>
/// <param name="Id">The header's <c>msg_id</c>.</param>
/// <param name="Session">The header's <c>session</c>.</param>
/// <param name="ParentId">The parent header's <c>msg_id</c>; empty for a request.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Identities, byte[] Header, string Type, string Id, string Session, string ParentId, JsonElement Content)
{
    /// <summary>A text in the content, or a default when it is not there.</summary>
    public string Text(string name, string or = "") =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : or;

    public bool Flag(string name, bool or) => !Content.TryGetProperty(name, out var value) ? or : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => or,
    };

    public int Number(string name, int or = 0) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : or;
}
