using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>The elements of a tensor as texts of one width, in the form that suits them all.</summary>
/// <param name="Texts">Row by row, each padded on the left to <paramref name="Width"/>.</param>
/// <param name="Width">Characters of the widest finite element.</param>
internal sealed record ElementText(string[] Texts, int Width)
{
    private const int UsualPrecision = 4;

    public static ElementText Of(Tensor tensor, TensorPrinting printing)
    {
        var hasFractions = tensor.dtype.is_floating_point() || tensor.dtype.is_complex();
        if (hasFractions && printing.FloatFormat is not null)
            return Padded(FormattedNumbers.Of(tensor, NumberSpelling.Python, printing));

        if (tensor.dtype.is_complex())
        {
            var (real, imaginary) = Elements.Complex(tensor);
            return Complex(Real(real, printing), Real(imaginary, printing));
        }

        if (tensor.dtype.is_floating_point()) return Real(Elements.Real(tensor), printing);

        var whole = Elements.Whole(tensor);
        return Padded(tensor.dtype == ScalarType.Bool
            ? [.. whole.Select(x => x != 0 ? "True" : "False")]
            : [.. whole.Select(x => x.ToString(CultureInfo.InvariantCulture))]);
    }

    // Zeros, NaN and the infinities have no say in the form, nor in the width.
    private static ElementText Real(double[] values, TensorPrinting printing)
    {
        var telling = values.Where(x => double.IsFinite(x) && x != 0).ToArray();
        var form = Form(telling, printing);
        var width = telling.Length == 0 ? 1 : telling.Max(x => form(x).Length);
        return new([.. values.Select(x => form(x).PadLeft(width))], width);
    }

    private static Func<double, string> Form(double[] telling, TensorPrinting printing)
    {
        var whole = telling.All(x => x == Math.Ceiling(x));
        var (least, most) = telling.Length == 0 ? (1, 1) : (telling.Min(Math.Abs), telling.Max(Math.Abs));
        var scientific =
            printing.Scientific ?? (most / least > 1000 || most > 1e8 || (!whole && least < 1e-4));
        var precision = printing.Precision ?? UsualPrecision;
        if (scientific) return x => Decimals.Scientific(x, precision);
        if (whole) return x => double.IsFinite(x) ? Decimals.Fixed(x, 0) + "." : Decimals.Fixed(x, 0);
        return x => Decimals.Fixed(x, precision);
    }

    private static ElementText Complex(ElementText real, ElementText imaginary)
    {
        var texts = real.Texts.Zip(imaginary.Texts.Select(text => text.TrimStart()),
            (re, im) => im.StartsWith('-') ? $"{re}{im}j" : $"{re}+{im}j");
        return new([.. texts], real.Width + imaginary.Width + 1);
    }

    private static ElementText Padded(string[] texts)
    {
        var width = texts.Max(text => text.Length);
        return new([.. texts.Select(text => text.PadLeft(width))], width);
    }
}
