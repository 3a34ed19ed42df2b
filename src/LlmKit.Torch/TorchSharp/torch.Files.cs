namespace TorchSharp;

// One tensor in a file, in TorchSharp's own layout: dtype, rank and lengths as LEB128 numbers, then the elements.
public static partial class torch
{
    private const int Chunk = 1 << 20;

    /// <summary>Writes a tensor to a file; the file appears whole or not at all.</summary>
    public static void save(Tensor t, string location)
    {
        Given(t);
        WriteFile(location, stream => save(t, stream));
    }

    public static void save(Tensor t, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        Save(Given(t), writer);
    }

    /// <summary>Reads a tensor that <see cref="save(Tensor, string)"/> wrote.</summary>
    public static Tensor load(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        return Load(reader, location);
    }

    public static Tensor load(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        return Load(reader, "the stream");
    }

    /// <summary>Writes beside the target and renames, so that a crash leaves the old file or the new one.</summary>
    internal static void WriteFile(string location, Action<Stream> write)
    {
        var temporary = $"{location}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, location, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal static void Save(Tensor tensor, BinaryWriter writer)
    {
        writer.Write7BitEncodedInt((int)tensor.dtype);
        writer.Write7BitEncodedInt((int)tensor.ndim);
        foreach (var length in tensor.shape) writer.Write7BitEncodedInt64(length);

        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        var size = (int)plain.ElementSize;
        var count = plain.numel();
        var flat = plain.view(-1);
        var step = Chunk / size;
        for (long from = 0; from < count; from += step)
        {
            using var part = flat.narrow(0, from, Math.Min(step, count - from));
            writer.Write(part.bytes);
        }
    }

    internal static Tensor Load(BinaryReader reader, string source)
    {
        try
        {
            var type = (ScalarType)reader.Read7BitEncodedInt();
            var rank = reader.Read7BitEncodedInt();
            if (!Enum.IsDefined(type) || rank is < 0 or > 64) throw Broken(source, $"dtype {(int)type} and rank {rank} make no tensor");
            var shape = new long[rank];
            for (var i = 0; i < rank; i++) shape[i] = reader.Read7BitEncodedInt64();

            var bytes = CheckedBytes(shape, type, source);
            if (reader.BaseStream.CanSeek && reader.BaseStream.Length - reader.BaseStream.Position < bytes)
                throw Broken(source, $"{type.TorchName()}[{string.Join(", ", shape)}] needs {bytes} bytes, {reader.BaseStream.Length - reader.BaseStream.Position} are left");

            var tensor = empty(shape, type, CPU);
            Fill(tensor, reader);
            return tensor;
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw Broken(source, "it ends early");
        }
    }

    private static long CheckedBytes(long[] shape, ScalarType type, string source)
    {
        try
        {
            return shape.Aggregate(type.ElementSize(), (product, length) =>
                length >= 0 ? checked(product * length) : throw Broken(source, $"a dimension has length {length}"));
        }
        catch (OverflowException)
        {
            throw Broken(source, $"the lengths {string.Join(" × ", shape)} are too large");
        }
    }

    private static void Fill(Tensor tensor, BinaryReader reader)
    {
        using var flat = tensor.view(-1);
        var step = Chunk / (int)tensor.ElementSize;
        var count = tensor.numel();
        for (long from = 0; from < count; from += step)
        {
            using var part = flat.narrow(0, from, Math.Min(step, count - from));
            reader.BaseStream.ReadExactly(part.bytes);
        }
    }

    private static InvalidDataException Broken(string source, string reason) => new(
        $"{source} is not a tensor that torch.save wrote: {reason}.");
}
