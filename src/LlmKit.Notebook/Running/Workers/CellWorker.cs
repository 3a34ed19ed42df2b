using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>The place where a notebook's cells run, seen from the run: a process of its own, or this one.</summary>
internal sealed class CellWorker : IDisposable
{
    private const string StandardOutput = "stdout", StandardError = "stderr";

    // A cell that cannot be stopped is left behind after 1.5 s; a worker that does not say so is beyond help.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    // A pipe's end that is meant for one worker must not be inherited by another that starts at the same moment.
    private static readonly Lock s_starting = new();

    private readonly Process? _process;
    private readonly Thread? _host;
    private readonly AnonymousPipeServerStream _requests = new(PipeDirection.Out, HandleInheritability.Inheritable);
    private readonly AnonymousPipeServerStream _answers = new(PipeDirection.In, HandleInheritability.Inheritable);
    private readonly BlockingCollection<WorkerMessage> _messages = [];
    private readonly WorkerStream[] _streams = [];
    private readonly SharedMemory? _unsent;

    // Letters of the two streams that came as messages.
    private readonly long[] _received = new long[2];
    private readonly Thread _reading;
    private Action<CellOutput>? _shown;
    private bool _isTainted;

    /// <summary>Starts a process.</summary>
    /// <param name="hasInput">Whether cells may read this process's standard input.</param>
    public CellWorker(WorkerProgram program, bool hasInput)
    {
        _unsent = new SharedMemory(2 * UnsentText.Bytes);
        lock (s_starting)
        {
            string[] handles = [_requests.GetClientHandleAsString(), _answers.GetClientHandleAsString(), _unsent.Path];
            var start = new ProcessStartInfo(program.File, [.. program.Arguments, .. handles])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = !hasInput,
            };
            _process = Process.Start(start)!;
            _requests.DisposeLocalCopyOfClientHandle();
            _answers.DisposeLocalCopyOfClientHandle();
        }

