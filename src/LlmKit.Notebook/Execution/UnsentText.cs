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

    /// <param name="file">The shared memory.</param>
    /// <param name="place">Which of the texts in it this is.</param>
    public UnsentText(MemoryMappedFile file, int place)
    {
        ArgumentNullException.ThrowIfNull(file);
        _memory = file.CreateViewAccessor((long)place * Bytes, Bytes);
    }

    private int Length
    {
        get => Math.Clamp(_memory.ReadInt32(0), 0, Room);
        set => _memory.Write(0, value);
    }

    /// <summary>What was printed and not handed over.</summary>
    public string Read()
    {
        var bytes = new byte[Length];
        _memory.ReadArray(sizeof(int), bytes, 0, bytes.Length);
        return Encoding.UTF8.GetString(bytes);
    }

    public void Add(string text)
    {
        var length = Length;
        var bytes = Encoding.UTF8.GetBytes(text);
        var count = Math.Min(bytes.Length, Room - length);
        _memory.WriteArray(sizeof(int) + length, bytes, 0, count);
        Length = length + count;
    }

    /// <summary>The first so many bytes of UTF-8 were handed over.</summary>
    public void Drop(int count)
    {
        var rest = new byte[Math.Max(0, Length - count)];
        _memory.ReadArray(sizeof(int) + Length - rest.Length, rest, 0, rest.Length);
        _memory.WriteArray(sizeof(int), rest, 0, rest.Length);
        Length = rest.Length;
    }

    public void Dispose() => _memory.Dispose();
}
