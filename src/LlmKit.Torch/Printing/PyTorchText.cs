using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A tensor as PyTorch prints it: <c>tensor([[1.0000, 2.5000], …], dtype=torch.float64,
/// requires_grad=True)</c>.
/// </summary>
internal static class PyTorchText
{
    private const string Head = "tensor(";
    private const int UsualWidth = 80;

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        var body = tensor.device_type == DeviceType.META ? "..."
            : tensor.numel() == 0 ? "[]"
            : Body(tensor, printing);
        return WithFacts(body, Facts(tensor), printing.LineWidth ?? UsualWidth);
    }

    private static string Body(Tensor tensor, TensorPrinting printing)
    {
        var excerpt = Excerpt.Of(tensor, printing);
        var elements = ElementText.Of(excerpt.Shown, printing);
        if (tensor.ndim == 0) return elements.Texts[0];

        var (dimensions, indent) = (excerpt.Ends.Length, Head.Length + excerpt.Ends.Length);
        var room = (printing.LineWidth ?? UsualWidth) - indent + 1;
        var perLine = Math.Max(1, room / (elements.Width + 2));
        return new NestedText(excerpt, elements.Texts)
        {
            Open = '[',
            Close = ']',
            Between = dimension => "," + new string('\n', dimensions - dimension - 1) +
                new string(' ', Head.Length + dimension + 1),
            Row = (words, end) => string.Join(",\n" + new string(' ', indent),
                WithDots(words, end).Chunk(perLine).Select(line => string.Join(", ", line))),
        }.ToString();
    }

    private static string[] WithDots(string[] words, int end) =>
        end == 0 ? words : [.. words[..end], " ...", .. words[end..]];

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
