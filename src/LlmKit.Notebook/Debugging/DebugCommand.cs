namespace LlmKit.Notebook.Debugging;

/// <summary>A command of the debugger's prompt.</summary>
/// <param name="Names">The word, then the short forms.</param>
/// <param name="Operand">What follows it.</param>
internal sealed record DebugCommand(string[] Names, string Operand, string Summary)
{
    public static IReadOnlyList<DebugCommand> All { get; } =
    [
        new(["next", "n"], "", "runs to the next statement; calls are run through"),
        new(["step", "s"], "", "runs to the next statement, also inside a function that is called"),
        new(["out", "o"], "", "runs until the function is left"),
        new(["until", "u"], "LINE", "runs to this line or below it in the same function"),
        new(["continue", "c"], "", "runs to the next breakpoint"),
        new(["break", "b"], "LINE", "stops at a line from now on; without LINE lists the breakpoints"),
        new(["clear", "cl"], "LINE", "takes a breakpoint away"),
        new(["list", "l"], "", "shows the code around the statement"),
        new(["where", "w"], "", "shows the calls that led here"),
        new(["up"], "", "goes to what called the function"),
        new(["down", "d"], "", "goes back to the function that was called"),
        new(["locals", "v"], "", "shows the variables; * marks what changed since the last stop"),
        new(["print", "p"], "EXPR", "shows a value; an expression alone does it too, and x = 3 assigns"),
        new(["quit", "q"], "", "ends the cell"),
        new(["help", "h", "?"], "", "shows this list"),
    ];

    /// <summary>The command that a line is, by its first name, and what follows it; no name for an expression.</summary>
    /// <remarks><c>n</c> is the command and <c>n = 3</c> an assignment: an operand is a number, but for that of print.</remarks>
    public static (string? Name, string Operand) Of(string line)
    {
        var words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
        var operand = words.Length > 1 ? words[1] : "";
        if (All.FirstOrDefault(command => command.Names.Contains(words[0])) is not { } command) return (null, line);

        var fits = command.Names[0] == "print"
            ? !operand.StartsWith('=') && operand.Length > 0
            : operand.Length == 0 || (command.Operand.Length > 0 && operand.All(char.IsAsciiDigit));
        return fits ? (command.Names[0], operand) : (null, line);
    }
}
