using LlmKit.Plotting.Drawing;

namespace LlmKit.Plotting.Fonts;

/// <summary>
/// Letters made of straight strokes, for machines without font files: ASCII, and the signs of tick labels
/// (− × superscripts). Every other character becomes a box.
/// </summary>
internal static class StrokeFont
{
    // A quarter of the text's size is 2 units: baseline at row 2, lower-case height at row 6, capitals to row
    // 8.
    private const double Unit = 0.121;
    private const double HalfPen = 0.045;

    private const string Box = "0208484202";

    // For each character from '!' to '~': strokes parted by spaces, each a chain of places, column and row.
    private static readonly string[] s_ascii =
    [
        "2824 2322", "1816 3836", "1218 3238 0646 0444", "473717060515354544331303 2921",
        "0248 0818170708 3343423233", "42061728370403122244", "2826", "38272332", "18272312",
        "2824 0745 4705", "0545 2723", "2211", "1535", "2223", "0248", "183847433212030718", "172822 1232",
        "07183847460242", "0718384746354443321203 1535", "32380444", "480805354443321203",
        "4738180703123243443505", "084812", "183847463515060718 1504031232434435", "0312324347381807061545",
        "2625 2322", "2625 2211", "460543", "0646 0444", "064503", "07183847462524 2322",
        "3436262434443347381807031232", "022842 1434", "02083847463505 3544433202", "4738180703123243",
        "02082846442202", "48080242 0535", "480802 0535", "47381807031232434525", "0208 4248 0545",
        "1838 2822 1232", "1848 38331203", "0208 4804 1542", "080242", "0208254842", "02084248",
        "183847433212030718", "02083847463505", "183847433212030718 2442", "02083847463505 2542",
        "473818070615354443321203", "0848 2822", "080312324348", "082248", "0812253248", "0248 0842",
        "082548 2522", "08480242", "38181232", "0842", "18383212", "062846", "0141", "1827",
        "163645423212031444", "0802 0516364543321203", "4536160503123243", "4842 4536160503123243",
        "04444536160503123243", "47382822 1636", "4641301000 4536160503123243", "0802 0516364542",
        "2622 2827", "36311000 3837", "0802 4603 1442", "282332", "0602 05162522 25364542",
        "0602 0516364542", "163645433212030516", "0600 0516364543321203", "4640 4536160503123243",
        "1612 15263645", "45361605143443321203", "18133242 0636", "0603123243 4642", "062246", "0612253246",
        "0246 0642", "0622 4610", "06460242", "38272615242332", "2921", "18272635242312", "05163445",
    ];

    private static readonly Dictionary<int, string> s_signs = new()
    {
        ['−'] = "0545", ['×'] = "0347 0743", ['·'] = "2425", ['…'] = "0203 2223 4243", ['µ'] =
            "0600 0312324346 4642",
        ['→'] = "0545 273543", ['±'] = "0646 2824 0242", ['≤'] = "480543 0242", ['≥'] =
            "084503 0242", ['°'] = "18273827",
    };

    private static readonly Dictionary<int, int> s_superscripts =
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".Zip("0123456789−").ToDictionary(pair => (int)pair.First, pair => (int)pair.Second);

    /// <summary>
    /// The closed outlines of a character in units of the text's size, y downward from the baseline.
    /// </summary>
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
            var places = stroke.Chunk(2).Select(place => new Point(
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
