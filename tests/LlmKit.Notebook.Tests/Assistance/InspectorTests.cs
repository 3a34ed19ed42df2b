namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>What is told of the name at the caret, which is <c>¦</c> in these cells.</summary>
public sealed class InspectorTests(AssistedCells cells) : IClassFixture<AssistedCells>
{
    [Theory]
    [InlineData("numb¦ers", "(variable) List<int> numbers")]
    [InlineData("¦numbers", "(variable) List<int> numbers")]
    [InlineData("numbers¦", "(variable) List<int> numbers")]
    [InlineData("thing¦", "(variable) <anonymous type: int Width, double Height> thing")]
    [InlineData("pair¦.First", "(variable) (int First, string Second) pair")]
    [InlineData("numbers.Count¦", "int List<int>.Count { get; }")]
    [InlineData("numbers.Sel¦ect(n => n.ToString())", "(extension) IEnumerable<string> IEnumerable<int>.Select<int, string>(Func<int, string> selector) (+ 1 overload)")]
    [InlineData("numbers.Select(n => n¦)", "(parameter) int n")]
    [InlineData("5.Twice¦()", "(extension) int int.Twice()")]
    [InlineData("Paint¦(\"x\")", "void Paint(string all) (+ 1 overload)")]
    [InlineData("Paint¦(shape)", "bool Paint(Shape shape, Colour colour = Colour.Red, int coats = 1) (+ 1 overload)")]
    [InlineData("string.Join¦(',', numbers)", "string string.Join<int>(char separator, IEnumerable<int> values) (+ 14 overloads)")]
    [InlineData("Math.DivR¦em(7, 2, out var rest)", "int Math.DivRem(int a, int b, out int result) (+ 11 overloads)")]
    [InlineData("List¦<int> x;", "class System.Collections.Generic.List<int>")]
    [InlineData("Func¦<int, int> f;", "delegate int Func<int, int>(int arg)")]
    [InlineData("DayOf¦Week", "enum System.DayOfWeek")]
    [InlineData("DayOfWeek.Mon¦day", "DayOfWeek.Monday = 1")]
    [InlineData("Colour.Green¦", "Colour.Green = 1")]
    [InlineData("Math.P¦I", "(constant) double Math.PI = 3.141592653589793")]
    [InlineData("Person¦ p", "record Person")]
    [InlineData("new Pers¦on", "record Person")]
    [InlineData("people[0].Ni¦ck", "string? Person.Nick { get; set; }")]
    [InlineData("va¦r x = numbers;", "class System.Collections.Generic.List<int>")]
    [InlineData("in¦t x;", "readonly struct System.Int32")]
    [InlineData("T Largest<T>(T a, T b) where T : IComparable<T> => a;\nLarg¦est(1, 2)", "int Largest<int>(int a, int b)")]
    [InlineData("T Larg¦est<T>(T a, T b) where T : struct, IComparable<T> => a;", "T Largest<T>(T a, T b) where T : struct, IComparable<T>")]
    [InlineData("System.Linq¦.Enumerable", "namespace System.Linq")]
    [InlineData("void F(ref int a, out string b, params int[] c) { b = \"\"; }\nF¦", "void F(ref int a, out string b, params int[] c)")]
    [InlineData("var total¦ = 1.5;", "(variable) double total")]
    [InlineData("void F() { const int few¦ = 3; }", "(local constant) int few = 3")]
    [InlineData("foreach (var pers¦on in people) { }", "(local variable) Person person")]
    [InlineData("System.Xml.Linq.XDoc¦ument x;", "class System.Xml.Linq.XDocument")]
    [InlineData("#!time\nnumb¦ers", "(variable) List<int> numbers")]
    [InlineData("using var reader = new StringReader(\"\");\nread¦er", "(variable) StringReader reader")]
    public void The_declaration_is_written_as_CSharp_has_it(string cell, string first) =>
        Assert.Equal(first, Text(cell).Split('\n')[0]);

    [Theory]
    [InlineData("")]
    [InlineData("¦ ")]
    [InlineData("unknown¦")]
    [InlineData("\"num¦bers\"")]
    [InlineData("// num¦bers")]
    [InlineData("1 + ¦ 2")]
    [InlineData("numbers.Unknown¦")]
    [InlineData("#!markdown\nnumbers¦")]
    public void Nothing_is_told_of_what_means_nothing(string cell)
    {
        var (code, position) = AssistedCells.Caret(cell.Contains('¦') ? cell : cell + "¦");

        Assert.Null(cells.Inspector.Inspect(code, position));
    }

