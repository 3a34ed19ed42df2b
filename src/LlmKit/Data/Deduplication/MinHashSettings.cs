namespace LlmKit.Data.Deduplication;

/// <summary>
/// What a MinHash signature is made of. The defaults are datatrove's, that made FineWeb: 5-grams of words, 14 bands of 8 rows,
/// SHA-1 cut to 32 bits, seed 1.
/// </summary>
public sealed record MinHashSettings
{
    /// <summary>How many words an n-gram has. Letters of Han, Kana and Hangul count as words. A text of fewer words has one n-gram.</summary>
    public int Words { get; init => field = (int)Require.Positive(value); } = 5;

    public int Bands { get; init => field = Require.InRange(value, 1, 10_000); } = 14;

    /// <summary>Places of the signature in a band.</summary>
    public int Rows { get; init => field = Require.InRange(value, 1, 10_000); } = 8;

    public int Seed { get; init => field = Require.InRange(value, 0, int.MaxValue); } = 1;

    /// <summary>Every number counts as 0, as in datatrove: pages that differ in numbers alone are the same. Off by default.</summary>
    public bool FoldsNumbers { get; init; }

    /// <summary>Draws the hash functions in datasketch's order.</summary>
    public bool DrawsAsDatasketch { get; init; }

    /// <summary>The places of a signature.</summary>
    public int Places => Bands * Rows;

    /// <summary>The similarity at which two texts are found with a chance of about one half: (1/bands)^(1/rows).</summary>
    public double Threshold => Math.Pow(1.0 / Bands, 1.0 / Rows);

    /// <summary>datatrove's signatures: <see cref="FoldsNumbers"/> is on.</summary>
    public static MinHashSettings Datatrove { get; } = new() { FoldsNumbers = true };

    /// <summary>The bands and rows that datasketch's <c>MinHashLSH</c> takes for a threshold.</summary>
    /// <param name="threshold">The Jaccard similarity from which texts should meet, between 0 and 1.</param>
    /// <param name="places">The most places of a signature (<c>num_perm</c>).</param>
    public static MinHashSettings Datasketch(double threshold, int places = 128) =>
        At(threshold, places) with { DrawsAsDatasketch = true };

    /// <summary>
    /// The bands and rows with the least error: half the area under the chance to meet below the threshold, and half the area
    /// above the chance beyond it.
    /// </summary>
    public static MinHashSettings At(double threshold, int places = 128)
    {
        Require.InRange(threshold, 0, 1);
        Require.InRange(places, 2, 4096);
        var (best, least) = (new MinHashSettings(), double.PositiveInfinity);
        for (var bands = 1; bands <= places; bands++)
        {
            for (var rows = 1; rows <= places / bands; rows++)
            {
                var error = Error(threshold, bands, rows);
                if (error < least) (best, least) = (new MinHashSettings { Bands = bands, Rows = rows }, error);
            }
        }

        return best;
    }

    /// <summary>The chance that two texts of that similarity share a band: 1 − (1 − s^rows)^bands.</summary>
    public double ChanceToMeet(double similarity) => Chance(similarity, Bands, Rows);

    private static double Chance(double similarity, int bands, int rows) =>
        1 - Math.Pow(1 - Math.Pow(similarity, rows), bands);

    private static double Error(double threshold, int bands, int rows) =>
        (0.5 * Area(0, threshold, bands, rows)) + (0.5 * ((1 - threshold) - Area(threshold, 1, bands, rows)));

    // Simpson's rule: the integrand is a polynomial, so 512 steps leave an error far below the differences compared.
    private static double Area(double from, double to, int bands, int rows)
    {
        const int Steps = 512;
        var width = (to - from) / Steps;
        var sum = Chance(from, bands, rows) + Chance(to, bands, rows);
        for (var step = 1; step < Steps; step++) sum += (step % 2 == 0 ? 2 : 4) * Chance(from + (step * width), bands, rows);
        return sum * width / 3;
    }
}
