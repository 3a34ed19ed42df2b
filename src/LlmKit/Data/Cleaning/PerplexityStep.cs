namespace LlmKit.Data.Cleaning;

/// <summary>
/// Rejects what a language model finds too strange or too easy (CCNet, arXiv 1911.00359). The model is the caller's: any
/// function from a text to its perplexity.
/// </summary>
public sealed record PerplexityStep(Func<string, double> Perplexity, double Least = 0, double Most = double.PositiveInfinity) : CleaningStep
{
    public override CleaningOutcome Clean(DocumentText document)
    {
        var found = Perplexity(document.Text);
        return double.IsNaN(found) ? new CleaningOutcome.Rejected("perplexity", "perplexity is not a number")
            : found < Least ? Below("perplexity_low", "perplexity", found, Least)
            : found > Most ? Above("perplexity_high", "perplexity", found, Most) : new CleaningOutcome.Kept(document);
    }
}
