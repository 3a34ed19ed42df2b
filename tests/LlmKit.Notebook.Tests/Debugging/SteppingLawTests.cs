using System.Globalization;
using System.Text.RegularExpressions;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Debugging;

/// <summary>What holds for any cell.</summary>
public sealed partial class SteppingLawTests : IDisposable
{
    private readonly DebuggedCells _cells = new();

    public void Dispose() => _cells.Dispose();

    [Fact]
    public async Task Stepping_to_the_end_visits_the_lines_in_the_order_in_which_they_run_and_changes_nothing()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var cell = new RandomCell(seed);
            var plain = Value(await _cells.Run(cell.Plain.Replace("#!debug", "#!csharp", StringComparison.Ordinal)));
            var noted = Value(await _cells.Run(cell.Noting));
            var (transcript, outcome) = await _cells.Run(cell.Plain, () => "step");

            var because = $"{cell.Plain}\n\n{transcript}";
            var lines = string.Join(',', Place().Matches(transcript).Select(match => match.Groups["line"].Value));
            Assert.True(noted.Value!.Equals(lines), $"seed {seed}: {noted.Value}\n{lines}\n{because}");
            Assert.True(plain.Value!.Equals(Value((transcript, outcome)).Value), because);
            Assert.Equal(await Printed(cell, ["continue"]), await Printed(cell, []));
        }
    }

    private async Task<string> Printed(RandomCell cell, string[] commands)
    {
        var text = commands.Length == 0 ? cell.Plain.Replace("#!debug", "#!csharp", StringComparison.Ordinal) : cell.Plain;
        var console = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(output);
        try
        {
            await _cells.Run(text, commands);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static CellOutcome.Finished Value((string Transcript, CellOutcome Outcome) run) =>
        run.Outcome as CellOutcome.Finished ?? throw new InvalidOperationException(run.Transcript + run.Outcome);

    [GeneratedRegex(@"^Cell\[\d+\] line (?<line>\d+)", RegexOptions.Multiline)]
    private static partial Regex Place();
}
