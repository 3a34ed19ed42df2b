using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

internal sealed class CompactOutlines : IOutlines
{
    public CompactOutlines(ReadOnlySpan<byte> table) => throw new InvalidDataException("no");

    public IReadOnlyList<IReadOnlyList<Point>> Of(int glyph) => [];
}
