using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook;

/// <summary>What every cell can call without a prefix, spelled as notebooks of .NET Interactive have it.</summary>
public static class Kernel
{
    private static readonly List<IDisposable> s_kept = [];
    private static int s_displayed;

    /// <summary>Where outputs of the running cell go.</summary>
    internal static Action<CellOutput>? Outputs { get; set; }

    /// <summary>Asks the user: a prompt, and whether the answer must not be seen. Null where nobody can be asked.</summary>
    internal static Func<string, bool, Task<string>>? Asked { get; set; }

    /// <summary>Connections to the client's page; null where there is none.</summary>
    public static CommHub? Comms { get; internal set; }

    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="mimeTypes">Only these forms; all that the value has when none is given.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var shown = new DisplayedValue($"display-{Interlocked.Increment(ref s_displayed)}", mimeTypes);
        Outputs?.Invoke(new CellOutput.Displayed(Formatter.Format(value, mimeTypes), shown.DisplayId));
        return shown;
    }

    /// <summary>Takes away what the running cell has shown.</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => Outputs?.Invoke(new CellOutput.Cleared(wait));

    /// <summary>Markup to show as it is.</summary>
    public static HtmlString HTML(string content) => new(content);

    /// <summary>Asks the user for a line of text.</summary>
    /// <exception cref="NotSupportedException">Nobody can be asked here.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => Ask(prompt, typeHint == "password");

    /// <summary>Asks the user for a text that is not shown while it is typed.</summary>
    /// <inheritdoc cref="GetInputAsync"/>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") => new(await Ask(prompt, isSecret: true));

    private static Task<string> Ask(string prompt, bool isSecret) => Asked is { } asked
        ? asked(prompt, isSecret)
        : throw new NotSupportedException("Nobody can be asked: the notebook runs without a client. Put the value into the code, or run the notebook in Jupyter or VS Code.");

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

    internal static void Update(string id, object? value, string[] mimeTypes) =>
        Outputs?.Invoke(new CellOutput.Updated(Formatter.Format(value, mimeTypes), id));
}

/// <summary>A secret that is not shown by accident.</summary>
public sealed class PasswordString(string password)
{
    public string GetClearTextPassword() => password;

    public override string ToString() => "********";
}

/// <summary>Markup to show as it is, not as text.</summary>
public sealed record HtmlString(string Content)
{
    public override string ToString() => Content;
}

/// <summary>Something on show that can be replaced.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string id, string[] mimeTypes)
    {
        DisplayId = id;
        _mimeTypes = mimeTypes;
    }

    public string DisplayId { get; }

    public void Update(object? updatedValue) => Kernel.Update(DisplayId, updatedValue, _mimeTypes);
}

/// <summary><c>value.Display()</c></summary>
public static class DisplayExtensions
{
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    public static DisplayedValue DisplayAs(this string value, string mimeType) => Kernel.display(new RawContent(mimeType, value));
}

/// <summary>Text that already is in the form of a MIME type.</summary>
internal sealed record RawContent(string MimeType, string Content);
