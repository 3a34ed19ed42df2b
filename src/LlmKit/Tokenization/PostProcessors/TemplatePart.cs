namespace LlmKit.Tokenization.PostProcessors;

/// <summary>A part of what a model gets to see: one of the texts, or special tokens.</summary>
public abstract record TemplatePart
{
    private TemplatePart(int typeId) => TypeId = typeId;

    /// <summary>The type id (segment) of its tokens.</summary>
    public int TypeId { get; }

    /// <summary>The tokens of a text.</summary>
    /// <param name="Index">0 for the first, 1 for the second of a pair.</param>
    /// <param name="TypeId">The type id of its tokens.</param>
    public sealed record Text(int Index, int TypeId = 0) : TemplatePart(TypeId);

    /// <summary>Special tokens.</summary>
    /// <param name="Name">As the template calls them, mostly the token itself.</param>
    /// <param name="Ids">Their ids.</param>
    /// <param name="TypeId">Their type id.</param>
    public sealed record Special(string Name, IReadOnlyList<int> Ids, int TypeId = 0) : TemplatePart(TypeId);
}
