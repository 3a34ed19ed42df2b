using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.InteropServices;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Packages;

/// <summary>
/// Lets cells use what packages bring: the compiler sees the assemblies, which are loaded when first needed.
/// What the program shares with cells (the platform, LlmKit, the compiler) is never loaded a second time.
/// </summary>
internal sealed class PackageAssemblies(CellLoadContext context)
{
    private readonly Lock _lock = new();
    private readonly List<MetadataReference> _references = [];
    private readonly Dictionary<ImmutableArray<MetadataReference>, ImmutableArray<MetadataReference>>
        _all = [];


    /// <summary>
    /// The platform's assemblies and those of the packages; the same array until a package comes. Any thread
    /// may ask.
    /// </summary>
    public ImmutableArray<MetadataReference> With(ImmutableArray<MetadataReference> platform)
    {
        lock (_lock)
        {
            if (_references.Count == 0) return platform;
            if (_all.TryGetValue(platform, out var all)) return all;
            return _all[platform] = [.. platform.Union(_references)];
        }
    }

    /// <summary>Uses the program's own assembly of a package's name, if there is one.</summary>
    /// <param name="notes">Is told so.</param>
    public bool TryUseHost(PackageRequest request, List<string> notes)
    {
        if (HostAssemblies.FileOf(AssemblyOf(request.Name)) is not { } file) return false;

        var isPlatform = HostAssemblies.IsOfPlatform(file);
        var version = VersionOf(file).ToString(3);
        var isAsAsked = request.Version.Text.Length == 0 || request.Version.Allows(version);
        var asked = isAsAsked ? "" : $" ({request.Version.Text} was asked for)";
        notes.Add(isPlatform
            ? $"{request.Name} is part of .NET {Environment.Version}, which is used{asked}."
            : $"{request.Name} {version} is part of this program and is used as it is{asked}.");
        Refer(isPlatform ? [file] : HostAssemblies.Family(file));
        return true;

        // The package Microsoft.CodeAnalysis is more than the assembly of that name.
        static string AssemblyOf(string name) => name.ToUpperInvariant() switch
        {
            "MICROSOFT.CODEANALYSIS" => "",
            "MICROSOFT.CODEANALYSIS.COMMON" => "Microsoft.CodeAnalysis",
            _ => name,
        };
    }

    /// <param name="notes">Is told what is not loaded because the program has an older version of it.</param>
    public void Add(RestoredPackage package, List<string> notes)
    {
        foreach (var file in package.Runtime.Where(IsLibrary))
        {
            if (HostFileFor(file) is not { } host)
            {
                context.AddPackageFile(file);
            }
            else if (HostAssemblies.IsAssembly(file) && VersionOf(file) > VersionOf(host))
            {
                var own = $"{Path.GetFileNameWithoutExtension(host)} {VersionOf(host).ToString(3)}";
                notes.Add($"{package} is not loaded: {own} is part of the program and is used.");
            }
        }

        foreach (var file in package.Native) context.AddNativeFile(file);
        var seen = package.Compile.Where(file => IsLibrary(file) && HostAssemblies.IsAssembly(file));
        Refer(seen.Select(file => HostFileFor(file) ?? file));
    }

    /// <summary>Adds a part of .NET that the program itself does not use.</summary>
    /// <param name="name">Such as <c>Microsoft.AspNetCore.App</c>.</param>
    /// <param name="notes">Is told when it is not installed.</param>
    public void AddFramework(string name, List<string> notes)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        var part = Path.Combine(runtime.Parent!.Parent!.FullName, name, runtime.Name);
        if (!Directory.Exists(part))
        {
            notes.Add($"A package needs {name} {runtime.Name}, which is not installed. What uses it fails.");
            return;
        }

        var own = Directory.GetFiles(part, "*.dll").Where(file => HostFileFor(file) is null);
        var files = own.Where(HostAssemblies.IsAssembly).ToList();
        files.ForEach(context.AddPackageFile);
        Refer(files);
    }

    private void Refer(IEnumerable<string> files)
    {
        lock (_lock)
        {
            _references.AddRange(files.Select(References.Of).Except(_references).ToList());
            _all.Clear();
        }
    }

    private static bool IsLibrary(string file) => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static string? HostFileFor(string file) =>
        HostAssemblies.FileOf(Path.GetFileNameWithoutExtension(file));

    private static Version VersionOf(string file) =>
        AssemblyName.GetAssemblyName(file).Version ?? new(0, 0, 0);
}
