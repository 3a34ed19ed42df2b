using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>An optimizer's options and state as plain values by name: what its file holds.</summary>
/// <param name="Name">The kind of optimizer: AdamW.</param>
/// <param name="GroupSizes">Parameters of each group.</param>
/// <remarks>
/// The file: eight bytes of recognition, the name, the groups, the parameters, and a last byte. Each value is
/// its name, a letter for its type, and itself; tensors as torch.save writes them. Little-endian, counts as
/// LEB128.
/// </remarks>
internal sealed record SavedOptimizer(
    string Name, int[] GroupSizes, Dictionary<string, object?>[] Options,
    Dictionary<string, object?>[] States)
{
    private const byte End = (byte)'.';
    private const int MostValues = 1000, MostParameters = 10_000_000, LongestName = 200;

    private static ReadOnlySpan<byte> Recognition => "LLMKOPT1"u8;

    public void Write(BinaryWriter writer)
    {
        writer.Write(Recognition);
        WriteText(writer, Name);
        writer.Write7BitEncodedInt(Options.Length);
        for (var i = 0; i < Options.Length; i++)
        {
            writer.Write7BitEncodedInt(GroupSizes[i]);
            WriteValues(writer, Options[i]);
        }

        writer.Write7BitEncodedInt(States.Length);
        foreach (var state in States) WriteValues(writer, state);
        writer.Write(End);
    }

    /// <exception cref="InvalidDataException">The bytes are something else, or end early.</exception>
    public static SavedOptimizer Read(BinaryReader reader, string source)
    {
        try
        {
            if (!reader.ReadBytes(Recognition.Length).AsSpan().SequenceEqual(Recognition))
                throw Broken(source, "it does not begin as one");
            var name = ReadText(reader, source);
            var sizes = new int[ReadCount(reader, source, MostParameters)];
            var options = new Dictionary<string, object?>[sizes.Length];
            for (var i = 0; i < sizes.Length; i++)
            {
                sizes[i] = ReadCount(reader, source, MostParameters);
                options[i] = ReadValues(reader, source, $"group {i}");
            }

            var states = new Dictionary<string, object?>[ReadCount(reader, source, MostParameters)];
            for (var i = 0; i < states.Length; i++) states[i] = ReadValues(reader, source, $"parameter {i}");
            if (reader.ReadByte() != End) throw Broken(source, "it goes on where it should end");
            return new(name, sizes, options, states);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw Broken(source, "it ends early");
        }
    }

    private static void WriteValues(BinaryWriter writer, Dictionary<string, object?> values)
    {
        writer.Write7BitEncodedInt(values.Count);
        foreach (var (key, value) in values)
        {
            WriteText(writer, key);
            WriteValue(writer, value);
        }
    }

    private static void WriteValue(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)'-');
                break;
            case double number:
                writer.Write((byte)'d');
                writer.Write(number);
                break;
            case bool flag:
                writer.Write((byte)'b');
                writer.Write(flag);
                break;
            case long number:
                writer.Write((byte)'i');
                writer.Write(number);
                break;
            case Tensor tensor:
                writer.Write((byte)'t');
                torch.Save(tensor, writer);
                break;
            case Tensor[] tensors:
                writer.Write((byte)'T');
                writer.Write7BitEncodedInt(tensors.Length);
                foreach (var tensor in tensors) torch.Save(tensor, writer);
                break;
            case double[] numbers:
                writer.Write((byte)'D');
                writer.Write7BitEncodedInt(numbers.Length);
                foreach (var number in numbers) writer.Write(number);
                break;
            default:
                throw new NotSupportedException($"A value of type {value.GetType()} can't be saved.");
        }
    }

    private static Dictionary<string, object?> ReadValues(BinaryReader reader, string source, string owner)
    {
        var values = new Dictionary<string, object?>();
        var count = ReadCount(reader, source, MostValues);
        for (var i = 0; i < count; i++)
        {
            var name = ReadText(reader, source);
            values[name] = ReadValue(reader, source, $"\"{name}\" of {owner} in {source}");
        }

        return values;
    }

    private static object? ReadValue(BinaryReader reader, string source, string place)
    {
        switch ((char)reader.ReadByte())
        {
            case '-':
                return null;
            case 'd':
                return reader.ReadDouble();
            case 'b':
                return reader.ReadBoolean();
            case 'i':
                return reader.ReadInt64();
            case 't':
                return torch.Load(reader, place);
            case 'T':
                var tensors = new Tensor[ReadCount(reader, source, MostParameters)];
                for (var i = 0; i < tensors.Length; i++) tensors[i] = torch.Load(reader, place);
                return tensors;
            case 'D':
                var numbers = new double[ReadCount(reader, source, MostParameters)];
                for (var i = 0; i < numbers.Length; i++) numbers[i] = reader.ReadDouble();
                return numbers;
            default:
                throw Broken(source, $"{place} is of no known type");
        }
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write7BitEncodedInt(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(BinaryReader reader, string source)
    {
        var bytes = new byte[ReadCount(reader, source, LongestName)];
        reader.BaseStream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static int ReadCount(BinaryReader reader, string source, int most)
    {
        var count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= most ? count : throw Broken(source, $"it has a count of {count}");
    }

    private static InvalidDataException Broken(string source, string reason) =>
        new($"{source} is no state that save_state_dict wrote: {reason}.");
}
