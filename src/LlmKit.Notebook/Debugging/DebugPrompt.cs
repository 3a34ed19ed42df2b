using System.Globalization;

namespace LlmKit.Notebook.Debugging;

/// <summary>Asks for commands at one place until one of them lets the cell go on.</summary>
/// <param name="calls">That led to the place, the innermost first.</param>
/// <param name="canAssign">Whether the place can be gone on from, with other values.</param>
internal sealed class DebugPrompt(CellDebugger debugger, IReadOnlyList<StackEntry> calls, bool canAssign)
{
    private int _looked;
    private IReadOnlyDictionary<string, string> _seen = new Dictionary<string, string>();

    /// <summary>Whether variables of the place have other values now.</summary>
    public bool HasAssigned { get; private set; }

    private StackEntry Call => calls[_looked];

    /// <summary>Shows the place, and what changed since its function was looked at.</summary>
    public void Show()
    {
        Say(DebugText.Code(Call.Site, debugger.Breakpoints));
        _seen = Call.Frame.Seen;
        var values = DebugText.Values(Call);
        foreach (var (name, value) in values)
        {
            if (_seen.Count > 0 && _seen.GetValueOrDefault(name) != value) Say($"* {name} = {value}");
        }

        Call.Frame.Seen = values;
    }

    /// <returns>Where to stop next.</returns>
    public Halt Ask()
    {
        while (true)
        {
            var line = debugger.Console.Ask();
            if (line.Length == 0) continue;
            var (name, operand) = DebugCommand.Of(line);
            if (name is null or "print") Evaluate(operand);
            else if (Next(name, operand) is { } next) return next;
        }
    }

    private Halt? Next(string name, string operand)
    {
        switch (name)
        {
            case "next":
                return Halt.Next(Call.Frame);
            case "step":
                return Halt.Step(calls[0].Frame);
            case "out":
                return Halt.Out(Call.Frame);
            case "until" when operand.Length == 0:
                return Halt.Next(Call.Frame, Call.Site.Line + 1);
            case "until":
                return Halt.Next(Call.Frame, Number(operand));
            case "continue":
                return Halt.Nowhere;
            case "quit":
                debugger.Quit();
                return null;
            default:
                Look(name, operand);
                return null;
        }
    }

    private void Look(string name, string operand)
    {
        switch (name)
        {
            case "break" when operand.Length == 0:
                Say(debugger.Breakpoints.Any() ? "Breakpoints: " + string.Join(", ", debugger.Breakpoints.Select(point => $"{point.Cell} line {point.Line}")) : "No breakpoints.");
                break;
            case "break":
                if (debugger.Break(Call.Site.Cell, Number(operand)) is { } line) Say($"Breakpoint at {Call.Site.Cell} line {line}.");
                break;
            case "clear":
                Say(debugger.Clear(Call.Site.Cell, operand.Length == 0 ? Call.Site.Line : Number(operand)) ? "Taken away." : "No breakpoint is there. break lists them.");
                break;
            case "list":
                Say(DebugText.Code(Call.Site, debugger.Breakpoints, isLong: true));
                break;
            case "where":
                Say(DebugText.Calls(calls, _looked));
                break;
            case "up" or "down":
                GoTo(name == "up" ? _looked + 1 : _looked - 1);
                break;
            case "locals":
                Say(DebugText.Variables(Call, _seen));
                break;
            default:
                Say(Help());
                break;
        }
    }

    private void GoTo(int place)
    {
        if (place < 0) Say("This is the innermost call.");
        else if (place >= calls.Count) Say("This is the outermost call.");
        else
        {
            _looked = place;
            _seen = Call.Frame.Seen;
            Say(DebugText.Code(Call.Site, debugger.Breakpoints));
        }
    }

    private void Evaluate(string code)
    {
        var result = debugger.Expressions.Evaluate(code, Call);
        if (result.Text.Length > 0) Say(result.Text);
        foreach (var (variable, value) in result.Assigned)
        {
            if (Refusal(variable) is { } reason)
            {
                Say($"{variable.Name} keeps its value: {reason}");
                continue;
            }

            Call.Values[Call.Site.Variables.Index().First(pair => pair.Item == variable).Index] = value;
            HasAssigned = true;
        }
    }

    private string? Refusal(SiteVariable variable) => !canAssign ? "the statement has failed already."
        : !variable.IsAssignable ? "C# allows no assignment to it (a constant, a using or foreach variable, a parameter with in)."
        : _looked != 0 ? "only variables of the innermost call can be assigned. Go there with down, or on with out."
        : null;

    private static string Help() =>
        string.Join('\n', DebugCommand.All.Select(command => $"  {string.Join(", ", command.Names) + " " + command.Operand,-20} {command.Summary}")) +
        "\n  Enter alone repeats the last command; anything else is C#, with the variables in sight.";

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private void Say(string text) => debugger.Console.WriteLine(text);
}
