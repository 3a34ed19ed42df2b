using System.Text.RegularExpressions;

namespace LlmKit.Cli.Diagnosis;

/// <summary>The library that multiplies matrices on the CPU; it decides how fast a model trains there.</summary>
/// <param name="Name">Such as OpenBLAS 0.3.21.</param>
/// <param name="Path">The file, links resolved; "" when it is built into libtorch.</param>
/// <param name="IsReference">The reference BLAS: correct, one thread, many times slower than the others.</param>
public sealed partial record BlasReport(string Name, string Path, bool IsReference)
{
    /// <summary>Names the BLAS in the file <paramref name="path"/>; with no file, the one in libtorch's description.</summary>
    public static BlasReport Of(string path, string torchConfig)
    {
        if (path.Length == 0) return new(BuiltIn(torchConfig), "", IsReference: false);

        var file = Resolve(path);
        if (Identify(file) is { } name) return new(name, file, IsReference: false);

        // Debian's alternatives put each BLAS into a folder of its own under the same file name.
        var isReference = file.Contains("/blas/libblas.so", StringComparison.Ordinal);
        return new(isReference ? $"reference BLAS{VersionOf(file)}" : System.IO.Path.GetFileName(file), file, isReference);
    }

    /// <summary>The BLAS that Debian's libtorch would load, when no engine is there to ask; null when there is none.</summary>
    public static BlasReport? OfSystem(string libraries = "/usr/lib") =>
        Directory.Exists(libraries)
        && Directory.EnumerateDirectories(libraries)
            .Select(folder => System.IO.Path.Combine(folder, "libblas.so.3"))
            .FirstOrDefault(File.Exists) is { } path
            ? Of(path, torchConfig: "")
            : null;

    private static string? Identify(string file)
    {
        (string Mark, string Name)[] known =
            [("openblas", "OpenBLAS"), ("mkl", "Intel MKL"), ("blis", "BLIS"), ("atlas", "ATLAS"), ("armpl", "Arm PL")];
        var match = known.FirstOrDefault(each => file.Contains(each.Mark, StringComparison.OrdinalIgnoreCase));
        return match.Name is null ? null : match.Name + VersionOf(file);
    }

    // libopenblasp-r0.3.21.so stands beside Debian's openblas-pthread/libblas.so.3; libblas.so.3.11.0 says it itself.
    private static string VersionOf(string file)
    {
        var folder = System.IO.Path.GetDirectoryName(file);
        var names = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "lib*").Select(path => System.IO.Path.GetFileName(path)).Order()
            : Enumerable.Empty<string>();
        var version = names.Prepend(System.IO.Path.GetFileName(file))
            .Select(name => FileVersion().Match(name)).FirstOrDefault(match => match.Success);
        return version is null ? "" : $" {version.Groups[1].Value}";
    }

    private static string BuiltIn(string torchConfig) =>
        torchConfig.Contains("Math Kernel Library", StringComparison.Ordinal) ? "Intel MKL, built into libtorch"
        : BlasInfo().Match(torchConfig) is { Success: true } info ? $"{info.Groups[1].Value}, built into libtorch"
        : "unknown, built into libtorch";

    private static string Resolve(string path) => RealPath.Of(path);

    [GeneratedRegex(@"(?:-r|\.so\.)(\d+\.\d+(?:\.\d+)?)")]
    private static partial Regex FileVersion();

    [GeneratedRegex(@"BLAS_INFO=(\w+)")]
    private static partial Regex BlasInfo();
}
