namespace LlmKit.Plotting;

/// <summary>The colours that traces take in turn, and the colour scales of heat maps.</summary>
internal static class Palette
{
    /// <summary>
    /// Okabe and Ito's colours, told apart with every common kind of colour blindness; their yellow, too pale
    /// for a line on white, is left out.
    /// </summary>
    public static readonly Color[] Traces =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4D4D4D", "#8B5A2B"];

    public static readonly Color Ink = "#2B2B2B";
    public static readonly Color Pale = "#767676";
    public static readonly Color Grid = "#E4E4E4";
    public static readonly Color FrameLine = "#6B6B6B";
    public static readonly Color Paper = "#FFFFFF";

    /// <summary>A cell without a number.</summary>
    public static readonly Color Missing = "#DADADA";

    private static readonly Dictionary<StyleParam.Colorscale, Color[]> s_scales = new()
    {
        [StyleParam.Colorscale.Viridis] =
            Anchors("440154 482878 3E4989 31688E 26828E 1F9E89 35B779 6ECE58 B5DE2B FDE725"),
        [StyleParam.Colorscale.Cividis] =
            Anchors("00224E 123570 3B496C 575D6D 707173 8A8678 A59C74 C3B369 E1CC55 FEE838"),
        [StyleParam.Colorscale.Magma] =
            Anchors("000004 180F3D 440F76 721F81 9E2F7F CD4071 F1605D FD9668 FECA8D FCFDBF"),
        [StyleParam.Colorscale.Blues] =
            Anchors("F7FBFF DEEBF7 C6DBEF 9ECAE1 6BAED6 4292C6 2171B5 08519C 08306B"),
        [StyleParam.Colorscale.Greys] =
            Anchors("FFFFFF F0F0F0 D9D9D9 BDBDBD 969696 737373 525252 252525 000000"),
        [StyleParam.Colorscale.RdBu] =
            Anchors("053061 2166AC 4393C3 92C5DE D1E5F0 F7F7F7 FDDBC7 F4A582 D6604D B2182B 67001F"),
    };

    /// <summary>The evenly spaced colours between which a scale blends.</summary>
    public static IReadOnlyList<Color> AnchorsOf(StyleParam.Colorscale scale) => s_scales[scale];

    /// <summary>
    /// The colour at <paramref name="fraction"/> of a scale, 0 for its least value and 1 for its greatest.
    /// </summary>
    public static Color At(StyleParam.Colorscale scale, double fraction)
    {
        var anchors = s_scales[scale];
        var place = Math.Clamp(fraction, 0, 1) * (anchors.Length - 1);
        var index = Math.Min((int)place, anchors.Length - 2);
        return Blend(anchors[index], anchors[index + 1], place - index);
    }

    private static Color Blend(Color from, Color to, double share) =>
        new(Blend(from.R, to.R, share), Blend(from.G, to.G, share), Blend(from.B, to.B, share));

    private static byte Blend(byte from, byte to, double share) =>
        (byte)Math.Round(from + (to - from) * share);

    private static Color[] Anchors(string hex) => [.. hex.Split(' ').Select(Color.fromHex)];
}
