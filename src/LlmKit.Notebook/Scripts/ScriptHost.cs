namespace LlmKit.Notebook.Scripts;

/// <summary>What a script can use without a prefix, spelled as <c>dotnet script</c> has it.</summary>
public static class ScriptHost
{
    /// <summary>The words behind the script's name.</summary>
    public static IList<string> Args { get; internal set; } = [];

    /// <summary>Writes a value with what is in it, such as <c>[1, 2]</c> for a list, and ends the line.</summary>
    public static void Print(object? value) => Console.Out.WriteLine(Formatter.ToDisplayString(value));
}
