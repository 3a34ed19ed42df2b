namespace LlmKit.Generation;

/// <summary>How the next token is drawn. The defaults draw from the model's own distribution.</summary>
public sealed record SamplingOptions
{
    /// <summary>Divides the logits; below 1 sharpens, above 1 flattens, 0 always takes the likeliest token.</summary>
    public double Temperature
    {
        get;
        init => field = value >= 0 ? value : throw Invalid(nameof(Temperature), value, "at least 0");
    } = 1;

    /// <summary>Keeps the k likeliest tokens; null keeps all.</summary>
    public int? TopK
    {
        get;
        init => field = value is null or > 0 ? value : throw Invalid(nameof(TopK), value, "null or at least 1");
    }

    private static ArgumentOutOfRangeException Invalid(string name, object? value, string rule) =>
        new(name, value, $"{name} = {value}. {name} must be {rule}.");
}
