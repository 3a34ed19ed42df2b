using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A tensor as PyTorch prints it: <c>tensor([[1.0000, 2.5000], …], dtype=torch.float64,
/// requires_grad=True)</c>.
/// </summary>
internal static class TensorText
{
    private const string Head = "tensor(";

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        if (tensor.IsInvalid) return "a disposed tensor";

        var body = tensor.device_type == DeviceType.META ? "..."
            : tensor.numel() == 0 ? "[]"
            : Body(tensor, printing);
        return WithFacts(body, Facts(tensor), printing.LineWidth);
    }

    /// <summary>The elements that are shown, and for each dimension whether its middle is left out.</summary>
    internal static (Tensor Shown, bool[] Shortened) Edges(Tensor tensor, TensorPrinting printing)
    {
        var shortened = tensor.shape
            .Select(size => tensor.numel() > printing.Threshold && size > 2 * printing.EdgeItems).ToArray();
        var shown = tensor.detach();
        for (var dimension = 0; dimension < shortened.Length; dimension++)
        {
            if (!shortened[dimension]) continue;
            var rest = shown.size(dimension) - printing.EdgeItems;
            shown = cat(
                [shown.narrow(dimension, 0, printing.EdgeItems),
                    shown.narrow(dimension, rest, printing.EdgeItems)], dimension);
        }

        return (shown, shortened);
    }

    private static string Body(Tensor tensor, TensorPrinting printing)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (shown, shortened) = Edges(tensor, printing);
        var elements = ElementText.Of(shown, printing);
        if (shown.ndim == 0) return elements.Texts[0];

        var text = new StringBuilder();
        var position = 0;
        Write(text, shown.shape, shortened, elements, ref position, 0, Head.Length, printing);
        return text.ToString();
    }

    private static void Write(StringBuilder text, long[] shape, bool[] shortened, ElementText elements,
        ref int position,
        int dimension, int indent, TensorPrinting printing)
    {
        if (dimension == shape.Length - 1)
        {
            WriteRow(text, (int)shape[dimension], shortened[dimension], elements, ref position, indent,
                printing);
            return;
        }

        var between = "," + new string('\n', shape.Length - dimension - 1) + new string(' ', indent + 1);
        text.Append('[');
        for (var i = 0; i < shape[dimension]; i++)
        {
            if (i > 0) text.Append(between);
            if (shortened[dimension] && i == printing.EdgeItems) text.Append("...").Append(between);
            Write(text, shape, shortened, elements, ref position, dimension + 1, indent + 1, printing);
        }

        text.Append(']');
    }

    private static void WriteRow(StringBuilder text, int count, bool shortened, ElementText elements,
        ref int position,
        int indent, TensorPrinting printing)
    {
        var items = elements.Texts.AsSpan(position, count).ToArray().ToList();
        position += count;
        if (shortened) items.Insert(printing.EdgeItems, " ...");

        var perLine = Math.Max(1, (printing.LineWidth - indent) / (elements.Width + 2));
        text.Append('[');
        text.AppendJoin(",\n" + new string(' ', indent + 1),
            items.Chunk(perLine).Select(line => string.Join(", ", line)));
        text.Append(']');
    }

    private static IEnumerable<string> Facts(Tensor tensor)
    {
        var (type, usual, empty) = (tensor.dtype, get_default_dtype(), tensor.numel() == 0);
        var readable = type is ScalarType.Int64 or ScalarType.Bool ||
            (type, usual) is (ScalarType.ComplexFloat32, ScalarType.Float32)
                or (ScalarType.ComplexFloat64, ScalarType.Float64);
        var sized = tensor.device_type == DeviceType.META || (empty && tensor.ndim != 1);

        if (tensor.device_type != DeviceType.CPU) yield return $"device='{tensor.device}'";
        if (sized) yield return $"size={Tuple(tensor.shape)}";
        if (type != usual && (empty || !readable)) yield return $"dtype=torch.{type.TorchName()}";
        if (tensor.grad_fn is { } function) yield return $"grad_fn=<{function}>";
        else if (tensor.requires_grad) yield return "requires_grad=True";
    }

    private static string Tuple(long[] shape) =>
        shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    // A fact that does not fit behind the last line begins a new one.
    private static string WithFacts(string body, IEnumerable<string> facts, int lineWidth)
    {
        var text = new StringBuilder(Head).Append(body);
        var column = body.Length - body.LastIndexOf('\n') + 1;
        foreach (var fact in facts)
        {
            var fits = column + fact.Length + 2 <= lineWidth;
            text.Append(fits ? ", " : ",\n" + new string(' ', Head.Length)).Append(fact);
            column = fits ? column + fact.Length + 2 : Head.Length + fact.Length;
        }

        return text.Append(')').ToString();
    }
}
