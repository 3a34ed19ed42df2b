using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LlmKit.Tests;

/// <summary>Keeps the house in order: which room may use which, how long a file may be, who references whom.</summary>
public sealed partial class ArchitectureTests
{
    // A room may use itself and the rooms named here, and no others. The order is the pipeline's.
    private static readonly Dictionary<string, string[]> s_rooms = new()
    {
        ["Data"] = [],
        ["Tokenization"] = ["Data"],
        ["Chunking"] = ["Data", "Tokenization"],
        ["Plotting"] = [],
        ["Layers"] = ["Torch"],
        ["Models"] = ["Torch", "Layers"],
        ["Checkpoints"] = ["Torch", "Layers", "Models"],
        ["Optimization"] = ["Torch"],
        ["Training"] = ["Torch", "Data", "Tokenization", "Models", "Optimization", "Checkpoints"],
        ["Generation"] = ["Torch", "Layers", "Models", "Tokenization"],
        ["Evaluation"] = ["Data", "Tokenization", "Generation"],
        ["Tuning"] = AllBut("Tuning", "Alignment", "Compression", "Serving", "Interview"),
        ["Alignment"] = AllBut("Alignment", "Compression", "Serving", "Interview"),
        ["Compression"] = ["Torch", "Layers", "Models", "Checkpoints", "Evaluation"],
        ["Serving"] = ["Generation", "Models", "Compression"],
        ["Interview"] = AllBut("Interview"),
        // Not a stage: what LlmKit needs beyond TorchSharp's own API when TorchSharp is the engine.
        ["TorchSharp"] = ["Torch"],
    };

    // A project under src may reference these projects and packages and no others.
    private static readonly Dictionary<string, string[]> s_references = new()
    {
        ["LlmKit.Torch"] = [],
        ["LlmKit"] = ["LlmKit.Torch", "TorchSharp", "CsvHelper", "Google.Protobuf", "Microsoft.CodeAnalysis.BannedApiAnalyzers"],
        ["LlmKit.Notebook"] = ["Markdig", "Microsoft.CodeAnalysis.CSharp"],
        ["LlmKit.Cli"] = ["LlmKit", "LlmKit.Torch", "LlmKit.Notebook", "System.CommandLine"],
    };

    private static string Library => Path.Combine(RepositoryRoot.Path, "src", "LlmKit");

    // "Layers/Mask": a type is named after its file.
    private static HashSet<string> Types { get; } =
    [
        .. LibraryFiles.Select(file => $"{RoomOf(file)}/{Path.GetFileNameWithoutExtension(file)}"),
    ];

    private static IEnumerable<string> LibraryFiles => FilesBelow(Library, "*.cs").Where(file => RoomOf(file) is not null);

    public static TheoryData<string> Projects() => [.. s_references.Keys];

    [Fact]
    public void Every_room_is_on_the_map()
    {
        var rooms = LibraryFiles.Select(file => RoomOf(file)!).Distinct();

        Offences.None(rooms.Except(s_rooms.Keys));
    }

    [Fact]
    public void A_file_uses_only_the_rooms_its_own_room_may_use()
    {
        var trespasses =
            from file in LibraryFiles
            let room = RoomOf(file)
            from used in RoomsUsedIn(File.ReadAllText(Path.Combine(Library, file)), Types.Contains)
            where used != room && !s_rooms.GetValueOrDefault(room, []).Contains(used)
            select $"{file}: room {room} may not use {used}.";

        Offences.None(trespasses);
    }

    [Fact]
    public void A_namespace_is_the_folder_its_file_lies_in()
    {
        var strangers = LibraryFiles
            .Where(file => RoomOf(file) != "TorchSharp")
            .Where(file => !File.ReadLines(Path.Combine(Library, file)).Contains($"namespace LlmKit.{NamespaceOf(file)};"));

        Offences.None(strangers);

        static string NamespaceOf(string file) =>
            Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.');
    }

    [Fact]
    public void A_room_is_noticed_however_it_is_spelled()
    {
        Assert.Equal(["Models"], RoomsUsedIn("using LlmKit.Models;"));
        Assert.Equal(["Torch"], RoomsUsedIn("using static TorchSharp.torch;"));
        Assert.Equal(["Layers"], RoomsUsedIn("var x = new global::LlmKit.Layers.Mask();"));
        Assert.Equal(["Torch"], RoomsUsedIn("namespace LlmKit.Data;\nusing LlmKit.Torch;").Except(["Data"]));
        Assert.Equal(["Data"], RoomsUsedIn("var x = Data.Document.Empty;", type => type == "Data/Document"));
        Assert.Empty(RoomsUsedIn("// as in LlmKit.Models\nvar text = \"LlmKit.Models\"; Data.Span.Fill(0);"));
    }

    [Fact]
    public void A_source_file_has_at_most_400_lines()
    {
        string[] patterns = ["*.cs", "*.cpp", "*.h"];
        var tooLong = new[] { "src", "tests" }
            .Select(folder => Path.Combine(RepositoryRoot.Path, folder))
            .SelectMany(folder => patterns.SelectMany(pattern => FilesBelow(folder, pattern)
                .Select(file => (file, lines: File.ReadLines(Path.Combine(folder, file)).Count()))))
            .Where(each => each.lines > 400)
            .Select(each => $"{each.file}: {each.lines} lines");

        Offences.None(tooLong);
    }

    [Theory, MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may(string project)
    {
        var path = Path.Combine(RepositoryRoot.Path, "src", project, $"{project}.csproj");
        var references = XDocument.Load(path).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference")
            .Select(element => element.Attribute("Include")!.Value)
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name);

        Offences.None(references.Except(s_references[project]));
    }

    [Fact]
    public void Every_project_under_src_is_on_the_list_of_references()
    {
        var projects = FilesBelow(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj")
            .Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(s_references.Keys.Order(), projects.Order());
    }

    private static string[] AllBut(params string[] rooms) =>
    [
        .. new[]
        {
            "Torch", "Data", "Tokenization", "Chunking", "Plotting", "Layers", "Models", "Checkpoints", "Optimization",
            "Training", "Generation", "Evaluation", "Tuning", "Alignment", "Compression", "Serving", "Interview",
        }.Except(rooms),
    ];

    // Null for files that stand outside of every room, such as assembly attributes.
    private static string? RoomOf(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder.Split(Path.DirectorySeparatorChar)[0] : null;

    private static IEnumerable<string> RoomsUsedIn(string source, Predicate<string>? isType = null)
    {
        var code = CommentsAndStrings().Replace(source, " ");
        var rooms = FullName().Matches(code).Select(match => match.Groups[1].Value);
        var shortly = ShortName().Matches(code).Select(match => (Room: match.Groups[1].Value, Type: match.Groups[2].Value))
            .Where(name => isType?.Invoke($"{name.Room}/{name.Type}") == true)
            .Select(name => name.Room);
        return rooms.Concat(shortly)
            .Where(s_rooms.ContainsKey)
            .Concat(Engine().IsMatch(code) ? ["Torch"] : [])
            .Distinct();
    }

    private static IEnumerable<string> FilesBelow(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\bLlmKit\.(\w+)")]
    private static partial Regex FullName();

    // From within namespace LlmKit a room needs no prefix; a property may bear a room's name, so the type decides.
    [GeneratedRegex(@"(?<![.\w])([A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\bTorchSharp\b|\bLlmKit\.Torch\b|(?<![.\w])torch\.")]
    private static partial Regex Engine();

    [GeneratedRegex(""""
        """[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|//[^\n]*|/\*[\s\S]*?\*/
        """")]
    private static partial Regex CommentsAndStrings();
}
