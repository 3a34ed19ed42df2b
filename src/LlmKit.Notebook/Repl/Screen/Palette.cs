namespace LlmKit.Notebook.Repl.Screen;

/// <summary>The looks of inks, as codes of a terminal: its own sixteen colours, so that its theme decides.</summary>
/// <param name="hasColours">False leaves bold, underlined and inverse, which tell what is chosen.</param>
internal sealed class Palette(bool hasColours)
{
    public const string Reset = "\u001b[0m";

    /// <summary>Colours, unless the variable <c>NO_COLOR</c> has a value (no-color.org).</summary>
    public static Palette Of(Func<string, string?> variable) => new(string.IsNullOrEmpty(variable("NO_COLOR")));

    public bool HasColours => hasColours;

    /// <summary>What a terminal has to be told before such a text; empty for nothing.</summary>
    public string this[Ink ink] => ink switch
    {
        Ink.Bracket => hasColours ? "\u001b[1;33m" : "\u001b[1;4m",
        Ink.Menu => hasColours ? "\u001b[48;5;237;38;5;252m" : "",
        Ink.Chosen => "\u001b[7m",
        Ink.Marked => "\u001b[1m",
        _ when !hasColours => "",
        Ink.Prompt => "\u001b[32m",
        Ink.Result or Ink.Failure => "\u001b[31m",
        Ink.Keyword => "\u001b[35m",
        Ink.Text => "\u001b[32m",
        Ink.Number => "\u001b[33m",
        Ink.Comment or Ink.Hint => "\u001b[90m",
        Ink.Type => "\u001b[36m",
        Ink.Method => "\u001b[34m",
        _ => "",
    };

    public string Paint(string text, Ink ink) => this[ink] is { Length: > 0 } look ? look + text + Reset : text;
}
