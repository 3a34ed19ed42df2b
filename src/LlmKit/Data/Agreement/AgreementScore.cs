namespace LlmKit.Data.Agreement;

/// <summary>
/// How far annotators agree beyond chance: 1 − observed / expected disagreement. 1 is perfect, 0 is what chance gives,
/// below 0 they agree less than by chance.
/// </summary>
/// <param name="Observed">The disagreement that was seen.</param>
/// <param name="Expected">The disagreement that the same answers would have if they were dealt at random.</param>
/// <param name="Items">The items that were compared.</param>
public readonly record struct AgreementScore(double Observed, double Expected, int Items)
{
    /// <summary>Null when it is not defined; <see cref="WhyUndefined"/> says why.</summary>
    public double? Value => Items > 0 && Expected > 0 ? 1 - (Observed / Expected) : null;

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? WhyUndefined => Value is not null ? null
        : Items == 0 ? "no item has two answers to compare"
        : "all answers are of one class, so chance alone agrees always";

    /// <summary>The words of Landis and Koch (1977) for a κ: slight to 0.2, fair to 0.4, moderate to 0.6, substantial to 0.8,
    /// almost perfect above. They are a habit, not a law: what is enough depends on the task.</summary>
    public string Reading => Value switch
    {
        null => "undefined",
        < 0 => "poor",
        <= 0.2 => "slight",
        <= 0.4 => "fair",
        <= 0.6 => "moderate",
        <= 0.8 => "substantial",
        _ => "almost perfect",
    };

    /// <summary>Krippendorff's own words for an α (2004): reliable from 0.8, for tentative conclusions from 0.667.</summary>
    public string ReliabilityReading => Value switch
    {
        null => "undefined",
        >= 0.8 => "reliable",
        >= 0.667 => "tentative",
        _ => "unreliable",
    };
}
