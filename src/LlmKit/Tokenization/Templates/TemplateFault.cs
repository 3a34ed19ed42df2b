namespace LlmKit.Tokenization.Templates;

/// <summary>What went wrong, thrown where the place in the template is not known.</summary>
internal class TemplateFault(string message) : Exception(message)
{
    /// <summary>Where in the source; null when whoever catches it knows.</summary>
    public int? At { get; init; }

    /// <summary>Whether the template itself refused, by <c>raise_exception</c>.</summary>
    public bool IsRaised { get; init; }
}
