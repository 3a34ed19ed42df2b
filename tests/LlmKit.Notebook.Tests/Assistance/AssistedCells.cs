using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>An engine that ran a few cells, shared by the tests that only ask.</summary>
public sealed class AssistedCells : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assisted").FullName;

    public string Folder => _folder;

    public CellEngine Engine { get; private set; } = null!;

    internal Completer Completer { get; private set; } = null!;

    internal Inspector Inspector { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Engine = new CellEngine(_folder);
        string[] cells =
        [
            "var numbers = new List<int> { 3, 1, 2 };\nvar text = \"cells\";\nvar table = new Dictionary<string, List<int>>();",
            """
            using System.Globalization;
            using System.Text.RegularExpressions;
            /// <summary>A person of the <c>tests</c>.</summary>
            /// <param name="Name">What to call them.</param>
            record Person(string Name, int Age, DayOfWeek Born)
            {
                public string? Nick { get; set; }
                public required string City { get; init; }
                [Obsolete] public int Old => 0;
                [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)] public int Secret => 0;
                private int Own => 0;
                public static Person Nobody => null!;
            }
            """,
            """
            enum Colour { Red, Green, Blue }
            class Shape { public Colour Colour { get; set; } public Shape? Next; public int this[int side, string unit] => side; }
            static int Twice(this int n) => 2 * n;
            /// <summary>Paints a shape.</summary>
            /// <returns>Whether it was dry.</returns>
            bool Paint(Shape shape, Colour colour = Colour.Red, int coats = 1) => true;
            void Paint(string all) { }
            Task<List<Person>> LoadAsync() => Task.FromResult(new List<Person>());
            var people = new List<Person>();
            var pair = (First: 1, Second: "two");
            var thing = new { Width = 1, Height = 2.0 };
            int? maybe = 3;
            var text = 5;
            var day = DayOfWeek.Monday;
            Func<int, string, bool> check = (n, s) => true;
            int[] array = [1, 2];
            int[,] grid = new int[2, 2];
            var shape = new Shape();
            """,
        ];
        foreach (var cell in cells)
        {
            if (await Engine.RunAsync(cell, "Cell[0]") is CellOutcome.Failed failed) Assert.Fail(string.Join("\n", failed.Error.Traceback));
        }

        File.WriteAllText(Path.Combine(_folder, "library.dll"), "");
        File.WriteAllText(Path.Combine(_folder, "lines.csx"), "");
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "");
        Directory.CreateDirectory(Path.Combine(_folder, "libraries", "inner"));
        File.WriteAllText(Path.Combine(_folder, "libraries", "inner.dll"), "");
        File.WriteAllText(Path.Combine(_folder, "libraries", "part.ipynb"), "");
        Completer = new Completer(Engine, ["time", "#!who", "whos", "import", "markdown"]);
        Inspector = new Inspector(Engine);
    }

    public ValueTask DisposeAsync()
    {
        Engine.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The text without its <c>|</c>, and where that stood.</summary>
    public static (string Code, int Position) Caret(string marked)
    {
        var at = marked.IndexOf('¦', StringComparison.Ordinal);
        return (marked.Remove(at, 1), at);
    }
}
