using LlmKit.Notebook.Debugging;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook;

/// <summary>What every cell can call without a prefix, spelled as notebooks of .NET Interactive have
/// it.</summary>
public class Kernel
{
    private static readonly List<IDisposable> s_kept = [];
    private static int s_displayed;

    private protected Kernel()
    {
    }

    /// <summary>Connections to the client's page; null where there is none.</summary>
    public static CommHub? Comms { get; internal set; }

    /// <summary>Where outputs of the running cell go.</summary>
    internal static Action<CellOutput>? Outputs { get; set; }

    /// <summary>Asks the user: a prompt, and whether the answer must not be seen. Null where nobody can be
    /// asked.</summary>
    internal static Func<string, bool, Task<string>>? Asked { get; set; }

    /// <summary>Is cancelled when the running cell is asked to stop.</summary>
    internal static CancellationToken Stopping { get; set; }

    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="mimeTypes">Only these forms, and plain text; those that its type prefers when none is
    /// given.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        foreach (var mimeType in mimeTypes) MimeBundle.Check(mimeType);
        var forms = Formatter.Format(value, mimeTypes);
        var id = $"display-{Interlocked.Increment(ref s_displayed)}";
        Outputs?.Invoke(new CellOutput.Displayed(forms, id));
        return new(id, value, mimeTypes, forms);
    }

    /// <summary>Takes away what the running cell has shown.</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => Outputs?.Invoke(new CellOutput.Cleared(wait));

    /// <summary>Markup to show as it is.</summary>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>Text in Markdown.</summary>
    public static MarkdownText Markdown(string content) => new(content);

    /// <summary>Runs a script in the client's page.</summary>
    public static void Javascript(string content) =>
        display(new RawContent("application/javascript", content));

    /// <summary>Adds a style sheet to the client's page, for as long as the output stands there.</summary>
    public static void CSS(string content) => display(new HtmlString($"<style>{content}</style>"));

    /// <summary>Asks the user for a line of text.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked here.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") =>
        Ask(prompt, typeHint == "password");

    /// <summary>Asks the user for a text that is not shown while it is typed.</summary>
    /// <inheritdoc cref="GetInputAsync"/>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") =>
        new(await Ask(prompt, isSecret: true));

    /// <summary>Stops here when the cell runs under <c>#!debug</c>, and lets the user look around.</summary>
    public static void Breakpoint() => DebugPoint.Here();

    /// <summary>Keeps something until the engine ends, and disposes it then.</summary>
    public static void DisposeAtEnd(IDisposable? value)
    {
        if (value is null) return;
        lock (s_kept) s_kept.Add(value);
    }

    internal static void DisposeKept()
    {
        lock (s_kept)
        {
            for (var i = s_kept.Count - 1; i >= 0; i--) s_kept[i].Dispose();
            s_kept.Clear();
        }
    }

    internal static void Update(string id, MimeBundle forms) =>
        Outputs?.Invoke(new CellOutput.Updated(forms, id));

    private static Task<string> Ask(string prompt, bool isSecret) => Asked is { } asked
        ? asked(prompt, isSecret)
        : throw new NotSupportedException(
            "Nobody can be asked: the notebook runs without a client. Put the value into the code, or run the notebook "
            + "in Jupyter or VS Code.");
}
