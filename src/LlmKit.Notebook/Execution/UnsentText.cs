using System.IO.MemoryMappedFiles;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Text that was printed and is gathered before it is handed over, in memory that another process sees too: so it is
/// not lost when this process dies before it hands it over.
/// </summary>
internal sealed class UnsentText : IDisposable
{
    /// <summary>Bytes that the memory takes: a head, and room for all that is gathered.</summary>
    public const int Bytes = sizeof(ulong) + Room * sizeof(char);

    private const int Room = 1 << 17;
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

    // How many letters were handed over before, and how many are here: written at once, so that they always fit together.
    private unsafe (uint Start, int Length) Head
    {
        get => *(ulong*)_start is var head ? ((uint)(head >> 32), (int)Math.Min((uint)head, Room)) : default;
        set => Volatile.Write(ref *(ulong*)_start, (ulong)value.Start << 32 | (uint)value.Length);
    }

    private unsafe Span<char> Text => new(_start + sizeof(ulong), Room);

    /// <summary>What was printed and not handed over.</summary>
    /// <param name="received">How many letters were received that were handed over.</param>
    public string Read(long received)
    {
        var (start, length) = Head;
        var known = (uint)received - start;
        return known < length ? Text[(int)known..length].ToString() : "";
    }

    /// <summary>Adds a text; what there is no room for is left out.</summary>
    public void Add(string text)
    {
        var (start, length) = Head;
        var added = text.AsSpan(0, Math.Min(text.Length, Room - length));
        added.CopyTo(Text[length..]);
        Head = (start, length + added.Length);
    }

    /// <summary>The first so many letters were handed over.</summary>
    public void Drop(int count)
    {
        var (start, length) = Head;
        var rest = Text[Math.Min(count, length)..length];
        rest.CopyTo(Text);
        Head = (start + (uint)count, rest.Length);
    }

    public void Dispose()
    {
        _memory.SafeMemoryMappedViewHandle.ReleasePointer();
        _memory.Dispose();
    }
}
