using System.Text;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running;

/// <summary>Writes what a running cell shows into the cell, and tells the observer.</summary>
internal sealed class OutputRecorder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly NotebookCell _cell;
    private readonly Action<RunEvent>? _observer;
    private readonly Action<CellOutput>? _before = Kernel.Outputs;
    private readonly Dictionary<string, int> _places = [];
    private readonly List<CellOutput> _outputs = [];
    private readonly OutputCapture _capture;
    private readonly StringBuilder _text = new();
    private string? _stream;

    public OutputRecorder(NotebookCell cell, Action<RunEvent>? observer)
    {
        _cell = cell;
        _observer = observer;
        _capture = new OutputCapture((name, text) => Receive(new CellOutput.Stream(name, text)));
        Kernel.Outputs = output =>
        {
            _capture.Flush();
            Receive(output);
        };
    }

    public void Finish(CellOutcome outcome)
    {
        _capture.Flush();
        switch (outcome)
        {
            case CellOutcome.Finished { HasValue: true, Value: not null } finished:
                Receive(new CellOutput.Result(Formatter.Format(finished.Value)));
                break;
            case CellOutcome.Failed failed:
                Receive(failed.Error);
                break;
            case CellOutcome.Stopped:
                Receive(new CellOutput.Error("CellStopped", "The cell was stopped.", ["The cell was stopped."], null));
                break;
        }

        Join();
        foreach (var output in _outputs) _cell.Add(output);
    }

    public void Dispose()
    {
        Kernel.Outputs = _before;
        _capture.Dispose();
    }

    private void Receive(CellOutput output)
    {
        lock (_lock)
        {
            switch (output)
            {
                case CellOutput.Updated updated when _places.TryGetValue(updated.Id, out var place):
                    _outputs[place] = new CellOutput.Displayed(updated.Content, updated.Id);
                    break;
                case CellOutput.Updated updated:
                    Add(new CellOutput.Displayed(updated.Content, updated.Id));
                    break;
                case CellOutput.Cleared:
                    Join();
                    _outputs.Clear();
                    _places.Clear();
                    break;
                default:
                    Add(output);
                    break;
            }

            _observer?.Invoke(new RunEvent.OutputShown(output));
        }
    }

    // Neighbouring pieces of a stream gather in a builder: joining strings would take time with the square of their number.
    private void Join()
    {
        if (_stream is null) return;
        _outputs.Add(new CellOutput.Stream(_stream, _text.ToString()));
        _text.Clear();
        _stream = null;
    }

    private void Add(CellOutput output)
    {
        if (output is CellOutput.Stream stream)
        {
            if (_stream != stream.Name) Join();
            _stream = stream.Name;
            _text.Append(stream.Text);
            return;
        }

        Join();
        if (output is CellOutput.Displayed displayed) _places[displayed.Id] = _outputs.Count;
        _outputs.Add(output);
    }
}
