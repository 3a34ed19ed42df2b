using System.IO.MemoryMappedFiles;
using System.Text;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Text that was printed and is gathered before it is handed over, in memory that another process sees too: so it is
/// not lost when this process dies before it hands it over.
/// </summary>
internal sealed class UnsentText : IDisposable
{
    /// <summary>Bytes that the memory takes: a length, and room for all that is gathered.</summary>
    public const int Bytes = sizeof(int) + Room;

    private const int Room = 1 << 18;
    private readonly MemoryMappedViewAccessor _memory;
    private readonly unsafe byte* _start;

    /// <param name="file">The shared memory.</param>
    /// <param name="place">Which of the texts in it this is.</param>
    public unsafe UnsentText(MemoryMappedFile file, int place)
    {
        ArgumentNullException.ThrowIfNull(file);
        _memory = file.CreateViewAccessor((long)place * Bytes, Bytes);
        byte* start = null;
        _memory.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _memory.PointerOffset;
    }

    private unsafe int Length
    {
        get => Math.Clamp(*(int*)_start, 0, Room);
        set => Volatile.Write(ref *(int*)_start, value);
    }

    private unsafe Span<byte> Text => new(_start + sizeof(int), Room);

    /// <summary>What was printed and not handed over.</summary>
    public string Read() => Encoding.UTF8.GetString(Text[..Length]);

    /// <summary>Adds a text; what there is no room for is left out.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var length = Length;
        Encoding.UTF8.TryGetBytes(text, Text[length..], out var written);
        Length = length + written;
    }

    /// <summary>The first so many bytes of UTF-8 were handed over.</summary>
    public void Drop(int count)
    {
        var rest = Text[Math.Min(count, Length)..Length];
        rest.CopyTo(Text);
        Length = rest.Length;
    }

    public void Dispose()
    {
        _memory.SafeMemoryMappedViewHandle.ReleasePointer();
        _memory.Dispose();
    }
}
