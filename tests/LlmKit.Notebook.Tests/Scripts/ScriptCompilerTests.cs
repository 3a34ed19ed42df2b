using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using LlmKit.Notebook.Scripts;

namespace LlmKit.Notebook.Tests.Scripts;

/// <summary>Scripts mean what they mean to <c>dotnet script</c>, and a debugger knows them again.</summary>
public sealed class ScriptCompilerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit script-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_script_sees_what_dotnet_script_imports_and_no_more()
    {
        var program = Compile("""
            Expression<Func<int, int>> twice = x => 2 * x;
            dynamic bag = new ExpandoObject();
            IList<string> words = Args;
            var clock = Stopwatch.StartNew();
            StringBuilder text = new(string.Concat(words.Select(word => word.Length)));
            async Task<int> Wait() { await Task.Delay(1); return twice.Compile()(text.Length); }
            if (File.Exists("x")) WriteLine(await Wait()); else Print(clock);
            """);

        Assert.Single(program.Assemblies);
        Assert.StartsWith("CS0103", Assert.Single(Errors("Thread.Sleep(1);")), StringComparison.Ordinal);
        Assert.StartsWith("CS0103", Assert.Single(Errors("display(1);")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exit_code_is_a_whole_number_and_warnings_about_null_are_errors_where_asked_for()
    {
        Assert.StartsWith("CS0029", Assert.Single(Errors("return \"text\";")), StringComparison.Ordinal);
        Assert.StartsWith("CS8625", Assert.Single(Errors("#nullable enable\nstring s = null;")), StringComparison.Ordinal);
        Assert.StartsWith("CS8632", Assert.Single(Errors("string? s = null;")), StringComparison.Ordinal);
        Compile("string s = null;");
    }

    [Fact]
    public void What_dotnet_script_refuses_is_compiled_as_cells_are()
    {
        var program = Compile("""
            namespace Shapes { public record Box(int Side); }
            static class Extensions { public static int Area(this Shapes.Box box) => box.Side * box.Side; }
            using var writer = new StringWriter();
            Span<int> sides = stackalloc int[3];
            return new Shapes.Box(sides.Length).Area();
            """);

        Assert.Contains(program.Assemblies, assembly => assembly.Name == "Cells.Shapes.Box");
    }

    [Theory]
    [InlineData("var a = 1;\r\nWriteLine(a);\r\n")]
    [InlineData("#!/usr/bin/env -S llmkit script\n#r \"nuget: Microsoft.CodeAnalysis.CSharp\"\nWriteLine(1);")]
    [InlineData("using var writer = new StringWriter();\nWriteLine(1);")]
    [InlineData("\uFEFFWriteLine(1);")]
    public void The_symbols_belong_to_the_file_as_it_is_on_disk(string text)
    {
        var source = Source(text);

        var program = new ScriptCompiler(source, isDebug: false).Compile(out _)!;

        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(program.Assemblies[0].Symbols));
        var reader = symbols.GetMetadataReader();
        var document = reader.Documents.Select(reader.GetDocument).Single(document => reader.GetString(document.Name) == source.Name);
        Assert.Equal(SHA256.HashData(source.Bytes), reader.GetBlobBytes(document.Hash));
    }

    [Theory]
    [InlineData(false, DebuggableAttribute.DebuggingModes.IgnoreSymbolStoreSequencePoints)]
    [InlineData(true, DebuggableAttribute.DebuggingModes.DisableOptimizations)]
    public void Code_is_optimized_unless_it_is_for_a_debugger(bool isDebug, DebuggableAttribute.DebuggingModes mode)
    {
        var program = new ScriptCompiler(Source("return 1;"), isDebug).Compile(out _)!;

        var found = Modes(program.Assemblies[0].Code);
        Assert.True(found.HasFlag(mode), $"{found}");
        Assert.Equal(isDebug, found.HasFlag(DebuggableAttribute.DebuggingModes.DisableOptimizations));
    }

    [Fact]
    public void What_a_script_was_compiled_from_is_known()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lib"));
        var loaded = Path.Combine(_folder, "lib", "outer.csx");
        var inner = Path.Combine(_folder, "inner.csx");
        var library = Path.Combine(_folder, "library.dll");
        File.WriteAllText(loaded, "#load \"inner.csx\"\n#r \"../library.dll\"\n");
        File.WriteAllText(inner, "int Twice(int x) => 2 * x;");
        File.Copy(typeof(FactAttribute).Assembly.Location, library);

        var program = Compile("#load \"lib/outer.csx\"\nreturn Twice(2);");

        Assert.Equal([library], program.Files);
        Assert.Equal([inner, loaded, library], program.Inputs.Where(input => input.Mark.Length > 0).Select(input => input.Path)
            .Where(path => path.StartsWith(_folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains(ScriptInput.OfNothing(Path.Combine(_folder, "lib", "inner.csx")), program.Inputs);
        Assert.All(program.Inputs, input => Assert.True(input.IsUnchanged, input.Path));
    }

    [Fact]
    public void Mistakes_are_found_where_they_stand_also_after_a_byte_order_mark_and_wide_line_ends()
    {
        File.WriteAllText(Path.Combine(_folder, "loaded.csx"), "int F() => 1;\r\n\r\nint G() => missing;\r\n");

        new ScriptCompiler(Source("\uFEFF#load \"loaded.csx\"\r\nvar a = 1;\r\n  a = bb;\r\n"), isDebug: false).Compile(out var found);

        Assert.Equal([("a.csx", 3, 7), ("loaded.csx", 3, 12)],
            found.Where(error => error.IsError).Select(error => (Path.GetFileName(error.Source), error.Line + 1, error.Column + 1)).Order());
    }

    [Fact]
    public void A_script_too_deep_for_the_compiler_gets_an_error() => Assert.StartsWith(
        "CS8078", Assert.Single(Errors($"var x = {new string('(', 5000)}1{new string(')', 5000)};")), StringComparison.Ordinal);

    [Fact]
    public void A_script_of_nothing_compiles()
    {
        Compile("");
        Compile("// nothing");
        Compile("using System.Net;");
    }

    private ScriptProgram Compile(string text)
    {
        var program = new ScriptCompiler(Source(text), isDebug: false).Compile(out var found);
        Assert.True(program is not null, string.Join('\n', found));
        return program;
    }

    private IEnumerable<string> Errors(string text)
    {
        Assert.Null(new ScriptCompiler(Source(text), isDebug: false).Compile(out var found));
        return found.Where(diagnostic => diagnostic.IsError).Select(diagnostic => diagnostic.Id + " " + diagnostic.Message);
    }

    private ScriptSource Source(string text)
    {
        var path = Path.Combine(_folder, "a.csx");
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return ScriptSource.Read(path);
    }

    private static DebuggableAttribute.DebuggingModes Modes(byte[] code)
    {
        using var file = new PEReader(new MemoryStream(code));
        var metadata = file.GetMetadataReader();
        var attribute = metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
            .Single(attribute => NameOf(metadata, attribute) == nameof(DebuggableAttribute));
        return (DebuggableAttribute.DebuggingModes)BitConverter.ToInt32(metadata.GetBlobBytes(attribute.Value), 2);
    }

    private static string NameOf(MetadataReader metadata, CustomAttribute attribute)
    {
        var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
        return metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name);
    }
}
