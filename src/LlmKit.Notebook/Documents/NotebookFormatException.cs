namespace LlmKit.Notebook.Documents;

/// <summary>A file is not a notebook that can be read; the message says why and what to do.</summary>
public sealed class NotebookFormatException : Exception
{
    public NotebookFormatException()
    {
    }

    public NotebookFormatException(string message) : base(message)
    {
    }

    public NotebookFormatException(string message, Exception inner) : base(message, inner)
    {
    }
}
