using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>
/// A tensor as an array of C#: <c>[2], type = Float32, device = cpu, value = float [] {1f,
/// 2.5f}</c>. Numbers have 5 digits; the format <c>R</c> gives all of them.
/// </summary>
internal static class CSharpText
{
    private const int UsualWidth = 100;

    public static string Of(Tensor tensor, TensorPrinting printing)
    {
        var head = TensorText.Metadata(tensor);
        if (tensor.device_type == DeviceType.META) return head;

        var type = $"{Keyword(tensor.dtype)} [{new string(',', Math.Max(0, (int)tensor.ndim - 1))}]";
        if (tensor.numel() == 0) return $"{head}, value = {type} {{}}";

        var excerpt = Excerpt.Of(tensor, printing);
        var words = Words(excerpt.Shown, printing);
        if (tensor.ndim == 0) return $"{head}, value = {words[0]}";

        var suffix = Suffix(tensor.dtype);
        words = [.. words.Select(word => IsNumber(word) ? word + suffix : word)];
        var nested = Nested(excerpt, words, printing);
        return tensor.ndim == 1
            ? $"{head}, value = {type} {nested}"
            : $"{head}, value = \n{type} {{\n {nested[1..^1]}\n}}";
    }

    private static string Nested(Excerpt excerpt, string[] words, TensorPrinting printing)
    {
        var (dimensions, width) = (excerpt.Ends.Length, printing.LineWidth ?? UsualWidth);
        return new NestedText(excerpt, words)
        {
            Open = '{',
            Close = '}',
            Between = dimension => ",\n" + new string(' ', dimension + 1),
            AfterDots = dimension => "\n" + new string(' ', dimension + 1),
            Row = (row, end) => Lines.Flow(WithCommas(row, end), dimensions, width),
        }.ToString();
    }

    private static IEnumerable<string> WithCommas(string[] words, int end)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (end > 0 && i == end) yield return "...";
            yield return i < words.Length - 1 ? words[i] + "," : words[i];
        }
    }

    private static string[] Words(Tensor shown, TensorPrinting printing)
    {
        var type = shown.dtype switch
        {
            ScalarType.Float64 or ScalarType.ComplexFloat64 => "double",
            _ => "float",
        };
        var spelling = new NumberSpelling(
            x => type + (double.IsNaN(x) ? ".NaN" : x > 0 ? ".PositiveInfinity" : ".NegativeInfinity"),
            (re, im) => $"new({re}, {im})");
        return FormattedNumbers.Of(shown, spelling, printing);
    }

    private static bool IsNumber(string word) => char.IsAsciiDigit(word[^1]) || word[^1] == '.';

    private static string Keyword(ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.QUInt8 => "byte",
        ScalarType.Int8 or ScalarType.QInt8 => "sbyte",
        ScalarType.Int16 => "short",
        ScalarType.Int32 or ScalarType.QInt32 => "int",
        ScalarType.Int64 => "long",
        ScalarType.Float32 => "float",
        ScalarType.Float64 => "double",
        ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64 => "Complex",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static string Suffix(ScalarType type) => type switch
    {
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 => "f",
        ScalarType.Int64 => "L",
        _ => "",
    };
}
