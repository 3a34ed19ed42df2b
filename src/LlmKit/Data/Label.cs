namespace LlmKit.Data;

/// <summary>What a sample's column <c>label</c> says. Which of these it is follows from the value's form.</summary>
public abstract record Label
{
    private Label()
    {
    }

    /// <summary>The number of a class, from 0.</summary>
    public sealed record Class(int Number) : Label;

    /// <summary>The name of a class.</summary>
    public sealed record Name(string Text) : Label;

    /// <summary>Several classes at once: the numbers of those that hold.</summary>
    public sealed record Classes(IReadOnlyList<int> Numbers) : Label
    {
        public bool Equals(Classes? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

        public override int GetHashCode() => Numbers.Aggregate(0, HashCode.Combine);
    }

    /// <summary>Whether an answer is wanted: unpaired preference (KTO, arXiv 2402.01306).</summary>
    public sealed record Wanted(bool Is) : Label;

    /// <summary>How alike two texts are, between 0 and 1.</summary>
    public sealed record Similarity(double Value) : Label;
}
