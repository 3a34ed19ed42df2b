using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Tests.Tokenization;

/// <summary>
/// Hugging Face's own tokenizers (in Rust, version 0.22.2, by npm), asked through node. From 0.23 on windows of what truncation cuts off
/// are missing there (its issue 2091); ids, and the speed, were the same.
/// </summary>
internal sealed class RustTokenizers : IDisposable
{
    private static readonly JsonSerializerOptions s_names = new(JsonSerializerDefaults.Web);

    private readonly Process _node;

    private RustTokenizers(Process node) => _node = node;

    /// <summary>Skips the test where there is no node or no package.</summary>
    public static RustTokenizers Start()
    {
        Peers.Require("@anush008/tokenizers");
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Golden/tokenizers.cjs") },
            Environment = { ["NODE_PATH"] = Peers.Modules },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        var node = Process.Start(start)!;
        node.BeginErrorReadLine();
        return new(node);
    }

    public Answer[] Encode(string file, IEnumerable<string> texts, bool addsSpecialTokens) =>
        Ask<Answer[]>(new() { ["file"] = file, ["texts"] = Texts(texts), ["special"] = addsSpecialTokens });

    public int[][] Ids(string file, IEnumerable<string> texts) =>
        [.. Ask<Answer[]>(new() { ["file"] = file, ["texts"] = Texts(texts), ["special"] = true, ["brief"] = true }).Select(answer => answer.Ids)];

    public string[] Decode(string file, IEnumerable<int[]> ids, bool skipsSpecial) => Ask<string[]>(new()
    {
        ["file"] = file,
        ["decode"] = JsonSerializer.SerializeToNode(ids),
        ["skip"] = skipsSpecial,
    });

    public T Ask<T>(JsonObject request)
    {
        _node.StandardInput.WriteLine(request.ToJsonString());
        var line = _node.StandardOutput.ReadLine() ?? throw new InvalidOperationException("node ended.");
        return line.StartsWith("""{"error":""", StringComparison.Ordinal)
            ? throw new InvalidOperationException(line)
            : JsonSerializer.Deserialize<T>(line, s_names)!;
    }

    public void Dispose()
    {
        if (!_node.HasExited) _node.StandardInput.Close();
        if (!_node.WaitForExit(5000)) _node.Kill();
        _node.Dispose();
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public sealed record Answer(
        int[] Ids, int[] Types, int[] Mask, int[] Special, int?[] Words, int[][] Offsets, string[] Tokens, Answer[] Overflow);
}
