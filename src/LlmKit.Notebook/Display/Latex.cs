namespace LlmKit.Notebook;

/// <summary>A formula or text in LaTeX, which clients typeset: <c>new Latex(@"$\frac{1}{2}$")</c>.</summary>
/// <param name="Content">With its own <c>$</c>, <c>$$</c> or environment, as clients expect it.</param>
public sealed record Latex(string Content)
{
    public override string ToString() => Content;
}
