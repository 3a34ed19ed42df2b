using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Programs;
using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class ProgramTextTests
{
    [Fact]
    public void A_notebook_becomes_a_program_in_the_order_that_programs_have()
    {
        var program = Program(
            Samples.Text("# Title\n\nText"),
            Samples.Code(
                "#r \"nuget: Some.Package, 1.2.3\"\n#r \"nuget:Other\"\nusing System.Text.Json;\n\n// A "
                + "point.\nrecord Point(int X);\nvar p = new Point(1);"),
            Samples.Code("using System.Text.Json;\np.X"));

        Assert.Equal("""
            // Made from n.ipynb by llmkit notebook convert. Run it with:
            //
            //   dotnet run out.cs

            #:package Some.Package@1.2.3
            #:package Other@*
            #:property PublishAot=false
            #:property Nullable=annotations

            using System.Collections;
            using System.Text;
            using System.Text.Json;

            // # Title
            //
            // Text

            var p = new Point(1);

            Console.WriteLine(p.X);

            // A point.
            record Point(int X);

            """.ReplaceLineEndings("\n"), program);
    }

    [Theory]
    [InlineData("var x = 1;", "var x = \"a\"; x.Length")]
    [InlineData("foreach (var d in new[] { 1 }) Console.WriteLine(d);", "var d = 2.5; d * 2")]
    [InlineData("var d = 2;", "for (var d = 0; d < 2; d++) { int e = d; Console.WriteLine(e); }\nvar e = d;")]
    [InlineData("int F(int x) => x; int F(string s) => F(s.Length);", "F(\"a\") + F(1)")]
    [InlineData(
        "record P(int X); var p = new P(1);",
        "class P { public P(string s) { } public int Y => 1; }\nvar q = new P(\"\"); p.X + q.Y")]
    [InlineData(
        "static int Twice(this int x) => 2 * x; static string Twice(this string s) => s + s;",
        "2.Twice().ToString() + \"a\".Twice()")]
    [InlineData(
        "int x; string s; public int a = 3; private readonly int b = 4;",
        "if (a > 1) x = a + b;\nConsole.WriteLine(x + s)")]
    [InlineData(
        "using var stream = new MemoryStream(); var n = await Task.FromResult(1);", "await Task.Delay(n)")]
    [InlineData(
        "var (a, b) = (1, 2); int.TryParse(\"5\", out var c);", "var (a, b) = (\"x\", c); (a, b).a.Length")]
    [InlineData("var x = 1;", "var x = 2; var y = new { x }; y.x")]
    [InlineData(
        "enum Colour { Red } interface IShape { } delegate int Map(int x);",
        "Map m = x => x; m((int)Colour.Red)")]
    [InlineData("display(1); 5.Display(); \"<b>\".DisplayAs(\"text/html\");", "HTML(\"<i>\")")]
    [InlineData("display(1)", "new[] { 1 }.DisplayTable()")]
    [InlineData("Console.WriteLine(1)", "void F() { }\nF()")]
    [InlineData("namespace A { public class B { public int C = 1; } }", "new A.B().C")]
    [InlineData("#!time\nvar x = 1;", "#!whos\nx")]
    [InlineData("unsafe int Size() => sizeof(nint);", "Size()")]
    [InlineData("const int N = 3; string Name(int n) => nameof(N) + n;", "Name(N)")]
    [InlineData("enum Colour { Red }", "class Empty;")]
    [InlineData("int Depth(int n) => n == 0 ? 0 : Depth(n - 1);", "int Depth(int n) => n; Depth(3)")]
    [InlineData("Func<int, int> f = x => x + 1; var x = 5;", "f(x) is var r && r > 2 ? r : 0")]
    public void The_program_compiles(string first, string second)
    {
        var program = Program(Samples.Code(first), Samples.Code(second));

        Assert.True(Errors(program) is [], $"{string.Join('\n', Errors(program))}\n{program}");
    }

    [Fact]
    public void Without_new_names_the_compiler_would_refuse() => // so the test above is not blind
        Assert.NotEmpty(Errors("var x = 1; var x = 2;"));

    [Fact]
    public void A_value_without_a_type_that_is_known_here_is_printed_all_the_same() =>
        Assert.Contains(
            "Console.WriteLine(Unknown.Thing(1));",
            Program(Samples.Code("using Some.Package;\nUnknown.Thing(1)")));

    [Fact]
    public void Renaming_goes_on_after_a_cell_with_errors() =>
        Assert.Contains(
            "Console.WriteLine(x2);",
            Program(
                Samples.Code("var x = 1;"), Samples.Code("var y = Unknown.Thing();"),
                Samples.Code("var x = 2;\nx")));

    [Fact]
    public void A_library_is_referred_to_by_the_project_that_builds_it()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-program-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "src/Deep"));
            Directory.CreateDirectory(Path.Combine(folder, "lessons"));
            File.WriteAllText(Path.Combine(folder, "src/Deep/Deep.csproj"), "<Project />");
            var warnings = new List<string>();
            var notebook = NotebookDocument.Parse(
                Samples.Notebook(Samples.Code("#r \"../bin/Deep.dll\"\n#r \"../bin/Lost.dll\"")),
                    Path.Combine(folder, "lessons/n.ipynb"));

            var program = ProgramText.Program(notebook, Path.Combine(folder, "out/p.cs"), warnings);

            Assert.Contains("\n#:project ../src/Deep/Deep.csproj\n", program);
            Assert.StartsWith(
                "Cell 1 refers to a file, ../bin/Lost.dll, and no project of that name is found above it.",
                Assert.Single(warnings));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_a_cell_loads_becomes_part_of_the_program()
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-program-").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "more.csx"),
                "#load \"more.csx\"\n#r \"nuget: Inner, 1.0.0\"\nint Three() => 3;");
            var notebook = NotebookDocument.Parse(
                Samples.Notebook(Samples.Code("#load \"more.csx\"\n#load \"lost.csx\"\nThree()")),
                Path.Combine(folder, "n.ipynb"));
            var warnings = new List<string>();

            var program = ProgramText.Program(notebook, Path.Combine(folder, "p.cs"), warnings);

            Assert.Contains("#:package Inner@1.0.0\n", program);
            Assert.Contains("int Three() => 3;\n\nConsole.WriteLine(Three());\n", program);
            Assert.StartsWith(
                "Cell 1 has the line #load \"lost.csx\", but there is no file lost.csx.",
                Assert.Single(warnings));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Arguments_of_a_script_are_those_of_the_program() =>
        Assert.Empty(Errors(
            ProgramText
            .Program(NotebookDocument.Parse("Console.WriteLine(Args.Count);", "s.csx"), "p.cs", [])));

    [Theory]
    [InlineData(
        """{"dotnet_interactive": {"language": "fsharp"}}""", "let x = 1",
        "Cell 1 is F#. It stands in the program as a comment.")]
    [InlineData(
        "{}", "int Twice => 2;",
        "Cell 1 declares a property or an event outside of a type, which a program cannot have.")]
    [InlineData("{}", "Formatter.ResetToDefault();", "Cell 1 uses Formatter, which only notebooks have.")]
    [InlineData(
        "{}", "var d = display(1);",
        "Cell 1 keeps what display returns; a program prints and has nothing to update.")]
    [InlineData("{}", "var x = ;", "Cell 1 is not correct C#: line 1 of it,")]
    public void What_a_program_cannot_hold_is_said(string metadata, string source, string warning)
    {
        var warnings = new List<string>();
        ProgramText.Program(NotebookDocument.Parse(
            Samples.Notebook($"{Samples.Code(source, metadata: metadata)}, {Samples.Code("1")}"), "n.ipynb"),
            "p.cs", warnings);

        Assert.Contains(warnings, text => text.StartsWith(warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_notebook_of_Python_is_refused()
    {
        var python = NotebookDocument.Parse(Samples.Notebook(
            Samples.Code("import os"), """{"kernelspec": {"name": "python3", "language": "python"}}"""),
            "n.ipynb");

        var error = Assert.Throws<NotebookFormatException>(() => ProgramText.Program(python, "p.cs", []));

        Assert.Equal(
            "n.ipynb holds Python and no C#, so no .cs can be made of it. Convert it to .md or .html.",
            error.Message);
    }

    private static string Program(params string[] cells) =>
        ProgramText.Program(
            NotebookDocument.Parse(Samples.Notebook(string.Join(", ", cells)), "n.ipynb"), "out.cs", []);

    // As dotnet run compiles it, but for the packages.
    private static List<string> Errors(string program)
    {
        const string Implicit =
            "global using System; global using System.Collections.Generic; global using System.IO; global "
            + "using System.Linq; "
            + "global using System.Net.Http; global using System.Threading; global using "
                + "System.Threading.Tasks;";
        var options =
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14)
            .WithFeatures([new("FileBasedProgram", "true")]);
        var compilation = CSharpCompilation.Create(
            "program",
                [CSharpSyntaxTree.ParseText(program, options), CSharpSyntaxTree.ParseText(Implicit, options)],
            References.Platform,
            new(OutputKind.ConsoleApplication, allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Annotations));
        return [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.ToString())];
    }
}