        if (!hasInput) _process.StandardInput.Close();
        _streams =
        [
            new(_process.StandardOutput.BaseStream, text => _shown?.Invoke(new CellOutput.Stream(StandardOutput, text))),
            new(_process.StandardError.BaseStream, text => _shown?.Invoke(new CellOutput.Stream(StandardError, text))),
        ];
        _reading = StartReading();
    }

    /// <summary>Runs cells in this process, for programs that are no workers themselves. What ends a process ends them too.</summary>
    public CellWorker()
    {
        _host = new Thread(() =>
        {
            using var requests = new AnonymousPipeClientStream(PipeDirection.In, _requests.ClientSafePipeHandle);
            using var answers = new AnonymousPipeClientStream(PipeDirection.Out, _answers.ClientSafePipeHandle);
            using var host = new CellHost(answers, streams: null);
            host.Serve(requests);
        })
        { IsBackground = true, Name = "cell host" };
        _host.Start();
        _reading = StartReading();
    }

    /// <summary>Whether another notebook can run in it: it lives, and no cell was left behind in it.</summary>
    public bool IsUsable => !_isTainted && _process?.HasExited != true;

    /// <summary>Begins a notebook: nothing of an earlier one is left.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="isScript">Whether cells see what scripts see.</param>
    /// <exception cref="IOException">The process does not start.</exception>
    public void Open(string folder, bool isScript)
    {
        Send(new WorkerMessage.Open(folder, isScript));
        while (Next(CancellationToken.None) is not WorkerMessage.Opened)
        {
            if (!_messages.IsCompleted) continue;
            var death = Death("", isExiting: false, peak: 0);
            throw new IOException($"The process for its cells ended at its start. {death.Reason} {string.Join(' ', death.LastWords)}".TrimEnd());
        }
    }

    /// <summary>Runs a cell and waits for its end.</summary>
    /// <param name="shown">Gets what it shows, from one thread at a time or several.</param>
    /// <param name="cancel">Stops it.</param>
    public CellEnd Run(string code, string name, string language, Action<CellOutput> shown, CancellationToken cancel)
    {
        _shown = shown;
        var clock = Stopwatch.StartNew();
        var (isAsked, isExiting, giveUp, most, before) = (false, false, TimeSpan.MaxValue, Memory(), Memory());
        Send(new WorkerMessage.Run(code, name, language));
        try
        {
            while (true)
            {
                if (!isAsked && cancel.IsCancellationRequested)
                {
                    Send(new WorkerMessage.Stop());
                    (isAsked, giveUp) = (true, clock.Elapsed + s_patience);
                }

                var message = Next(isAsked ? CancellationToken.None : cancel);
                most = Math.Max(most, Memory());
                switch (message)
                {
                    case WorkerMessage.Shown output:
                        if (output.Output is CellOutput.Stream text) _received[text.Name == StandardOutput ? 0 : 1] += text.Text.Length;
                        shown(output.Output);
                        break;
                    case WorkerMessage.Marked mark:
                        foreach (var stream in _streams) stream.WaitFor(mark.Number, s_drain);
                        break;
                    case WorkerMessage.Exiting:
                        isExiting = true;
                        break;
                    case WorkerMessage.Ended ended:
                        _isTainted |= ended.IsLeftBehind;
                        return End(ended);
                    case null when _messages.IsCompleted:
                        return new CellEnd.Died(Death(code, isExiting, most)) { Figures = new(clock.Elapsed, most - before, most) };
                    case null when clock.Elapsed > giveUp:
                        _isTainted = true;
                        return new CellEnd.Stopped(IsLeftBehind: true) { Figures = new(clock.Elapsed, most - before, most) };
                }
            }
        }
        finally
        {
            _shown = null;
        }
    }

    public void Dispose()
    {
        _requests.Dispose();
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit();
        }
        else if (!_isTainted)
        {
            _host?.Join();
        }

        _reading.Join(s_drain);
        _answers.Dispose();
        _process?.Dispose();
        _unsent?.Dispose();
    }

    private static CellEnd End(WorkerMessage.Ended ended) =>
        ended.IsStopped ? new CellEnd.Stopped(ended.IsLeftBehind) { Figures = ended.Figures }
        : ended.Error is { } error ? new CellEnd.Failed(error) { Figures = ended.Figures }
        : new CellEnd.Finished { Figures = ended.Figures };

    private WorkerDeath Death(string code, bool isExiting, long peak)
    {
        _isTainted = true;
        if (_process is null) throw new InvalidOperationException("The cells' host ended though its process lives.");
        _process.WaitForExit(s_patience);
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        foreach (var (i, stream) in _streams.Index())
        {
            stream.WaitForEnd(s_drain);
            using var unsent = new UnsentText(_unsent!.File, i);
            if (unsent.Read(_received[i]) is { Length: > 0 } text) _shown?.Invoke(new CellOutput.Stream(i == 0 ? StandardOutput : StandardError, text));
        }

        return WorkerDeath.Of(_process.ExitCode, string.Concat(_streams.Select(stream => stream.LastWords)), code, isExiting, peak);
    }

    private WorkerMessage? Next(CancellationToken cancel)
    {
        try
        {
            return _messages.TryTake(out var message, (int)s_look.TotalMilliseconds, cancel) ? message : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private long Memory() => _process is null ? 0 : ProcessMemory.Of(_process.Id) ?? 0;

    private void Send(WorkerMessage message)
    {
        try
        {
            _requests.Write(message.ToLine());
        }
        catch (IOException)
        {
            // The worker died; the end of its answers says so.
        }
    }

    private Thread StartReading()
    {
        var thread = new Thread(() =>
        {
            try
            {
                using var reader = new StreamReader(_answers, leaveOpen: true);
                while (reader.ReadLine() is { } line) _messages.Add(MessageReader.Read(line));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // A line cut off in the middle: the worker died while it wrote.
            }

            _messages.CompleteAdding();
        })
        { IsBackground = true, Name = "worker's answers" };
        thread.Start();
        return thread;
    }
}
