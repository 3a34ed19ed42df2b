using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Layout;

/// <summary>The signs that stand for points.</summary>
internal static class Marker
{
    // Arms of a cross, as a share of its size.
    private const double Arm = 0.17;

    /// <summary>One sign about a place, of the given diameter.</summary>
    public static Shape At(Point center, StyleParam.MarkerSymbol symbol, double size, Color color)
    {
        if (symbol == StyleParam.MarkerSymbol.Circle) return new Shape.Circle(center, size / 2, color);
        return new Shape.Polygon(
            [.. Outline(symbol).Select(p => new Point(center.X + p.X * size, center.Y + p.Y * size))], color);
    }

    private static Point[] Outline(StyleParam.MarkerSymbol symbol) => symbol switch
    {
        StyleParam.MarkerSymbol.Square =>
            [new(-0.45, -0.45), new(0.45, -0.45), new(0.45, 0.45), new(-0.45, 0.45)],
        StyleParam.MarkerSymbol.Diamond => [new(0, -0.6), new(0.6, 0), new(0, 0.6), new(-0.6, 0)],
        StyleParam.MarkerSymbol.TriangleUp => [new(0, -0.58), new(0.55, 0.4), new(-0.55, 0.4)],
        StyleParam.MarkerSymbol.TriangleDown => [new(0, 0.58), new(0.55, -0.4), new(-0.55, -0.4)],
        StyleParam.MarkerSymbol.X => [.. Cross().Select(Turned)],
        _ => Cross(),
    };

    private static Point[] Cross() =>
    [
        new(-Arm, -0.55), new(Arm, -0.55), new(Arm, -Arm), new(0.55, -Arm), new(0.55, Arm), new(Arm, Arm),
        new(Arm, 0.55), new(-Arm, 0.55), new(-Arm, Arm), new(-0.55, Arm), new(-0.55, -Arm), new(-Arm, -Arm),
    ];

    private static Point Turned(Point point) =>
        new((point.X - point.Y) * 0.7071, (point.X + point.Y) * 0.7071);
}
