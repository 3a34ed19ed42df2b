namespace LlmKit.Notebook.Scripts;

/// <summary>A file that cannot be run as a script.</summary>
public sealed class ScriptException(string message, Exception? cause = null) : Exception(message, cause);
