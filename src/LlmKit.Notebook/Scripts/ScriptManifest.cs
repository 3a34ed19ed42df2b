using System.Security.Cryptography;
using System.Text;

namespace LlmKit.Notebook.Scripts;

/// <summary>A compiled script's list of parts, with a hash at the end: half a list is no list.</summary>
internal static class ScriptManifest
{
    /// <summary>Changes with the form of the list.</summary>
    public const int Version = 1;

    private const int MostParts = 100_000;

    public static byte[] Write(ScriptProgram program)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(program.Assemblies.Count);
        foreach (var assembly in program.Assemblies)
        {
            writer.Write(assembly.Name);
            writer.Write(SHA256.HashData(assembly.Code));
            writer.Write(SHA256.HashData(assembly.Symbols));
        }

        writer.Write(program.Inputs.Count);
        foreach (var input in program.Inputs)
        {
            writer.Write(input.Path);
            writer.Write(input.Mark);
        }

        foreach (var paths in new[] { program.Files, program.Packages, program.Native })
        {
            writer.Write(paths.Count);
            foreach (var path in paths) writer.Write(path);
        }

        writer.Write(program.IsFloating);
        writer.Flush();
        writer.Write(SHA256.HashData(bytes.ToArray()));
        return bytes.ToArray();
    }

    /// <param name="read">Gives an assembly's code or symbols by its number in the list.</param>
    /// <exception cref="InvalidDataException">The list, or what it names, is damaged.</exception>
    public static ScriptProgram Read(byte[] bytes, Func<int, (string Path, byte[] Code, byte[] Symbols)> read)
    {
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        Check(content, bytes.AsSpan(content.Length));
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var assemblies = List(i =>
        {
            var name = reader.ReadString();
            var (path, code, symbols) = read(i);
            Check(code, reader.ReadBytes(SHA256.HashSizeInBytes));
            Check(symbols, reader.ReadBytes(SHA256.HashSizeInBytes));
            return new ScriptAssembly(name, code, symbols, path);
        });
        var inputs = List(_ => new ScriptInput(reader.ReadString(), reader.ReadString()));
        return new(assemblies, inputs, Paths(), Paths(), Paths(), reader.ReadBoolean());

        string[] Paths() => List(_ => reader.ReadString());

        T[] List<T>(Func<int, T> item)
        {
            var count = reader.ReadInt32();
            if (count is < 0 or > MostParts) throw new InvalidDataException();
            var items = new T[count];
            for (var i = 0; i < count; i++) items[i] = item(i);
            return items;
        }

        static void Check(ReadOnlySpan<byte> part, ReadOnlySpan<byte> hash)
        {
            if (!hash.SequenceEqual(SHA256.HashData(part))) throw new InvalidDataException();
        }
    }
}
