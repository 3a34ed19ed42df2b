using System.Globalization;
using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>As PyTorch prints it; <see cref="TensorPrinting.Default"/> says how many digits and
        /// elements.</summary>
        public override string ToString() => TensorText.Of(this, TensorPrinting.Default);

        public string ToString(TensorPrinting printing) => TensorText.Of(this, printing);

        /// <summary>The tensor in a chosen style. What is null is as
        /// <see cref="set_printoptions(TensorStringStyle?, string?, int?, string?)"/> left it.</summary>
        /// <param name="style">The form.</param>
        /// <param name="fltFormat">A numeric format of .NET for numbers with a fraction. Null leaves it to
        /// the style: PyTorch's and NumPy's own rules, <c>g5</c> in the others.</param>
        /// <param name="width">Columns after which a row continues on the next line;
        /// <see cref="int.MaxValue"/> for never.</param>
        /// <param name="cultureInfo">Whose decimal point formats use; null is the invariant culture's, so
        /// that the text is the same everywhere.</param>
        /// <param name="newLine">What ends a line; a line feed at the start.</param>
        /// <exception cref="ArgumentException"><paramref name="fltFormat"/> is no format of .NET.</exception>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null,
            CultureInfo? cultureInfo = null, string? newLine = null)
        {
            var now = TensorPrinting.Default;
            return TensorText.Of(this, now with
            {
                Style = style == TensorStringStyle.Default ? now.Style : style,
                FloatFormat = fltFormat ?? now.FloatFormat,
                LineWidth = width ?? now.LineWidth,
                Culture = cultureInfo ?? now.Culture,
                NewLine = newLine ?? now.NewLine,
            });
        }

        /// <summary>The text; without arguments that of <see cref="ToString()"/>.</summary>
        public string str(string? fltFormat = null, int? width = null, string? newLine = null,
            CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
            ToString(style, fltFormat, width, cultureInfo, newLine);

        /// <summary>In Julia's style.</summary>
        public string jlstr(string? fltFormat = null, int? width = null, string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

        /// <summary>In NumPy's style. Where TorchSharp formats with <c>g5</c>, null is NumPy's own choice of
        /// digits.</summary>
        public string npstr(string? fltFormat = null, int? width = null, string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

        /// <summary>As an array of C#.</summary>
        public string cstr(string? fltFormat = null, int? width = null, string? newLine = null,
            CultureInfo? cultureInfo = null) =>
            ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

        /// <summary>Shape, type and device.</summary>
        public string metastr() => ToString(TensorStringStyle.Metadata);

        /// <summary>Writes <see cref="str"/> and a line end to the console, and returns the tensor.</summary>
        public Tensor print(string? fltFormat = null, int? width = null, string? newLine = null,
            CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
        {
#pragma warning disable RS0030 // To print is what this method is for.
            Console.WriteLine(str(fltFormat, width, newLine, cultureInfo, style));
#pragma warning restore RS0030
            return this;
        }
    }
}
