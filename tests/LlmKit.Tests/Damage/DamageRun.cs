using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Tests.Damage;

/// <summary>
/// Gives a parser damaged inputs, one after the other, on a thread with a small stack. Fails on whatever is neither a right answer
/// nor a clear error, on what takes too long, and on what takes too much memory.
/// </summary>
/// <remarks>
/// Memory is bounded by 10 times the input (<see cref="DamagedParser.Times"/>) and the parser's allowance. What a thread allocates bounds what it holds; only where
/// that is over the bound what really lives is measured, by collecting all the time while the input is read again.
/// </remarks>
internal sealed partial class DamageRun : IDisposable
{
    private const int Stack = 1 << 20;
    private const int Measurements = 10;

    private static readonly TimeSpan s_hangs = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_slowByte = TimeSpan.FromMicroseconds(100);

    // What .NET's own exceptions say when nobody looked for the fault.
    private static readonly string[] s_unclear =
        ["(Parameter '", "Object reference", "Index was out", "Specified argument", "Exception of type", "Nullable object", "Sequence contains", "outside the bounds", "Arithmetic operation"];

    private readonly DamagedParser _parser;
    private readonly Mutator _mutator;
    private readonly bool _keepsMessages;
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Memory(), $"llmkit-damage-{Guid.NewGuid():N}")).FullName;
    private readonly Action<byte[]> _read;
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int, string)> _messages = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly long _allowance;
    private int _parsed;
    private bool _hasFault;
    private bool _isCounted;
    private (TimeSpan Time, int Number) _slowest;
    private (double Times, int Number) _memory;
    private int _measured;
    private double _mostAllocated;
    private long _current = -1;
    private long _started;

    public DamageRun(DamagedParser parser, bool keepsMessages = false)
    {
        (_parser, _mutator, _keepsMessages) = (parser, parser.Mutator(), keepsMessages);
        _read = parser.Open(new DamageTrial(_folder, Fault));
        _allowance = (2 * parser.Seeds().Max(Undamaged)) + (256 << 10) + parser.Allowance;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Reads the inputs of these numbers.</summary>
    public DamageReport Read(int from, int count) => Read(Enumerable.Range(from, count), _mutator.Make);

    /// <summary>Reads inputs that were not made by number.</summary>
    public DamageReport Read(IReadOnlyList<byte[]> inputs) => Read(Enumerable.Range(0, inputs.Count), number => inputs[number]);

    private DamageReport Read(IEnumerable<int> numbers, Func<int, byte[]> make)
    {
        Exception? error = null;
        var inputs = 0;
        var last = Path.Combine(Path.GetTempPath(), $"llmkit-damage-{_parser.Name}.last");
        using (var place = MemoryMappedFile.CreateFromFile(last, FileMode.Create, null, 64))
        using (var view = place.CreateViewAccessor())
        {
            var thread = new Thread(() =>
            {
                try
                {
                    foreach (var number in numbers)
                    {
                        // What ends the process leaves the number behind.
                        view.Write(0, number);
                        One(number, make(number));
                        inputs++;
                    }
                }
                catch (Exception e)
                {
                    error = e;
                }
            }, Stack) { IsBackground = true };
            thread.Start();
            while (!thread.Join(1000))
            {
                if (_clock.Elapsed - TimeSpan.FromTicks(Interlocked.Read(ref _started)) > s_hangs && Interlocked.Read(ref _current) is var number and >= 0)
                    throw Failure((int)number, make((int)number), $"has not ended after {s_hangs.TotalSeconds} s");
            }
        }

        File.Delete(last);
        if (error is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        return new(_parser.Name, inputs, _clock.Elapsed, _parsed, _refused, _slowest, _allowance, _memory, _messages);
    }

    private long Undamaged(byte[] seed)
    {
        // The first time also fills tables that stay.
        _read(seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _read(seed);
        return _hasFault ? throw new InvalidOperationException($"{_parser.Name}: an undamaged file is refused: {Shown(seed)}")
            : GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void One(int number, byte[] input)
    {
        Interlocked.Exchange(ref _started, _clock.Elapsed.Ticks);
        Interlocked.Exchange(ref _current, number);
        var (time, allocated) = Measured(number, input, isCounted: true);
        var slow = s_slow + (input.Length * s_slowByte);
        for (var again = 0; again < 2 && time > slow; again++) time = Min(time, Measured(number, input, isCounted: false).Time);
        if (time > slow) throw Failure(number, input, $"takes {time.TotalSeconds:F1} s");
        if (time > _slowest.Time) _slowest = (time, number);
        var times = Times(allocated, input);
        Interlocked.Exchange(ref _started, _clock.Elapsed.Ticks);
        if (times > _parser.Times) times = IsMeasured(times) ? Times(Living(number, input), input) : 0;
        if (times > _parser.Times) throw Failure(number, input, $"takes {times:F0} times its length, beyond an allowance of {_allowance:N0} bytes");
        if (times > _memory.Times) _memory = (times, number);
        Interlocked.Exchange(ref _current, -1);
    }

    // To measure takes long: the first ones, and those that allocate more than any before.
    private bool IsMeasured(double times)
    {
        if (_measured++ >= Measurements && times <= _mostAllocated) return false;
        _mostAllocated = Math.Max(times, _mostAllocated);
        return true;
    }

    private double Times(long bytes, byte[] input) =>
        Math.Max(0, bytes - _allowance) / (double)Math.Max(1, _parser.IsText ? 2 * Encoding.UTF8.GetCharCount(input) : input.Length);

    private (TimeSpan Time, long Allocated) Measured(int number, byte[] input, bool isCounted)
    {
        var (start, before) = (_clock.Elapsed, GC.GetAllocatedBytesForCurrentThread());
        (_hasFault, _isCounted) = (false, isCounted);
        string? refusal = null;
        try
        {
            _read(input);
        }
        catch (Exception e) when (_parser.Refusals.Contains(e.GetType()))
        {
            refusal = e.GetType().Name;
            if (WrongIn(e.Message) is { } wrong) throw Failure(number, input, $"is refused with a message that {wrong}: {e.Message}", e);
            Keep(e.Message);
        }
        catch (Exception e)
        {
            throw Failure(number, input, $"ends in {e.GetType().Name}: {e.Message}", e);
        }

        var result = (_clock.Elapsed - start, GC.GetAllocatedBytesForCurrentThread() - before);
        if (!isCounted) return result;
        if (refusal is null && !_hasFault) _parsed++;
        else _refused[refusal ?? "fault"] = _refused.GetValueOrDefault(refusal ?? "fault") + 1;
        return result;
    }

    // The most that lives at once while an input is read again.
    private long Living(int number, byte[] input)
    {
        var reading = new Thread(() => Measured(number, input, isCounted: false), Stack) { IsBackground = true };
        var (before, most) = (Live(), 0L);
        reading.Start();
        do most = Math.Max(most, Live() - before);
        while (!reading.Join(3));
        return most;
    }

    private static long Live()
    {
        GC.Collect();
        var heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }

    private void Fault(string message)
    {
        _hasFault = true;
        if (WrongIn(message) is { } wrong) throw new InvalidOperationException($"a fault's message {wrong}: {message}");
        Keep(message);
    }

    private string? WrongIn(string message) =>
        message.Length < 20 ? "says nothing"
        : s_unclear.FirstOrDefault(words => message.Contains(words, StringComparison.Ordinal)) is { } unclear ? $"has \"{unclear}\""
        : _parser.NamesFile && !message.Contains("damaged", StringComparison.Ordinal) ? "does not name the file"
        : null;

    private void Keep(string message)
    {
        if (!_keepsMessages || !_isCounted) return;
        var shape = Quoted().Replace(Digits().Replace(message.Replace(_folder, "", StringComparison.Ordinal), "#"), "\"…\"");
        shape = shape[..Math.Min(shape.Length, 50)];
        _messages[shape] = _messages.TryGetValue(shape, out var known) ? (known.Item1 + 1, known.Item2) : (1, message[..Math.Min(message.Length, 400)]);
    }

    private InvalidOperationException Failure(int number, byte[] input, string what, Exception? cause = null) =>
        new($"Input {number} of {_parser.Name} {what}\nAgain: LLMKIT_DAMAGE={_parser.Name}:{number}\n{Shown(input)}", cause);

    private static string Shown(byte[] input)
    {
        var start = input[..Math.Min(input.Length, 600)];
        return $"{input.Length} bytes{(input.Length > start.Length ? ", which begin" : "")}: {Encoding.UTF8.GetString(start)}";
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    // A folder that is no disk, where there is one.
    private static string Memory() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex("\"[^\"]*\"|'[^']*'")]
    private static partial Regex Quoted();
}
