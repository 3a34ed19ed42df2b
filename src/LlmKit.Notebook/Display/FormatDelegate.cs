namespace LlmKit.Notebook;

/// <summary>Writes a value; false leaves it to the next formatter.</summary>
public delegate bool FormatDelegate<in T>(T value, FormatContext context);
