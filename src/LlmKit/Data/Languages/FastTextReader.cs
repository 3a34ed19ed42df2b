using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmKit.Data.Languages;

/// <summary>Takes numbers and texts from a fastText file, little end first.</summary>
internal sealed class FastTextReader(byte[] content, string name)
{
    private int _position;

    public InvalidDataException Fault(string what) =>
        new($"{name} is not a fastText model that can be read: {what} (byte {_position}). Fetch it again, or train with fasttext 0.9.");

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public byte Byte() => Take(1)[0];

    public void Skip(int count) => Take(count);

    public string Text()
    {
        var length = content.AsSpan(_position).IndexOf((byte)0);
        if (length < 0) throw Fault("a name has no end");
        return Encoding.UTF8.GetString(Take(length + 1)[..length]);
    }

    public byte[] Bytes(long count) => Take(count).ToArray();

    public float[] Singles(long count) => MemoryMarshal.Cast<byte, float>(Take(checked(count * 4))).ToArray();

    public int Count(long number, long least, long most, string what) => number >= least && number <= most ? (int)number
        : throw Fault($"its {what} are {number}, and they have to be from {least} to {most}");

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > content.Length - _position) throw Fault("it ends too early");
        var taken = content.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }
}
