namespace LlmKit.Optimization;

/// <summary>Learning rate: a straight line up to the peak, then half a cosine down to the floor.</summary>
/// <param name="Peak">Rate at the end of the warm-up.</param>
/// <param name="WarmupSteps">Steps of the rising line; 0 starts at the peak.</param>
/// <param name="TotalSteps">Steps of the whole run; from there on the rate stays at the floor.</param>
/// <param name="Floor">Rate at the end, often a tenth of the peak.</param>
public sealed record WarmupCosine(double Peak, int WarmupSteps, int TotalSteps, double Floor = 0)
{
    /// <summary>The rate for the step numbered <paramref name="step"/>, counted from 0.</summary>
    public double At(int step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / WarmupSteps;
        if (step >= TotalSteps) return Floor;

        var progress = (step - WarmupSteps) / (double)(TotalSteps - WarmupSteps);
        return Floor + (Peak - Floor) * 0.5 * (1 + Math.Cos(Math.PI * progress));
    }
}
