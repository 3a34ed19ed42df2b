using System.Security;
using System.Text;

namespace LlmKit.Plotting.Drawing;

/// <summary>
/// Writes a picture as an SVG document that needs no script, no style sheet and no file beside it.
/// </summary>
internal static class SvgWriter
{
    // DejaVu Sans first: the layout measures text with its widths, which are wider than those of the rest.
    private const string Fonts = "DejaVu Sans, Verdana, Segoe UI, Helvetica Neue, Arial, Noto Sans CJK SC, "
        + "Microsoft YaHei, PingFang SC, WenQuanYi Micro Hei, sans-serif";

    public static string Write(Picture picture)
    {
        var svg = new StringBuilder();
        svg.Append(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{picture.Width}\" height=\"{picture.Height}\" ")
            .Append($"viewBox=\"0 0 {picture.Width} {picture.Height}\" role=\"img\" font-family=\"{Fonts}\">\n")
            .Append($"<title>{Escape(picture.Title)}</title>\n")
            .Append($"<rect width=\"{picture.Width}\" height=\"{picture.Height}\" fill=\"{Palette.Paper}\"/>\n");
        foreach (var shape in picture.Shapes) Write(svg, shape);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Write(StringBuilder svg, Shape shape)
    {
        switch (shape)
        {
            case Shape.Polyline line:
                svg.Append(
                    $"<polyline points=\"{Points(line.Points)}\" fill=\"none\" {Paint("stroke", line.Color)} ")
                    .Append($"stroke-width=\"{Number(line.Width)}\" stroke-linejoin=\"round\"");
                if (line.Dashes.Length > 0)
                {
                    svg.Append($" stroke-dasharray=\"{string.Join(' ', line.Dashes.Select(Number))}\"");
                }
                svg.Append("/>\n");
                break;
            case Shape.Polygon polygon:
                svg.Append($"<polygon points=\"{Points(polygon.Points)}\" {Paint("fill", polygon.Fill)}/>\n");
                break;
            case Shape.Rectangle { Box: var box } rectangle:
                svg.Append($"<rect {Place(box)} {Paint("fill", rectangle.Fill)}")
                    .Append(rectangle.IsSharp ? " shape-rendering=\"crispEdges\"/>\n" : "/>\n");
                break;
            case Shape.Circle circle:
                svg.Append($"<circle cx=\"{Number(circle.Center.X)}\" cy=\"{Number(circle.Center.Y)}\" ")
                    .Append($"r=\"{Number(circle.Radius)}\" {Paint("fill", circle.Fill)}/>\n");
                break;
            case Shape.Text text:
                Write(svg, text);
                break;
            case Shape.Raster raster:
                svg.Append(
                    $"<image {Place(raster.Box)} preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" ")
                    .Append($"href=\"data:image/png;base64,{Convert.ToBase64String(PngFile.Encode(raster))}\"/>\n");
                break;
            case Shape.Clip { Box: var box } clip:
                // A nested svg element clips without an id, so several pictures can stand in one page.
                svg.Append($"<svg {Place(box)} viewBox=\"{Number(box.X)} {Number(box.Y)} ")
                    .Append($"{Number(box.Width)} {Number(box.Height)}\">\n");
                foreach (var inner in clip.Shapes) Write(svg, inner);
                svg.Append("</svg>\n");
                break;
        }
    }

    private static void Write(StringBuilder svg, Shape.Text text)
    {
        var (x, y) = (Number(text.Place.X), Number(text.Place.Y));
        svg.Append(
            $"<text x=\"{x}\" y=\"{y}\" font-size=\"{Number(text.Size)}\" {Paint("fill", text.Color)}");
        if (text.Anchor != Anchor.Start)
        {
            svg.Append($" text-anchor=\"{(text.Anchor == Anchor.Middle ? "middle" : "end")}\"");
        }
        if (text.Rotation != 0) svg.Append($" transform=\"rotate({Number(text.Rotation)} {x} {y})\"");
        svg.Append($" xml:space=\"preserve\">{Escape(text.Content)}</text>\n");
    }

    private static string Place(Box box) =>
        $"x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\"";

    private static string Paint(string what, Color color) =>
        color.A >= 1 ? $"{what}=\"{color}\"" : $"{what}=\"{color}\" {what}-opacity=\"{Number(color.A)}\"";

    private static string Points(IReadOnlyList<Point> points) =>
        string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"));

    private static string Number(double value) => (value + 0.0).ToString("0.##");

    // XML 1.0 has no place for most control characters, not even as references: a box stands for each.
    private static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isWrong = rune.Value is < 0x20 and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF;
            clean.Append(isWrong ? "\u25A1" : rune.ToString());
        }

        return SecurityElement.Escape(clean.ToString());
    }
}
