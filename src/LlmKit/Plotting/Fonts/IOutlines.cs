using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>The outlines of a font's glyphs, curves cut into straight pieces.</summary>
internal interface IOutlines
{
    /// <summary>The closed outlines of one glyph in the font's own units, y upward.</summary>
    IReadOnlyList<IReadOnlyList<Point>> Of(int glyph);
}
