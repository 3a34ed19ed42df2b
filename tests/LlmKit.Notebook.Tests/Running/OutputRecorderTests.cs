using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Running;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>What is in the cells after outputs were shown, cleared and replaced.</summary>
public sealed class OutputRecorderTests
{
    private readonly NotebookDocument _notebook = NotebookDocument.Parse(NotebookOutputs.NotebookOf(["a", "b"]), "n.ipynb");
    private readonly OutputRecorder _recorder = new();

    public OutputRecorderTests() => _recorder.Begin(_notebook.Cells[0]);

    [Fact]
    public void Clearing_with_wait_takes_away_only_when_something_follows()
    {
        _recorder.Add(Text("one"));
        _recorder.Add(new CellOutput.Cleared(Wait: true));
        _recorder.Begin(_notebook.Cells[1]);
        _recorder.Add(Text("two"));
        _recorder.Add(new CellOutput.Cleared(Wait: true));
        _recorder.Add(Text("three"));

        Assert.Equal([["one"], ["three"]], Shown());
    }

    [Fact]
    public void Clearing_without_wait_takes_away_at_once()
    {
        _recorder.Add(Text("one"));
        _recorder.Add(new CellOutput.Cleared(Wait: false));

        Assert.Equal([[], []], Shown());
    }

    [Fact]
    public void An_update_reaches_what_an_earlier_cell_showed_and_nothing_that_was_cleared()
    {
        _recorder.Add(Display("x", "old"));
        _recorder.Begin(_notebook.Cells[1]);
        _recorder.Add(Display("y", "gone"));
        _recorder.Add(new CellOutput.Cleared(Wait: false));
        _recorder.Add(new CellOutput.Updated(new(MimeBundle.Plain, "new"), "x"));
        _recorder.Add(new CellOutput.Updated(new(MimeBundle.Plain, "back"), "y"));

        Assert.Equal([["new"], []], Shown());
    }

    [Fact]
    public void Neighbouring_pieces_of_one_stream_are_one_output()
    {
        _recorder.Add(Text("a"));
        _recorder.Add(Text("b\n"));
        _recorder.Add(new CellOutput.Stream("stderr", "e"));
        _recorder.Add(Text("c"));

        Assert.Equal(["ab\n", "e", "c"], Shown()[0]);
    }

    private static CellOutput.Stream Text(string text) => new("stdout", text);

    private static CellOutput.Displayed Display(string id, string text) => new(new(MimeBundle.Plain, text), id);

    private string[][] Shown()
    {
        _recorder.Finish();
        return [.. _notebook.Cells.Select(cell => cell.Outputs.Select(output => output.Data(MimeBundle.Plain) ?? output.Text).ToArray())];
    }
}
