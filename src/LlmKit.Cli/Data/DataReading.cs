using System.Diagnostics;
using LlmKit.Data;
using LlmKit.Data.Sources;

namespace LlmKit.Cli.Data;

/// <summary>Samples of several paths one after the other, with a counter on a terminal and the bad rows told.</summary>
internal sealed class DataReading : IDisposable
{
    private const int MostTold = 5;

    private readonly ReadOptions _options;
    private readonly RejectedRows? _rejected;
    private readonly TextWriter _error;
    private readonly CancellationToken _stop;
    private readonly bool _isTerminal;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SampleReader _reader;
    private long _shown = -200;
    private bool _isOnLine;

    public DataReading(ReadOptions options, string? rejected, TextWriter error, CancellationToken stop)
    {
        _options = options;
        _rejected = rejected is null ? null : new(rejected);
        (_error, _stop) = (error, stop);
        _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
        _reader = new(options with { Skipped = Skip });
    }

    public long Read => _reader.Read;

    /// <summary>Rows that could not be read or written.</summary>
    public long Skipped { get; private set; }

    /// <summary>Is cancelled by Ctrl-C.</summary>
    public CancellationToken Stop => _stop;

    public IEnumerable<Sample> Samples(IEnumerable<string> paths) => Samples(paths, _reader);

    /// <summary>The same samples once more. Bad rows have been told the first time.</summary>
    public IEnumerable<Sample> SamplesAgain(IEnumerable<string> paths) =>
        Samples(paths, new SampleReader(_options with { Skipped = null }));

    private IEnumerable<Sample> Samples(IEnumerable<string> paths, SampleReader reader)
    {
        foreach (var path in paths)
        {
            foreach (var sample in reader.Samples(path))
            {
                _stop.ThrowIfCancellationRequested();
                Show(reader.Read);
                yield return sample;
            }
        }

        Erase();
    }

    /// <summary>A sample that was read and cannot be written.</summary>
    /// <exception cref="DataFormatException">Bad rows end the run.</exception>
    public void Refuse(long number, string path, string reason)
    {
        var fault = new DataFault(path, 0, 0, $"sample {number} cannot be written: {reason}");
        if (_options.OnError == OnError.Stop) throw new DataFormatException(fault);
        Skip(fault);
    }

    public void Dispose()
    {
        Erase();
        _rejected?.Dispose();
    }

    private void Skip(DataFault fault)
    {
        Erase();
        if (++Skipped <= MostTold) _error.WriteLine($"llmkit: {fault}");
        else if (Skipped == MostTold + 1) _error.WriteLine("llmkit: further bad rows are only counted.");
        _rejected?.Add(fault);
    }

    private void Show(long read)
    {
        if (!_isTerminal || _clock.ElapsedMilliseconds - _shown < 200) return;
        _shown = _clock.ElapsedMilliseconds;
        _isOnLine = true;
        _error.Write($"\r{read:N0} samples, {Skipped:N0} skipped ");
    }

    private void Erase()
    {
        if (_isOnLine) _error.Write("\r\x1b[K");
        _isOnLine = false;
    }
}
