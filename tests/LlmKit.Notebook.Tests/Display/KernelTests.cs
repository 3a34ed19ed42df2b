using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Display;

/// <summary>What cells call, as a client gets it.</summary>
public sealed class KernelTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());
    private readonly List<CellOutput> _outputs = [];

    public KernelTests() => Kernel.Outputs = _outputs.Add;

    public void Dispose()
    {
        Kernel.Outputs = null;
        Formatter.ResetToDefault();
        _engine.Dispose();
    }

    [Fact]
    public async Task What_is_displayed_can_be_replaced()
    {
        await Run("var shown = display(1); var before = shown.IsUpdated; shown.Update(new[] { 2 }); var forms = shown.FormattedValues;");

        var shown = Assert.IsType<CellOutput.Displayed>(_outputs[0]);
        var updated = Assert.IsType<CellOutput.Updated>(_outputs[1]);
        Assert.Equal(("1", "[2]"), (shown.Content.PlainText, updated.Content.PlainText));
        Assert.Equal(shown.Id, updated.Id);
        Assert.Equal("False True [2] text/html,text/plain", await Run(
            "$\"{before} {shown.IsUpdated} {shown.Value.ToDisplayString()} {string.Join(\",\", forms.Select(form => form.MimeType))}\""));
    }

    [Fact]
    public async Task An_update_keeps_to_the_forms_that_were_asked_for()
    {
        await Run("new[] { 1 }.Display(\"application/json\").Update(new[] { 2 });");

        Assert.Equal(["application/json", "text/plain"], ((CellOutput.Updated)_outputs[1]).Content.Select(form => form.Key));
    }

    [Fact]
    public async Task A_notebook_of_the_old_kernel_runs_as_it_is()
    {
        var result = await Run("""
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Formatting;

            public record Dot(int X);
            Formatter.Register<Dot>((dot, writer) => writer.Write($"<b>{dot.X}</b>"), "text/html");
            Microsoft.DotNet.Interactive.Formatting.Formatter.SetPreferredMimeTypesFor(typeof(Dot), "text/html");
            Formatter<Dot>.ListExpansionLimit = 3;
            Formatter.ListExpansionLimit = 5;
            display(new Dot(1));
            Microsoft.DotNet.Interactive.Kernel.display("x");
            DisplayedValue shown = new Dot(2).Display();
            "# title".DisplayAs("text/markdown");
            Enumerable.Range(0, 3).Select(n => new { n }).DisplayTable();
            display(HTML("<i>html</i>"));
            Javascript("alert(1)");
            CSS("p {}");
            KernelInvocationContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Kernel.HTML("").Content + new Dot(3).ToDisplayString("text/html") + Formatter<Dot>.ListExpansionLimit
            """);

        Assert.Equal("<b>3</b>3", result);
        Assert.Equal(
            ["text/html", "text/plain", "text/html", "text/markdown", "text/html", "text/html", "application/javascript", "text/html"],
            _outputs.Cast<CellOutput.Displayed>().Select(shown => shown.Content.First().Key));
        Assert.Equal("<style>p {}</style>", ((CellOutput.Displayed)_outputs[^1]).Content["text/html"]);
    }

    [Fact]
    public async Task Types_that_a_cell_declares_are_called_by_their_own_names()
    {
        var value = await Run("record Dot(int X); new Dot(1)");

        Assert.Equal("Dot { X = 1 }", value.ToDisplayString());
    }

    private async Task<object?> Run(string code)
    {
        var outcome = await _engine.RunAsync(code, "Cell[1]");
        return outcome is CellOutcome.Finished finished
            ? finished.Value
            : throw new Xunit.Sdk.XunitException(string.Join("\n", (outcome as CellOutcome.Failed)?.Error.Traceback ?? []));
    }
}
