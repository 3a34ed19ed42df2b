namespace LlmKit.Notebook.Repl.Screen;

/// <summary>What is to be seen of a prompt.</summary>
/// <param name="CaretRow">The row that the caret stands in; with <paramref name="CaretColumn"/>.</param>
internal sealed record Frame(IReadOnlyList<Row> Rows, int CaretRow, int CaretColumn)
{
    /// <summary>The text without looks, for people and tests.</summary>
    public override string ToString() => string.Join('\n', Rows.Select(row => row.Text.TrimEnd()));
}
