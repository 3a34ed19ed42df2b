using System.Text;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;

namespace LlmKit.Notebook.Tests.Debugging;

/// <summary>Cells whose debugger is told what to do by a script.</summary>
internal sealed class DebuggedCells : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly CellEngine _engine;
    private readonly Action<CellOutput>? _outputs = Kernel.Outputs;
    private readonly Func<string, bool, Task<string>>? _asked = Kernel.Asked;
    private readonly Lock _turn = new();
    private readonly StringBuilder _text = new();
    private int _count;

    public DebuggedCells()
    {
        _engine = new(_folder);
        Session = new(_engine);
        Kernel.Outputs = output =>
        {
            lock (_turn) _text.Append(output is CellOutput.Stream stream ? stream.Text : "");
        };
    }

    public CellSession Session { get; }

    /// <summary>Runs a cell; whoever asks more often than there are commands gets <c>continue</c>.</summary>
    /// <returns>What was shown, with the commands after their prompts, and how the cell ended.</returns>
    public async Task<(string Transcript, CellOutcome Outcome)> Run(string cell, params string[] commands)
    {
        var left = new Queue<string>(commands);
        return await Run(cell, () => left.TryDequeue(out var next) ? next : "continue");
    }

    public async Task<(string Transcript, CellOutcome Outcome)> Run(string cell, Func<string> commands)
    {
        lock (_turn) _text.Clear();
        Kernel.Asked = (prompt, _) =>
        {
            lock (_turn)
            {
                var command = commands();
                _text.Append(prompt).Append(command).Append('\n');
                return Task.FromResult(command);
            }
        };
        var outcome = await Session.RunAsync(cell, $"Cell[{++_count}]");
        lock (_turn) return (_text.ToString(), outcome);
    }

    public void Dispose()
    {
        (Kernel.Outputs, Kernel.Asked) = (_outputs, _asked);
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
