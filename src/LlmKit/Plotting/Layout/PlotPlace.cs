using LlmKit.Plotting.Axes;
using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Layout;

/// <summary>Where the data's numbers stand on the picture.</summary>
internal sealed record PlotPlace(Box Plot, Axis XAxis, Axis YAxis)
{
    // Places far outside stay finite: a rasterizer need not know of numbers such as 1e300.
    private const double Far = 4;

    public double X(double value) => Plot.X + Near(XAxis.Fraction(value)) * Plot.Width;

    public double Y(double value) => Plot.Bottom - Near(YAxis.Fraction(value)) * Plot.Height;

    /// <summary>
    /// As <see cref="X"/>, but what has no place on a logarithmic axis stands at its start.
    /// </summary>
    public double XOrStart(double value) => double.IsNaN(XAxis.Fraction(value)) ? X(XAxis.Least) : X(value);

    public double YOrStart(double value) => double.IsNaN(YAxis.Fraction(value)) ? Y(YAxis.Least) : Y(value);

    private static double Near(double fraction) => Math.Clamp(fraction, -Far, 1 + Far);
}
