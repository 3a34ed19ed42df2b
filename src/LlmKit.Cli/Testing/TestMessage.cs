using System.Text.Json;

namespace LlmKit.Cli.Testing;

/// <summary>What a test program says while it runs, one JSON object a line (xunit.v3's <c>-automated</c> mode).</summary>
public abstract record TestMessage
{
    private TestMessage() { }

    public sealed record Started(string Id, string Name) : TestMessage;

    public sealed record Passed(string Id) : TestMessage;

    /// <summary>A failed test, or, with no id, a failure outside of any test (a fixture, the discovery).</summary>
    public sealed record Failed(string? Id, string Reason, string StackTrace) : TestMessage;

    public sealed record Skipped(string Id, string Reason) : TestMessage;

    /// <summary>The message in <paramref name="line"/>; null for messages that the count does not need.</summary>
    /// <exception cref="JsonException">The line is something else: text that a library printed.</exception>
    public static TestMessage? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("$type", out var type))
            throw new JsonException("a JSON value that is not a message");

        string Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
        string Lines(string name) =>
            root.TryGetProperty(name, out var values)
                ? string.Join('\n', values.EnumerateArray().Select(value => value.GetString()).Where(t => t is not null))
                : "";

        return type.GetString() switch
        {
            "test-starting" => new Started(Text("TestUniqueID"), Text("TestDisplayName")),
            "test-passed" => new Passed(Text("TestUniqueID")),
            "test-skipped" => new Skipped(Text("TestUniqueID"), Text("Reason")),
            "test-failed" => new Failed(Text("TestUniqueID"), Lines("Messages"), Lines("StackTraces")),
            "error-message" => new Failed(null, Lines("Messages"), Lines("StackTraces")),
            { } other when other.EndsWith("-cleanup-failure", StringComparison.Ordinal) =>
                new Failed(null, Lines("Messages"), Lines("StackTraces")),
            _ => null,
        };
    }
}
