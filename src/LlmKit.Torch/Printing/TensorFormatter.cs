using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>One form of a tensor for notebook engines, which know the two public members by their
/// names.</summary>
internal sealed class TensorFormatter(string mimeType, Func<Tensor, TensorPrinting, string> form)
{
    public string MimeType => mimeType;

    /// <summary>Writes the tensor; false when the value is none.</summary>
    public bool Format(object value, TextWriter writer)
    {
        if (value is not Tensor tensor) return false;

        writer.Write(form(tensor, TensorPrinting.Default));
        return true;
    }
}
