using System.Xml;
using System.Xml.Linq;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class LatexMathTests
{
    [Theory]
    [InlineData(@"x_1^2 + \frac{a}{b}", "x12+ab")]
    [InlineData(@"\mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", "softmax(QK⊤dk)V")]
    [InlineData(@"\mathbb{R}^{d} \ni \mathbf{x}_{t-1}, \mathcal{L}", "ℝd∋𝐱t−1,ℒ")]
    [InlineData(@"\sum_{i=1}^{N} \log p_\theta(x_i \mid x_{<i})", "∑i=1Nlogpθ(xi∣x<i)")]
    [InlineData(
        @"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else if} \end{cases}", "f(x)={1x>00else\u00a0if")]
    [InlineData(@"\hat{y} = \operatorname*{argmax}_y \lVert y \rVert", "y^=argmaxy‖y‖")]
    [InlineData(@"\begin{pmatrix} 1 & 0 \\ 0 & 1 \\ \end{pmatrix}", "(1001)")]
    [InlineData("f''(0.5) - 3.", "f′′(0.5)−3.")]
    [InlineData(@"a \% \{b\} % comment", "a%{b}")]
    [InlineData("注意力 = 1", "注意力=1")]
    public void A_formula_becomes_MathML(string latex, string text)
    {
        var math = XElement.Parse(
            LatexMath.Render(latex, isDisplay: true)!.Replace("&#39;", "'", StringComparison.Ordinal));

        Assert.Equal(text, math.Descendants("mrow").First().Value);
        Assert.Equal(latex, math.Descendants("annotation").Single().Value);
    }

    [Fact]
    public void Limits_stand_below_in_a_display_and_beside_in_a_line()
    {
        Assert.Contains("<munderover>", LatexMath.Render(@"\sum_i^n", isDisplay: true));
        Assert.Contains("<msubsup>", LatexMath.Render(@"\sum_i^n", isDisplay: false));
    }

    [Theory]
    [InlineData(@"\unknown{x}"), InlineData("{x"), InlineData("x}"), InlineData(@"\left( x"),
        InlineData(@"\begin{tikz}x\end{tikz}"), InlineData("x^"), InlineData(@"\frac{a}"),
        InlineData(@"\begin{cases}x\end{matrix}"), InlineData("x $ y"), InlineData(@"\text{a \b}")]
    public void What_is_not_understood_is_left_as_its_source(string latex)
    {
        Assert.Null(LatexMath.Render(latex, isDisplay: false));
        Assert.StartsWith(
            "<code class=\"latex\">", Formula.Html(latex, isDisplay: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_formulas_are_given_up() =>
        Assert.Null(LatexMath.Render(new string('{', 5000) + "x" + new string('}', 5000), isDisplay: false));

    [Fact]
    public void Whatever_is_rendered_is_well_formed()
    {
        string[] pieces =
            ["x", "^", "_", "{", "}", "\\frac", "\\left(", "\\right)", "&", "\\\\", "\\begin{cases}",
            "\\end{cases}", "\\sqrt", "[", "]", "'", "<", "\\text{a<b}", "\\hat", "\\sum", "1.5", " ",
            "\\mathbf", "\\bar"];
        var rendered = 0;
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var latex = string.Concat(
                Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (LatexMath.Render(latex, isDisplay: seed % 2 == 0) is not { } html) continue;
            rendered++;
            try
            {
                XElement.Parse(html);
            }
            catch (XmlException e)
            {
                Assert.Fail($"{latex}: {e.Message}\n{html}");
            }
        }

        Assert.InRange(rendered, 300, 4000);
    }
}
