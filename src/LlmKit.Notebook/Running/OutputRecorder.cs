using System.Text;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running;

/// <summary>Gathers what the cells of a notebook show, as Jupyter's clients do, and writes it into them.</summary>
internal sealed class OutputRecorder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (List<CellOutput> Outputs, int Place)> _displays = [];
    private readonly List<(NotebookCell Cell, List<CellOutput> Outputs)> _cells = [];
    private readonly StringBuilder _text = new();
    private List<CellOutput> _outputs = [];
    private string? _stream;
    private bool _isClearDue;

    /// <summary>From here on outputs are this cell's.</summary>
    public void Begin(NotebookCell cell)
    {
        lock (_lock)
        {
            Join();
            _outputs = [];
            _isClearDue = false;
            _cells.Add((cell, _outputs));
        }
    }

    public void Add(CellOutput output)
    {
        lock (_lock)
        {
            switch (output)
            {
                case CellOutput.Cleared { Wait: true }:
                    _isClearDue = true;
                    break;
                case CellOutput.Cleared:
                    Clear();
                    break;
                case CellOutput.Updated updated:
                    // It may have been shown by an earlier cell. What was cleared away stays away.
                    if (_displays.TryGetValue(updated.Id, out var display))
                        display.Outputs[display.Place] = new CellOutput.Displayed(updated.Content, updated.Id);
                    break;
                default:
                    if (_isClearDue) Clear();
                    Append(output);
                    break;
            }
        }
    }

    /// <summary>Writes everything into the cells.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Join();
            foreach (var (cell, outputs) in _cells)
            {
                foreach (var output in outputs) cell.Add(output);
            }

            _cells.Clear();
        }
    }

    // Neighbouring pieces of a stream gather in a builder: joining strings would take time with the square of their number.
    private void Append(CellOutput output)
    {
        if (output is CellOutput.Stream stream)
        {
            if (_stream != stream.Name) Join();
            _stream = stream.Name;
            _text.Append(stream.Text);
            return;
        }

        Join();
        if (output is CellOutput.Displayed displayed) _displays[displayed.Id] = (_outputs, _outputs.Count);
        _outputs.Add(output);
    }

    private void Join()
    {
        if (_stream is null) return;
        _outputs.Add(new CellOutput.Stream(_stream, _text.ToString()));
        _text.Clear();
        _stream = null;
    }

    private void Clear()
    {
        Join();
        foreach (var id in _displays.Where(display => display.Value.Outputs == _outputs).Select(display => display.Key).ToList())
            _displays.Remove(id);
        _outputs.Clear();
        _isClearDue = false;
    }
}
