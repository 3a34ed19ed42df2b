using System.Buffers;
using System.Text;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// The XML documentation of one assembly. Only the places of its members are kept, a few bytes each; a member's
/// text is read when it is asked for.
/// </summary>
/// <param name="block">Bytes that are read at once; more than the longest name.</param>
internal sealed class DocumentationFile(string path, int block = 1 << 18)
{
    private const int LongestMember = 1 << 20;

    private readonly Lazy<Dictionary<ulong, long>> _members = new(() => Index(path, block));

    private static ReadOnlySpan<byte> Opening => "<member name=\""u8;

    private static ReadOnlySpan<byte> Closing => "</member>"u8;

    public string Path => path;

    /// <summary>
    /// The <c>member</c> element of a documentation id such as <c>M:System.String.Trim</c>; null when there
    /// is none.
    /// </summary>
    public string? Find(string id)
    {
        var name = Encoding.UTF8.GetBytes(id);
        try
        {
            return _members.Value.TryGetValue(Hash(name), out var offset) ? Read(offset, name) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Dictionary<ulong, long> Index(string path, int block)
    {
        var members = new Dictionary<ulong, long>();
        using var file = File.OpenHandle(path);
        var buffer = ArrayPool<byte>.Shared.Rent(block);
        try
        {
            var (offset, kept) = (0L, 0);
            while (RandomAccess.Read(file, buffer.AsSpan(kept), offset + kept) is var read and > 0)
            {
                var text = buffer.AsSpan(0, kept + read);
                var next = Scan(text, offset, members);
                text[next..].CopyTo(buffer);
                offset += next;
                kept = text.Length - next;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        members.TrimExcess();
        return members;
    }

    // Returns how much of the text needs no second look together with what follows it.
    private static int Scan(ReadOnlySpan<byte> text, long offset, Dictionary<ulong, long> members)
    {
        var at = 0;
        while (text[at..].IndexOf(Opening) is var found and >= 0)
        {
            var name = at + found + Opening.Length;
            var length = text[name..].IndexOf((byte)'"');
            if (length < 0) return at + found > 0 ? at + found : text.Length;

            members.TryAdd(Hash(text.Slice(name, length)), offset + at + found);
            at = name + length;
        }

        return Math.Max(at, text.Length - Opening.Length + 1);
    }

    private string? Read(long offset, ReadOnlySpan<byte> name)
    {
        using var file = File.OpenHandle(path);
        for (var size = 4096; size <= LongestMember; size *= 4)
        {
            var buffer = new byte[size];
            var text = buffer.AsSpan(0, RandomAccess.Read(file, buffer, offset));
            if (!text.StartsWith(Opening) || !text[Opening.Length..].StartsWith(name)) return null;
            if (text.IndexOf(Closing) is var end and >= 0)
                return Encoding.UTF8.GetString(text[..(end + Closing.Length)]);
            if (text.Length < size) return null;
        }

        return null;
    }

    // FNV-1a. What is read at a place is compared with the name, so two members of one hash cost one of them
    // its text.
    private static ulong Hash(ReadOnlySpan<byte> name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
