namespace LlmKit.Notebook.Execution;

/// <summary>Runs statements of a cell as a function of their own. Calls stand in the cells.</summary>
public static class CellBlock
{
    public static T Of<T>(Func<T> statements) => statements();

    public static Task<T> Of<T>(Func<Task<T>> statements) => statements();
}
