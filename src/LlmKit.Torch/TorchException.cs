using System.Runtime.InteropServices;

namespace LlmKit.Torch;

/// <summary>
/// libtorch refused a call. The message names the operator, the arguments as they were given (dtype and shape of
/// each tensor) and libtorch's reason; the process goes on.
/// </summary>
/// <remarks>Derives from <see cref="ExternalException"/>, which is what TorchSharp throws.</remarks>
public sealed class TorchException : ExternalException
{
    public TorchException(string call, string reason) : base($"{call}: {Shorten(reason)}")
    {
        Call = call;
        Reason = Shorten(reason);
    }

    public TorchException() : this("torch", "unknown error")
    {
    }

    public TorchException(string message) : this("torch", message)
    {
    }

    public TorchException(string message, Exception inner) : base(message, inner)
    {
        Call = "";
        Reason = message;
    }

    /// <summary>The operator with its arguments, such as <c>matmul(float32[2, 3], float32[2, 3])</c>.</summary>
    public string Call { get; }

    /// <summary>libtorch's own words.</summary>
    public string Reason { get; }

    // A missing kernel makes libtorch list every kernel it has, with source lines of its build.
    private static string Shorten(string reason)
    {
        reason = reason.Trim();
        foreach (var mark in s_noise)
        {
            var cut = reason.IndexOf(mark, StringComparison.Ordinal);
            if (cut > 0) reason = reason[..cut].TrimEnd();
        }

        return reason;
    }

    private static readonly string[] s_noise =
    [
        " This could be because the operator doesn't exist for this backend",
        "\nException raised from",
        "\n\nCPU: registered at",
    ];
}
