using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Letters made of straight strokes, for machines without font files: ASCII, and the signs of tick labels
/// (− × superscripts). Every other character becomes a box.
/// </summary>
internal static class StrokeFont
{
    // A quarter of the text's size is 2 units: baseline at row 2, lower-case height at row 6, capitals to row 8.
    private const double Unit = 0.121;
    private const double HalfPen = 0.045;

    private const string Box = "0208484202";

    // For each character from '!' to '~': strokes parted by spaces, each a chain of places, column and row.
    private static readonly string[] s_ascii =
    [
        "2824 2322", "1816 3836", "1218 3238 0545 0345", "473718070615354443321203 2921", "0248 0818070608 4232 3342",
        "42071828371405031232 3244", "2826", "38272332", "18272312", "0644 0446 2723", "0545 2723", "2211", "0545", "2223",
        "0248", "1807031232434738 18", "171828 2822 1232", "07183847460242 02", "071838474635154443321203 3546", "3208 0844 0444 3832",
        "4808053544433212 03", "38180703123243443505", "084812", "183847463515060718 1504031232434435", "45150607183847433212",
        "2524 2223", "2524 2211", "460543", "0646 0444", "064503", "07183847462524 2322", "43343526153233 43443718070312 32",
        "022842 1434", "02083847463505 35444332 02", "4738180703123243", "0208284643 2202 4643", "48080242 0535", "480802 0535",
        "4738180703123243 4525", "0208 4248 0545", "1838 2822 1232", "1838 38 2838331203", "0208 4804 1542", "080242", "0208254842",
        "02084248", "18070312324347381 8", "02083847463505", "1807031232434738 18 2442", "02083847463505 2542", "473818070615354443321203",
        "0848 2822", "080312324348", "082248", "0812254832 32", "0248 0842", "082548 2522", "08480242", "3818123 2", "0842", "18383212",
        "062846", "0141", "1827", "06364542 4414030212 3243", "0802 0516364543321203", "4536160503123243", "4842 4536160503123243",
        "04444536160503123243", "4737283 22 0636", "4536160503123243 4641301000", "0802 05163645 42", "2622 2827", "2621100 2827",
        "0802 4603 1442", "282322", "0602 05152622 25364542", "0602 0516364542", "16050312324345361 6", "0600 0516364543321203",
        "4640 4536160503123243", "0602 04163645", "453616050434434212 02", "2823324 3 0636", "060312324346 4642", "062246",
        "0612253246", "0246 0642", "0622 462210", "06460242", "38272625142423 32", "2921", "182726253424 2312", "05163445",
    ];

    private static readonly Dictionary<int, string> s_signs = new()
    {
        ['−'] = "0545", ['×'] = "0347 0743", ['·'] = "2425", ['…'] = "0203 2223 4243", ['µ'] = "0600 0312324346 4642",
        ['→'] = "0545 273543", ['±'] = "0646 2824 0242", ['≤'] = "480543 0242", ['≥'] = "084503 0242", ['°'] = "18273827",
    };

    private static readonly Dictionary<int, int> s_superscripts =
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".Zip("0123456789−").ToDictionary(pair => (int)pair.First, pair => (int)pair.Second);

    /// <summary>The closed outlines of a character in units of the text's size, y downward from the baseline.</summary>
    public static IReadOnlyList<IReadOnlyList<Point>> Outline(int rune)
    {
        var (scale, lift) = (1.0, 0.0);
        if (s_superscripts.TryGetValue(rune, out var digit)) (rune, scale, lift) = (digit, 0.62, 0.33);
        var width = TextMetrics.Advance(rune) * scale;
        var strokes = Strokes(rune);
        var columns = Math.Max(1, strokes.Length == 0 ? 1 : 4);
        var across = Math.Min(Unit * 1.1, (width / scale - 3 * HalfPen) / columns) * scale;
        var left = (width - 4 * across) / 2;
        return [.. strokes.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Slabs)];

        IEnumerable<IReadOnlyList<Point>> Slabs(string stroke)
        {
            var places = stroke.Chunk(2).Where(place => place.Length == 2).Select(place => new Point(
                left + (place[0] - '0') * across, -lift - (place[1] - '2') * Unit * scale)).ToList();
            return places.Zip(places.Skip(1)).Select(pair => Slab(pair.First, pair.Second, HalfPen * scale));
        }
    }

    private static string Strokes(int rune) => rune switch
    {
        ' ' => "",
        > ' ' and <= '~' => s_ascii[rune - '!'],
        _ => s_signs.GetValueOrDefault(rune, Box),
    };

    private static Point[] Slab(Point from, Point to, double half)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max(1e-9, Math.Sqrt(dx * dx + dy * dy));
        var (ux, uy) = (dx / length * half, dy / length * half);
        // Half a pen longer at both ends, so that strokes meet without a notch.
        return
        [
            new(from.X - ux - uy, from.Y - uy + ux), new(to.X + ux - uy, to.Y + uy + ux),
            new(to.X + ux + uy, to.Y + uy - ux), new(from.X - ux + uy, from.Y - uy - ux),
        ];
    }
}
