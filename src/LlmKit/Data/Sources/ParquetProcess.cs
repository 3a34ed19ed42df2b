using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LlmKit.Data.Sources;

/// <summary>A process that reads Parquet files for this one. When it crashes on a damaged file that is a fault of the file.</summary>
internal sealed class ParquetProcess : IDisposable
{
    /// <summary>The name under which a program that can be such a process says how it is started: AppContext's data, a list of words.</summary>
    public const string Setting = "LlmKit.Data.ParquetProcess";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private static ParquetProcess? s_idle;

    private readonly Process _process;
    private readonly StringBuilder _complaints = new();

    private ParquetProcess(string[] program)
    {
        var start = new ProcessStartInfo(program[0], program[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_complaints)
                if (_complaints.Length < 2000) _complaints.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>How the program is started; null where Parquet is read in this process.</summary>
    private static string[]? Program => AppContext.GetData(Setting) as string[];

    /// <summary>The rows of a file, read elsewhere; null where there is no program for it.</summary>
    public static IEnumerable<SourceRow>? Read(string path, int limit) => Program is { } program && !path.Contains('\n') ? Read(program, path, limit) : null;

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static IEnumerable<SourceRow> Read(string[] program, string path, int limit)
    {
        var worker = Interlocked.Exchange(ref s_idle, null) is { _process.HasExited: false } idle ? idle : new(program);
        var isWhole = false;
        try
        {
            worker._process.StandardInput.WriteLine(Path.GetFullPath(path));
            worker._process.StandardInput.Flush();
            using var stream = new PatientStream(worker._process, s_patience);
            var lines = new LineReader(stream, limit);
            for (long number = 1; !isWhole; number++)
            {
                if (!lines.TryRead(out var line))
                {
                    yield return new(number == 1 ? 0 : number, 0, default, worker.Crash(stream.IsTooSlow, number));
                    yield break;
                }

                if (line.Span is [ParquetWorker.EndMark]) isWhole = true;
                else if (lines.IsTooLong) yield return new(number, 1, line, $"the row is longer than {limit} bytes.");
                else if (line.Span is [ParquetWorker.FaultMark, ..]) yield return Fault(line.Span[1..]);
                else yield return new(number, 1, line);
            }
        }
        finally
        {
            // A worker whose answer was not read to its end would give the rest to the next reader.
            if (!isWhole || Interlocked.CompareExchange(ref s_idle, worker, null) is not null) worker.Dispose();
        }
    }

    private static SourceRow Fault(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        return new(long.Parse(text[..space], CultureInfo.InvariantCulture), 0, default, Encoding.UTF8.GetString(text[(space + 1)..]));
    }

    private string Crash(bool isTooSlow, long row)
    {
        if (isTooSlow)
            return $"reading row {row} takes over {s_patience.TotalSeconds} s, which only a damaged file does. Read it with llmkit data query to be sure.";
        _process.WaitForExit(2000);
        string complaints;
        lock (_complaints) complaints = _complaints.ToString().Trim();
        var code = _process.HasExited ? _process.ExitCode : 0;
        return $"DuckDB crashed at row {row} (exit code {code}{(code > 128 ? $", signal {code - 128}" : "")}), so the file is damaged. "
            + $"Make it again from its source.{(complaints.Length > 0 ? $" {complaints.Split('\n')[0]}" : "")}";
    }

    // Ends when nothing comes for a long time.
    private sealed class PatientStream(Process process, TimeSpan patience) : ReadOnlyStream
    {
        private readonly Stream _stream = process.StandardOutput.BaseStream;

        public bool IsTooSlow { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            using var timer = new CancellationTokenSource(patience);
            using var kill = timer.Token.Register(() =>
            {
                IsTooSlow = true;
                process.Kill();
            });
            return _stream.Read(buffer);
        }
    }
}
