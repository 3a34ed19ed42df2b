namespace LlmKit.Notebook;

/// <summary>The running cell, spelled as notebooks of .NET Interactive have it.</summary>
public class KernelInvocationContext
{
    private protected KernelInvocationContext()
    {
    }

    public static KernelInvocationContext Current { get; } = new();

    /// <summary>Is cancelled when the cell is asked to stop: for calls that take a token, such as
    /// <c>Parallel.For</c>, a download or a training loop.</summary>
    public CancellationToken CancellationToken => Kernel.Stopping;

    /// <inheritdoc cref="Kernel.display"/>
    public DisplayedValue Display(object? value, params string[] mimeTypes) =>
        Kernel.display(value, mimeTypes);

    /// <inheritdoc cref="DisplayExtensions.DisplayAs"/>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);
}
