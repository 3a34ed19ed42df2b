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
        for (var seed = 0; seed < 4; seed++)
        {
            var cell = new RandomCell(seed);
            var plain = await Printed(cell.Plain.Replace("#!debug", "#!csharp", StringComparison.Ordinal));
            var noted = await Printed(cell.Noting);
            var stepped = await Printed(cell.Plain);

            var lines = string.Join(',', Place().Matches(stepped.Transcript).Select(match => match.Groups["line"].Value));
            Assert.True(noted.Value!.Equals(lines), $"seed {seed}: {noted.Value}\n{lines}\n{cell.Plain}");
            Assert.Equal((plain.Value, plain.Output), (stepped.Value, stepped.Output));
        }
    }

    [Fact]
    public async Task All_of_the_language_can_be_stepped_through()
    {
        var plain = await Printed(Language.Cell);
        var stepped = await Printed("#!debug\n" + Language.Cell);

        Assert.StartsWith("Cell[2] line", stepped.Transcript);
        Assert.Equal((plain.Value, plain.Output), (stepped.Value, stepped.Output));
        foreach (var line in Language.Cell.Split('\n').Index().Where(line => line.Item.Contains("// stop", StringComparison.Ordinal)))
            Assert.Contains($"line {line.Index + 2}", stepped.Transcript);
    }

    private async Task<(object? Value, string Output, string Transcript)> Printed(string cell)
    {
        var console = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Console.SetOut(output);
        try
        {
            var run = await _cells.Run(cell, () => "step");
            return (Value(run).Value, output.ToString(), run.Transcript);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private static CellOutcome.Finished Value((string Transcript, CellOutcome Outcome) run) =>
        run.Outcome as CellOutcome.Finished ?? throw new InvalidOperationException(run.Transcript + run.Outcome);

    [GeneratedRegex(@"^Cell\[\d+\] line (?<line>\d+)", RegexOptions.Multiline)]
    private static partial Regex Place();
}
