using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// Loads the assemblies of cells and those that cells reference. What the engine is made of is shared with it, and so is what the
/// host has loaded from the same file: its types are the same on both sides.
/// </summary>
internal sealed class CellLoadContext() : AssemblyLoadContext("cells")
{
    private static readonly Lazy<HashSet<string>> s_engine = new(EngineParts);

    private readonly ConcurrentDictionary<string, Assembly> _cells = [];
    private readonly ConcurrentDictionary<(string, Version), Lazy<Assembly>> _types = [];
    private readonly ConcurrentDictionary<string, string> _files = [];
    private readonly ConcurrentDictionary<string, string> _packages = [];
    private readonly ConcurrentDictionary<string, string> _native = [];

    /// <summary>Whether an assembly was made of a cell.</summary>
    public static bool IsCell(Assembly assembly) => GetLoadContext(assembly) switch
    {
        TypeLoadContext => true,
        CellLoadContext cells => assembly.Location.Length == 0 || cells._cells.Values.Contains(assembly),
        _ => false,
    };

    /// <summary>The files that are findable by the names of their assemblies.</summary>
    public IEnumerable<string> Files => _files.Values;

    /// <inheritdoc cref="Files"/>
    public IEnumerable<string> PackageFiles => _packages.Values;

    /// <summary>The findable libraries of machine code.</summary>
    public IEnumerable<string> NativeFiles => _native.Values;

    /// <summary>Makes a referenced file, and its neighbours, findable.</summary>
    public void AddFile(string path) => _files[Path.GetFileNameWithoutExtension(path)] = path;

    /// <summary>Makes a package's assembly findable, also one that the program itself has in another version.</summary>
    public void AddPackageFile(string path) => _packages.TryAdd(Path.GetFileNameWithoutExtension(path), path);

    /// <summary>Makes a package's library of machine code findable.</summary>
    public void AddNativeFile(string path) => _native.TryAdd(Path.GetFileName(path), path);

    /// <summary>Makes types of cells findable.</summary>
    public void AddTypes(string name, int version, byte[] code, byte[] symbols) => _types.TryAdd((name, new Version(1, 0, version, 0)), new(() =>
    {
        using MemoryStream codeStream = new(code), symbolStream = new(symbols);
        return new TypeLoadContext(name, this).LoadFromStream(codeStream, symbolStream);
    }));

    public Assembly LoadCell(string name, MemoryStream code, MemoryStream symbols) => _cells[name] = LoadFromStream(code, symbols);

    /// <summary>Loads a cell's code from a file, where a debugger finds the symbols beside it.</summary>
    public Assembly LoadCell(string name, string path) => _cells[name] = LoadFromAssemblyPath(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (_cells.TryGetValue(name, out var cell)) return cell;
        if (assemblyName.Version is { } version && _types.TryGetValue((name, version), out var types)) return types.Value;
        if (_packages.TryGetValue(name, out var package)) return LoadFromAssemblyPath(package);
        if (Find(name) is not { } path) return null;

        return s_engine.Value.Contains(name) || IsHostFile(name, path) ? null : LoadFromAssemblyPath(path);
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var asked = unmanagedDllName;
        string[] names = [asked, $"lib{asked}.so", $"{asked}.so", $"{asked}.dll", $"lib{asked}.dylib"];
        var found = names.Select(name => _native.GetValueOrDefault(name)).FirstOrDefault(path => path is not null) ??
            Folders().SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return found is null ? 0 : LoadUnmanagedDllFromPath(found);
    }

    private string? Find(string name) => _files.TryGetValue(name, out var file)
        ? file
        : Folders().Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);

    private IEnumerable<string> Folders() => _files.Values.Select(path => Path.GetDirectoryName(path)!).Distinct();

    // The engine's assembly and what it references, as far as that lies beside it.
    private static HashSet<string> EngineParts()
    {
        var names = new HashSet<string>();
        var open = new Queue<Assembly>([typeof(CellLoadContext).Assembly]);
        while (open.TryDequeue(out var assembly))
        {
            if (!names.Add(assembly.GetName().Name!)) continue;
            foreach (var reference in assembly.GetReferencedAssemblies())
                if (File.Exists(Path.Combine(AppContext.BaseDirectory, reference.Name + ".dll"))) open.Enqueue(Default.LoadFromAssemblyName(reference));
        }

        return names;
    }

    // The same file in the host's own folder, though not loaded yet.
    private static bool IsHostFile(string name, string path) =>
        string.Equals(Path.GetFullPath(path), Path.Combine(AppContext.BaseDirectory, name + ".dll"), StringComparison.Ordinal);

    // A context holds one assembly of a name, and a type may be declared many times.
    private sealed class TypeLoadContext(string name, CellLoadContext cells) : AssemblyLoadContext(name)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => cells.LoadFromAssemblyName(assemblyName);

        protected override nint LoadUnmanagedDll(string unmanagedDllName) => cells.LoadUnmanagedDll(unmanagedDllName);
    }
}
