using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using LlmKit.Notebook.Execution;
using LlmKit.Notebook.Magics;
using LlmKit.Notebook.Scripts;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>
/// Runs cells for another process and tells it what they show. It lives as long as that process: cells that end their
/// process end this one, and the other, which holds all outputs, goes on.
/// </summary>
public sealed class CellHost : IDisposable
{
    private readonly Stream _answers;
    private readonly StandardStreams? _streams;
    private readonly Lock _sending = new();
    private readonly OutputCapture _capture;
    private readonly Action<CellOutput>? _outputsBefore = Kernel.Outputs;
    private readonly string _folderBefore = Environment.CurrentDirectory;
    private readonly EventHandler _exiting;
    private CellEngine? _engine;
    private CellSession? _session;
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _isRunning;

    /// <param name="answers">Where messages go.</param>
    /// <param name="streams">The process's own standard streams, when another process reads them; null catches what is
    /// printed in this one.</param>
    /// <param name="unsent">Memory that the other process sees; null for none.</param>
    internal CellHost(Stream answers, StandardStreams? streams, MemoryMappedFile? unsent = null)
    {
        (_answers, _streams) = (answers, streams);
        _capture = new((name, text) => Send(new WorkerMessage.Shown(new CellOutput.Stream(name, text))), isNative: streams is null,
            unsent is null ? null : (new(unsent, 0), new(unsent, 1)));
        Kernel.Outputs = output =>
        {
            Flush();
            Send(new WorkerMessage.Shown(output));
        };
        _exiting = (_, _) => TellOfExit();
        AppDomain.CurrentDomain.ProcessExit += _exiting;
    }

    /// <summary>The worker's whole life: until the process that started it closes the pipe, or ends.</summary>
    /// <param name="requests">Handle of the pipe with requests.</param>
    /// <param name="answers">Handle of the pipe for answers.</param>
    /// <param name="unsent">File of the memory for what is not sent yet.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string requests, string answers, string unsent)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(answers);

        // Ctrl-C at a terminal reaches all processes; the one that started this one decides what it means.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var input = new AnonymousPipeClientStream(PipeDirection.In, requests);
        using var output = new AnonymousPipeClientStream(PipeDirection.Out, answers);
        StandardStreams.KeepFromChildren(input.SafePipeHandle);
        StandardStreams.KeepFromChildren(output.SafePipeHandle);
        using var memory = MemoryMappedFile.CreateFromFile(unsent, FileMode.Open);
        File.Delete(unsent);
        var host = new CellHost(output, new(), memory);
        host.Serve(input);

        // Nobody is left to tell anything, and what cells left running would hold the process back.
        Process.GetCurrentProcess().Kill();
        return 0;
    }

    /// <summary>Answers requests until there are no more.</summary>
    internal void Serve(Stream requests)
    {
        using var reader = new StreamReader(requests);
        while (reader.ReadLine() is { } line)
        {
            switch (MessageReader.Read(line))
            {
                case WorkerMessage.Open open:
                    _running.Wait();
                    Open(open);
                    break;
                case WorkerMessage.Run run:
                    _running.Wait();
                    _stop.Dispose();
                    _stop = new();
                    var stop = _stop.Token;
                    _running = Task.Run(() => RunCell(run, stop));
                    break;
                case WorkerMessage.Stop:
                    _stop.Cancel();
                    break;
            }
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _exiting;
        _stop.Cancel();
        _running.Wait();
        _engine?.Dispose();
        Kernel.Outputs = _outputsBefore;
        _capture.Dispose();
        _stop.Dispose();
        Environment.CurrentDirectory = _folderBefore;
    }

    private void Open(WorkerMessage.Open open)
    {
        if (_engine is not null)
        {
            _engine.Dispose();
            Formatter.ResetToDefault();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Environment.CurrentDirectory = open.Folder;
        _engine = new(open.Folder, open.IsScript ? [typeof(ScriptHost).FullName!] : []);
        _session = new(_engine);
        Send(new WorkerMessage.Opened());
    }

    private async Task RunCell(WorkerMessage.Run run, CancellationToken stop)
    {
        _isRunning = true;
        ProcessMemory.ResetPeak();
        var before = ProcessMemory.Now();
        var clock = Stopwatch.StartNew();
        var outcome = await _session!.RunAsync(run.Code, run.Name, run.Language, stop).ConfigureAwait(false);
        var time = clock.Elapsed;
        Flush();
        if (outcome is CellOutcome.Finished { Shown: { } shown }) Send(new WorkerMessage.Shown(new CellOutput.Result(shown)));
        var after = ProcessMemory.Now();
        _isRunning = false;
        Send(new WorkerMessage.Ended(
            (outcome as CellOutcome.Failed)?.Error, outcome is CellOutcome.Stopped, outcome is CellOutcome.Stopped { LeftBehind: true },
            new(time, after - before, Math.Max(ProcessMemory.Peak(), after))));
    }

    private void Flush()
    {
        _capture.Flush();
        if (_streams?.Mark() is { } number) Send(new WorkerMessage.Marked(number));
    }

    private void TellOfExit()
    {
        if (!_isRunning) return;
        Flush();
        Send(new WorkerMessage.Exiting());
    }

    private void Send(WorkerMessage message)
    {
        try
        {
            var line = message.ToLine();
            lock (_sending)
            {
                _answers.Write(line);
                _answers.Flush();
            }
        }
        catch (IOException)
        {
            // The other process is gone; reading its requests ends this one.
        }
    }
}
