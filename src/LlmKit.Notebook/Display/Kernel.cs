using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook;

/// <summary>What every cell can call without a prefix, spelled as notebooks of .NET Interactive have it.</summary>
public static class Kernel
{
    private static readonly List<IDisposable> s_kept = [];
    private static int s_displayed;

    /// <summary>Where outputs of the running cell go.</summary>
    internal static Action<CellOutput>? Outputs { get; set; }

    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="mimeTypes">Only these forms; all that the value has when none is given.</param>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var shown = new DisplayedValue($"display-{Interlocked.Increment(ref s_displayed)}", mimeTypes);
        Outputs?.Invoke(new CellOutput.Displayed(Formatter.Format(value, mimeTypes), shown.DisplayId));
        return shown;
    }

    /// <summary>Markup to show as it is.</summary>
    public static HtmlString HTML(string content) => new(content);

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
