using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Where a client waits for its kernel: the file that Jupyter passes as <c>{connection_file}</c>.</summary>
/// <param name="Key">Secret that signs the messages; empty for none.</param>
public sealed record ConnectionFile(
    [property: JsonPropertyName("transport")] string Transport,
    [property: JsonPropertyName("ip")] string Ip,
    [property: JsonPropertyName("shell_port")] int ShellPort,
    [property: JsonPropertyName("iopub_port")] int IopubPort,
    [property: JsonPropertyName("stdin_port")] int StdinPort,
    [property: JsonPropertyName("control_port")] int ControlPort,
    [property: JsonPropertyName("hb_port")] int HeartbeatPort,
    [property: JsonPropertyName("key")] string Key = "",
    [property: JsonPropertyName("signature_scheme")] string SignatureScheme = "hmac-sha256",
    [property: JsonPropertyName("kernel_name")] string? KernelName = null)
{
    private const int MostBytes = 1 << 20;

    /// <exception cref="InvalidDataException">The file holds no connection, or one that this kernel cannot speak.</exception>
    public static ConnectionFile Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes } file)
            throw new InvalidDataException($"{path} is {file.Length} bytes long. A connection file has less than {MostBytes}.");

        ConnectionFile? connection;
        try
        {
            connection = JsonSerializer.Deserialize(File.ReadAllText(path), JupyterSerialization.Default.ConnectionFile);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no connection file: {e.Message}", e);
        }

        return (connection ?? throw new InvalidDataException($"{path} is no connection file: it holds null.")).Checked(path);
    }

    /// <summary>The address of a port.</summary>
    public string Address(int port) => Transport == "ipc" ? $"ipc://{Ip}-{port}" : $"tcp://{Ip}:{port}";

    private ConnectionFile Checked(string path)
    {
        if (Transport is not ("tcp" or "ipc")) throw Refused($"transport \"{Transport}\"", "It must be tcp or ipc.");
        if (string.IsNullOrEmpty(Ip)) throw Refused("no ip", "It names the address to listen on, such as 127.0.0.1.");
        if (Key.Length > 0 && SignatureScheme != "hmac-sha256") throw Refused($"signature_scheme \"{SignatureScheme}\"", "This kernel signs with hmac-sha256.");
        foreach (var (name, port) in new[]
                 {
                     ("shell_port", ShellPort), ("iopub_port", IopubPort), ("stdin_port", StdinPort), ("control_port", ControlPort), ("hb_port", HeartbeatPort),
                 })
        {
            if (port is < 1 or > 65535) throw Refused($"{name} {port}", "Ports go from 1 to 65535.");
        }

        return this;

        InvalidDataException Refused(string what, string rule) => new($"{path} has {what}. {rule}");
    }
}

[JsonSerializable(typeof(ConnectionFile))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
internal sealed partial class JupyterSerialization : JsonSerializerContext;