    [Theory]
    [InlineData("Paint(shape, ¦", "▸ bool Paint(Shape shape, «Colour colour = Colour.Red», int coats = 1)\n  void Paint(string all)")]
    [InlineData("Paint(¦\"x\")", "▸ void Paint(«string all»)\n  bool Paint(«Shape shape», Colour colour = Colour.Red, int coats = 1)")]
    [InlineData("Paint(shape, coats: ¦", "▸ bool Paint(Shape shape, Colour colour = Colour.Red, «int coats = 1»)")]
    [InlineData("numbers.Add(¦", "void List<int>.Add(«int item»)")]
    [InlineData("new Person(\"a\", ¦", "Person.Person(string Name, «int Age», DayOfWeek Born)")]
    [InlineData("Person p = new(\"a\", ¦", "Person.Person(string Name, «int Age», DayOfWeek Born)")]
    [InlineData("numbers[¦", "int List<int>.this[«int index»] { get; set; }")]
    [InlineData("shape[1, ¦]", "int Shape.this[int side, «string unit»] { get; }")]
    [InlineData("check(1, ¦", "bool Func<int, string, bool>.Invoke(int arg1, «string arg2»)")]
    [InlineData("string.Join(\", \", \"a\", \"b\", ¦", "▸ string string.Join(string? separator, «params")]
    [InlineData("Math.Max(1.5, ¦", "▸ double Math.Max(double val1, «double val2»)")]
    [InlineData("[Obsolete(¦)] int F() => 1;", "▸ ObsoleteAttribute.ObsoleteAttribute()")]
    [InlineData("Console.WriteLine(Math.Abs(-3) ¦", "▸ void Console.WriteLine(«int value»)")]
    public void Within_an_argument_list_the_fitting_overload_comes_first(string cell, string start) =>
        Assert.StartsWith(start, Text(cell));

    [Fact]
    public void A_name_within_a_call_is_told_before_the_call()
    {
        var text = Text("Paint(sha¦pe, Colour.Red)");

        Assert.StartsWith("(variable) Shape shape", text);
        Assert.Contains("▸ bool Paint(«Shape shape», Colour colour", text);
    }

    [Fact]
    public void A_call_is_left_behind_in_the_body_of_a_lambda() =>
        Assert.DoesNotContain("Select", Text("numbers.Select(n => { return Math.Abs(¦n); })"));

    [Fact]
    public void Documentation_of_the_platform_is_shown()
    {
        var text = Text("string.Join¦(\"\", new string[0])");

        Assert.Contains("Concatenates all the elements of a string array, using the specified separator between each element.", text);
        Assert.Contains("separator: The string to use as a separator. separator is included in the returned string only if value has more than one element.", text);
        Assert.Contains("Returns:\n  A string that consists of the elements in value delimited by the separator string.\n\n  -or-\n\n  String.Empty if value has zero elements.", text);
        Assert.Contains("Exceptions:\n  ArgumentNullException: value is null.", text);

        Assert.Contains("Projects each element of a sequence into a new form.", Text("numbers.Select¦(n => n)"));
        Assert.Contains("Represents a strongly typed list of objects", Text("numbers¦"));
    }

    [Fact]
    public void Documentation_of_libraries_beside_their_file_is_shown() =>
        Assert.Contains("Shows a value now, in the middle of a cell.", Text("displ¦ay(1)"));

    [Fact]
    public void Comments_of_cells_are_documentation()
    {
        Assert.Contains("A person of the tests.", Text("Person¦ p"));
        Assert.Contains("What to call them.", Text("people[0].Nam¦e"));
        Assert.Contains("Returns:\n  Whether it was dry.", Text("Paint¦(shape)"));
    }

    [Fact]
    public void Documentation_is_inherited()
    {
        var text = Text(
            """
            interface IBrush
            {
                /// <summary>Dips it.</summary>
                /// <param name="depth">How deep.</param>
                void Dip(int depth);
            }
            class Brush : IBrush
            {
                /// <inheritdoc/>
                public void Dip(int depth) { }
                /// <inheritdoc cref="IBrush.Dip"/>
                public override string ToString() => "";
            }
            new Brush().Di¦p(1)
            """);

        Assert.Contains("Dips it.", text);
        Assert.Contains("depth: How deep.", text);
        Assert.Contains("Returns a string that represents the current object.", Text("class B { public override string ToStr¦ing() => \"\"; }"));
    }

    [Fact]
    public void More_detail_tells_overloads_constructors_and_members()
    {
        Assert.DoesNotContain("Overloads", Text("Console.Wri¦te(1)"));
        Assert.Contains("Overloads:\n", Text("Console.Wri¦te(1)", 1));
        Assert.Contains("List<int>.List(int capacity)", Text("List¦<int> x;", 1));
        Assert.Contains("Monday = 1", Text("DayOfWe¦ek", 1));
    }

    [Fact]
    public void Markup_in_code_and_documentation_is_encoded()
    {
        var (code, position) = AssistedCells.Caret("/// <summary>Is &lt;b&gt; &amp; <c>c</c>.</summary>\nList<int> F(string s = \"<script>\") => null;\nF¦()");
        var inspection = cells.Inspector.Inspect(code, position)!;

        Assert.Contains("List<int> F(string s = \"<script>\")", inspection.Text);
        Assert.Contains("Is <b> & c.", inspection.Text);
        Assert.Contains("List&lt;int&gt; F(string s = &quot;&lt;script&gt;&quot;)", inspection.Html);
        Assert.Contains("<p>Is &lt;b&gt; &amp; c.</p>", inspection.Html);
        Assert.DoesNotContain("<script>", inspection.Html);
    }

    [Fact]
    public void The_current_parameter_is_bold_in_markup()
    {
        var (code, position) = AssistedCells.Caret("numbers.Add(¦");

        Assert.Contains("<pre>void List&lt;int&gt;.Add(<b>int item</b>)</pre>", cells.Inspector.Inspect(code, position)!.Html);
    }

    private string Text(string marked, int detail = 0)
    {
        var (code, position) = AssistedCells.Caret(marked);
        return cells.Inspector.Inspect(code, position, detail)?.Text ?? "nothing";
    }
}
