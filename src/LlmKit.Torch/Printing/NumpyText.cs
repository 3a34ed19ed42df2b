using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// The elements of a tensor as <c>print</c> shows the same array of NumPy. NumPy has no bfloat16:
/// its numbers are printed as float32.
/// </summary>
internal static class NumpyText
{
    private const int UsualWidth = 75;

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        if (tensor.device_type == DeviceType.META) return "...";
        if (tensor.numel() == 0) return "[]";

        var excerpt = Excerpt.Of(tensor, printing);
        if (tensor.ndim == 0 && printing.FloatFormat is null) return NumpyScalar.Of(tensor);

        var words = Words(excerpt.Shown, printing);
        if (tensor.ndim == 0) return words[0];

        var (dimensions, width) = (excerpt.Ends.Length, printing.LineWidth ?? UsualWidth);
        return new NestedText(excerpt, words)
        {
            Open = '[',
            Close = ']',
            Between = dimension =>
                new string('\n', dimensions - dimension - 1) + new string(' ', dimension + 1),
            Row = (row, end) => Lines.Flow(end == 0 ? row : [.. row[..end], "...", .. row[end..]], dimensions,
                width - dimensions),
        }.ToString();
    }

    private static string[] Words(Tensor shown, TensorPrinting printing)
    {
        if (shown.dtype == ScalarType.Bool)
            return [.. Elements.Whole(shown).Select(x => x != 0 ? " True" : "False")];

        var hasFractions = shown.dtype.is_floating_point() || shown.dtype.is_complex();
        if (!hasFractions || printing.FloatFormat is not null)
            return Aligned(FormattedNumbers.Of(shown, NumberSpelling.Python, printing));

        if (!shown.dtype.is_complex())
        {
            var numbers = Elements.Real(shown);
            return [.. numbers.Select(new NumpyFloats(numbers, shown.dtype, printing).Word)];
        }

        var (real, imaginary) = Elements.Complex(shown);
        var (first, second) = (new NumpyFloats(real, shown.dtype, printing),
            new NumpyFloats(imaginary, shown.dtype, printing, signed: true));
        return [.. real.Zip(imaginary, (re, im) => first.Word(re) + Marked(second.Word(im)))];
    }

    // The j stands behind the last digit, before the spaces that fill up the column.
    private static string Marked(string imaginary) => imaginary.Insert(imaginary.TrimEnd().Length, "j");

    private static string[] Aligned(string[] words)
    {
        var width = words.Max(word => word.Length);
        return [.. words.Select(word => word.PadLeft(width))];
    }
}
