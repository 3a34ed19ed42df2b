using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>What is offered at the caret, which is <c>¦</c> in these cells.</summary>
public sealed class CompleterTests(AssistedCells cells) : IClassFixture<AssistedCells>
{
    [Theory]
    // Members of values
    [InlineData("numbers.¦", "Add Count Where Select Sort", "Capacitys List Empty __caret op_Equality get_Count Own .ctor MemberwiseClone Finalize")]
    [InlineData("numbers.¦\nvar y = 1;", "Add Where", "Console")]
    [InlineData("numbers.¦\nConsole.WriteLine();", "Add Where", "Console")]
    [InlineData("numbers.¦\n\nfoo", "Add", "")]
    [InlineData("numbers?.¦", "Count Add", "")]
    [InlineData("maybe.¦", "HasValue Value GetValueOrDefault", "")]
    [InlineData("maybe?.¦", "CompareTo Twice", "HasValue")]
    [InlineData("people.FirstOrDefault()?.Name?.¦", "Length Trim", "Name")]
    [InlineData("people[0].Name.¦", "Length", "Age")]
    [InlineData("people.Where(p => p.¦", "Name Age Born Nick City", "Nobody Old Secret Own Where")]
    [InlineData("people.Where(p => p.¦)", "Name Age", "")]
    [InlineData("people.Where(p => p.Age > 3).Select(q => q.Name.¦", "Length", "Age")]
    [InlineData("people.OrderBy(p => p.Na¦).ToList()", "Name", "Age")]
    [InlineData("people.GroupBy(p => p.Born).ToDictionary(g => g.¦", "Key Select", "Name")]
    [InlineData("people.Aggregate(0, (sum, p) => sum + p.¦)", "Age", "")]
    [InlineData("var r = from p in people where p.¦", "Age Name", "")]
    [InlineData("var r = from p in people where p.Age > 3 select p.¦;", "Age Name", "")]
    [InlineData("(await LoadAsync()).¦", "Add Count Where", "Result")]
    [InlineData("LoadAsync().¦", "Result ContinueWith", "Where")]
    [InlineData("await Task.¦", "Delay Run WhenAll", "Result")]
    [InlineData("var list = await LoadAsync();\nlist[0].¦", "Name", "")]
    [InlineData("array.¦", "Length Select GetLength", "Resize")]
    [InlineData("grid.¦", "Length GetLength Rank", "Select Resize")]
    [InlineData("array[0].¦", "CompareTo Twice", "Length")]
    [InlineData("pair.¦", "First Second", "Create")]
    [InlineData("pair.Second.¦", "Length", "Second")]
    [InlineData("thing.¦", "Width Height", "")]
    [InlineData("new { A = 1, B = text }.¦", "A B", "")]
    [InlineData("text.¦", "CompareTo", "Length Substring")]
    [InlineData("table[\"a\"][0].¦", "CompareTo", "Add")]
    [InlineData("foreach (var (key, value) in table) { value.¦ }", "Add", "Keys")]
    [InlineData("foreach (var p in people)\n{\n    p.¦\n}", "Age", "")]
    [InlineData("check.¦", "Invoke Method", "")]
    [InlineData("\"abc\".¦", "Length ToUpper Contains", "IsNullOrEmpty")]
    [InlineData("$\"{numbers.¦}\"", "Count", "")]
    [InlineData("$\"{people[0].Name.¦", "Length", "")]
    [InlineData("5.¦", "CompareTo Twice", "Parse")]
    [InlineData("this.¦", "", "Console")]
    [InlineData("if (numbers.¦", "Count", "")]
    [InlineData("if (numbers.Cou¦ > 3) { }", "Count", "Contains")]
    [InlineData("numbers\n    .Where(n => n > 1)\n    .¦", "Select ToList", "Add")]
    [InlineData("Regex.Match(\"a\", \"b\").¦", "Success Groups Value", "Match")]
    [InlineData("CultureInfo.CurrentCulture.¦", "Name", "GetCultureInfo")]
    [InlineData("Span<int> s = stackalloc int[3];\ns.¦", "Length Slice", "")]
    [InlineData("using var reader = new StringReader(\"\");\nreader.¦", "ReadLine", "")]
    [InlineData("using var reader = new StringReader(\"\").¦", "ReadLine", "")]
    [InlineData("T Largest<T>(T a, T b) where T : IComparable<T> => a.¦", "CompareTo", "Length")]
    [InlineData("void F(Shape given) { given.Next.¦ }", "Colour Next", "")]
    [InlineData("void F() { var inner = new Shape(); inner.¦", "Colour Next", "")]
    [InlineData("class C { List<int> _all = []; void F() => _all.¦ }", "Add", "")]
    [InlineData("class C { public int Open; private int Hidden; void F(C other) { other.¦ } }", "Open Hidden F", "")]
    [InlineData("class B { protected int Kept; } class C : B { void F() { base.¦ } }", "Kept", "F")]
    [InlineData("dynamic d = 1; d.¦", "", "ToString")]
    [InlineData("unknown.¦", "", "ToString Console")]
    // Members of types and namespaces
    [InlineData("Console.¦", "WriteLine ReadLine Out", "GetType get_Out")]
    [InlineData("string.¦", "Join Empty IsNullOrEmpty", "Length Trim")]
    [InlineData("int.¦", "Parse MaxValue", "CompareTo")]
    [InlineData("Colour.¦", "Red Green Blue", "HasFlag")]
    [InlineData("Person.¦", "Nobody", "Name")]
    [InlineData("System.¦", "Console Collections Linq", "SR __caret")]
    [InlineData("System.Collections.¦", "Generic Concurrent ArrayList", "")]
    [InlineData("System.Xml.¦", "Linq XmlDocument", "")]
    [InlineData("global::¦", "System", "Console")]
    [InlineData("Math.Max(Math.¦", "PI Abs", "")]
    [InlineData("List<int>.¦", "Enumerator", "Add")]
    [InlineData("shape.Colour = Colour.¦", "Red", "")]
    [InlineData("Environment.SpecialFolder.¦", "Desktop", "")]
    public void Members(string cell, string offered, string not) => Check(cell, offered, not);

    [Theory]
    [InlineData("num¦", "numbers", "Console")]
    [InlineData("¦", "numbers people Console if for var", "Object.ToString __caret MemberwiseClone")]
    [InlineData("Pai¦", "Paint pair", "")]
    [InlineData("var total = numbers.Sum();\nvar twice = 2 * to¦", "total", "twice")]
    [InlineData("var twice = 2 * tw¦", "", "twice")]
    [InlineData("var a = lat¦\nvar later = 1;", "", "later")]
    [InlineData("void F(int first) { int second = 1; ¦ }", "first second return F numbers", "get")]
    [InlineData("void F(int first) { int seconds = 1; }\nsec¦", "", "seconds")]
    [InlineData("people.Select(person => per¦", "person", "")]
    [InlineData("people.Select((person, index) => ind¦)", "index", "")]
    [InlineData("Con¦", "Console Convert", "")]
    [InlineData("WriL¦", "", "WriteLine")]
    [InlineData("Console.WL¦", "WriteLine", "Write")]
    [InlineData("Console.wri¦", "Write WriteLine", "Read")]
    [InlineData("dis¦", "display", "")]
    [InlineData("DictStr¦", "", "Dictionary")]
    [InlineData("Dic¦", "Dictionary", "")]
    [InlineData("IEn¦", "IEnumerable IEnumerator", "")]
    [InlineData("Sys¦", "System", "")]
    [InlineData("Inter¦", "Interlocked", "Interop Internal")]
    [InlineData("Regex rx = Reg¦", "Regex", "")]
    [InlineData("var list = new Lis¦", "List", "IList ListView")]
    [InlineData("var list = new ¦", "List Dictionary Person StringBuilder", "Console IList DayOfWeek Stream numbers")]
    [InlineData("List<int> list = new ¦", "List<int>", "")]
    [InlineData("throw new ¦", "ArgumentException InvalidOperationException", "")]
    [InlineData("new System.Text.¦", "StringBuilder Json", "")]
    [InlineData("new List<Per¦", "Person", "")]
    [InlineData("List<Per¦", "Person", "")]
    [InlineData("List<¦", "Person int", "numbers if")]
    [InlineData("Dictionary<string, ¦", "Person int", "numbers if")]
    [InlineData("Dictionary<string, List<pe¦", "Person", "people")]
    [InlineData("if (text < num¦", "numbers", "")]
    [InlineData("public ¦", "Person int class", "numbers if")]
    [InlineData("static ¦", "Person void class", "numbers")]
    [InlineData("var (first, rest) = ¦", "numbers", "first rest")]
    [InlineData("int.TryParse(\"1\", out ¦", "var numbers", "if DayOfWeek.Monday System.Globalization.NumberStyles.Any")]
    [InlineData("void F() { again: ; goto ¦ }", "again case", "numbers")]
    [InlineData("var x = (IEnu¦", "IEnumerable", "")]
    [InlineData("people is IEn¦", "IEnumerable", "")]
    [InlineData("typeof(Pers¦", "Person", "")]
    [InlineData("void F(Pers¦", "Person", "people")]
    [InlineData("void F(List<Pers¦> p) { }", "Person", "people")]
    [InlineData("class C : Sha¦", "Shape", "")]
    [InlineData("class C { pub¦ }", "public", "people")]
    [InlineData("class C { public Sha¦ }", "Shape", "shape")]
    [InlineData("class C { int P { g¦", "get", "")]
    [InlineData("class C { int P { get; s¦ } }", "set", "")]
    [InlineData("try { } catch (Arg¦", "ArgumentException", "")]
    [InlineData("try { } ca¦", "catch", "")]
    [InlineData("if (true) { } el¦", "else", "")]
    [InlineData("while (true) { br¦ }", "break", "")]
    [InlineData("foreach (var x i¦", "in", "")]
    [InlineData("foreach (var p in peo¦", "people", "")]
    [InlineData("var q = from p in people whe¦", "where", "while")]
    [InlineData("var q = from p in people\n        sel¦", "select", "")]
    [InlineData("people i¦", "is", "if")]
    [InlineData("retu¦", "return", "")]
    [InlineData("awa¦", "await", "")]
    [InlineData("await Loa¦", "LoadAsync", "")]
    [InlineData("var f = () => Pai¦", "Paint", "")]
    [InlineData("var r = maybe ?? te¦", "text", "")]
    [InlineData("int[] more = [.. arr¦", "array", "")]
    [InlineData("using Sys¦", "System", "Console String")]
    [InlineData("using System.¦", "Linq Collections", "Console String")]
    [InlineData("using System.Te¦;\nvar x = 1;", "Text", "")]
    [InlineData("using static System.Ma¦", "Math", "")]
    [InlineData("using Alias = System.Ma¦", "Math", "")]
    [InlineData("var day2 = nameof(Pers¦", "Person", "")]
    public void Names(string cell, string offered, string not) => Check(cell, offered, not);

    [Theory]
    [InlineData("new Person(¦", "Name: Age: Born: people", "Nick")]
    [InlineData("new Person(Na¦", "Name:", "Age:")]
    [InlineData("new Person(\"A\", ¦", "Age: Born:", "Name:")]
    [InlineData("new Person(Name: \"A\", ¦", "Age: Born:", "Name:")]
    [InlineData("new Person(na¦: \"A\")", "Name", "Age")]
    [InlineData("Paint(shape, co¦", "colour: coats:", "")]
    [InlineData("Console.WriteLine(val¦", "value:", "")]
    [InlineData("Person p = new(¦", "Name: Age:", "")]
    [InlineData("new Person(\"A\", 1, day) { ¦ }", "Nick City Name", "Old Nobody Secret Own Console")]
    [InlineData("new Person(\"A\", 1, day) { Nick = \"\", ¦ }", "City", "Nick")]
    [InlineData("new Shape { Co¦", "Colour", "Console")]
    [InlineData("Shape s = new() { ¦ }", "Colour Next", "Console")]
    [InlineData("people[0] with { ¦ }", "Name Nick", "Console")]
    [InlineData("new Shape { Next = { ¦ } }", "Colour", "")]
    [InlineData("new List<int> { ¦ }", "Capacity numbers", "Count")]
    [InlineData("[Obs¦] int F() => 1;", "Obsolete", "ObsoleteAttribute")]
    [InlineData("[¦]\nint F() => 1;", "Obsolete", "Console")]
    [InlineData("class C { [Obs¦] void F() { } }", "Obsolete", "ObsoleteAttribute Observer")]
    [InlineData("class C { [Obsolete(mess¦", "message:", "")]
    public void Arguments_initializers_and_attributes(string cell, string offered, string not) => Check(cell, offered, not);

    [Theory]
    [InlineData("day == ¦", "DayOfWeek.Sunday")]
    [InlineData("day != Mon¦", "DayOfWeek.Monday")]
    [InlineData("if (shape.Colour == ¦) { }", "Colour.Red")]
    [InlineData("Paint(shape, ¦", "Colour.Red")]
    [InlineData("Paint(shape, colour: ¦", "Colour.Red")]
    [InlineData("shape.Colour = ¦", "Colour.Red")]
    [InlineData("Colour c = ¦", "Colour.Red")]
    [InlineData("new Shape { Colour = ¦ }", "Colour.Red")]
    [InlineData("switch (day) { case ¦", "DayOfWeek.Sunday")]
    [InlineData("var s = day switch { ¦", "DayOfWeek.Sunday")]
    [InlineData("day is ¦", "DayOfWeek.Sunday")]
    [InlineData("shape is { Colour: ¦", "Colour.Red")]
    [InlineData("Colour F() { return ¦ }", "Colour.Red")]
    [InlineData("string.Equals(\"a\", \"b\", ¦", "StringComparison.CurrentCulture")]
    [InlineData("Console.WrL¦", "WriteLine")]
    [InlineData("int¦", "int")]
    [InlineData("Console.Write¦", "Write")]
    [InlineData("throw new ¦", "AbandonedMutexException")]
    [InlineData("List<int> list = new ¦", "List<int>")]
    [InlineData("new Person(\"A\", 1, day) { ¦ }", "City")]
    public void The_likeliest_comes_first(string cell, string first) => Assert.Equal(first, Complete(cell).Items[0].Text);

    [Theory]
    [InlineData("\"numb¦ers\"")]
    [InlineData("\"numbers.¦")]
    [InlineData("var s = \"numbers.¦\";")]
    [InlineData("// numbers.¦")]
    [InlineData("/* numbers.¦ */")]
    [InlineData("/* numbers.¦")]
    [InlineData("/// <summary>numbers.¦")]
    [InlineData("'¦'")]
    [InlineData("@\"c:\\numbers.¦")]
    [InlineData("\"\"\"\n  numbers.¦\n  \"\"\"")]
    [InlineData("$\"numbers.¦ {1}\"")]
    [InlineData("$\"{1} numbers.¦\"")]
    [InlineData("$\"{numbers.Count:N¦}\"")]
    [InlineData("#if false\nnumbers.¦\n#endif")]
    [InlineData("/*\n#r \"lib¦\n*/")]
    [InlineData("\"\"\"\n#!ti¦\n\"\"\"")]
    [InlineData("#r \"nuget: Math¦")]
    [InlineData("#r \"nuget: Math¦\"")]
    [InlineData("#pragma warn¦")]
    [InlineData("var ¦")]
    [InlineData("var numb¦ = 3;")]
    [InlineData("int numb¦")]
    [InlineData("class Pers¦")]
    [InlineData("void F(int numb¦")]
    [InlineData("foreach (var numb¦")]
    [InlineData("1¦")]
    [InlineData("0xA¦")]
    [InlineData("1.5¦")]
    [InlineData("#!markdown\nnumbers.¦")]
    [InlineData("Paint(out var numb¦")]
    public void Nothing_is_offered(string cell) => Assert.Empty(Complete(cell).Items);

    [Theory]
    [InlineData("#!time\nnumbers.¦", "Add")]
    [InlineData("#r \"nuget: Some.Package, 1.0\"\nnumbers.¦", "Add")]
    [InlineData("#i \"nuget:https://example.org\"\r\n#!time\r\nnumbers.¦", "Add")]
    [InlineData("var before = 1;\n#!time\nbef¦", "before")]
    [InlineData("#!markdown\n# It's \"text {\n#!csharp\nnumbers.¦", "Add")]
    [InlineData("var s = \"\"\"\n    #!time\n    \"\"\";\ns.¦", "Length")]
    [InlineData("using System.Xml.Linq;\nnew XEl¦", "XElement")]
    [InlineData("System.Xml.Linq.XDocument.Par¦", "Parse")]
    [InlineData("var d = new System.Data.DataTable();\nd.¦", "Rows Columns")]
    [InlineData("#!¦", "time who whos import markdown")]
    [InlineData("#!wh¦", "who whos")]
    [InlineData("var x = 1;\n#!ti¦", "time")]
    [InlineData("#r \"¦", "library.dll libraries/")]
    [InlineData("#r \"libr¦\"", "library.dll libraries/")]
    [InlineData("#r \"libraries/¦", "inner.dll inner/")]
    [InlineData("#load \"¦", "lines.csx libraries/")]
    [InlineData("#load \"libraries/p¦", "part.ipynb")]
    [InlineData("#!import libraries/p¦", "part.ipynb")]
    public void Directives(string cell, string offered) => Check(cell, offered, "notes.txt");

    [Fact]
    public void Files_of_another_kind_are_not_offered()
    {
        Check("#r \"libraries/¦", "", "part.ipynb");
        Check("#load \"libraries/¦", "", "inner.dll");
        Check("#r \"nowhere/¦", "", "inner.dll");
        Check("var s = \"#r ¦\"", "", "library.dll");
    }

    [Fact]
    public void The_typed_part_of_a_name_is_replaced()
    {
        var list = Complete("var 𝛼 = 1;\nnumbers.Whe¦re(n => n)");

        Assert.Equal((20, 23), (list.Start, list.End));
        Assert.Equal("Where", list.Items[0].Text);
    }

    [Fact]
    public void Members_of_every_object_come_last()
    {
        var texts = Complete("people[0].¦").Items.Select(item => item.Text).ToList();

        Assert.Equal(["Equals", "GetHashCode", "GetType", "ToString"], texts.TakeLast(4));
        Assert.Equal(texts.SkipLast(4).Order(StringComparer.OrdinalIgnoreCase), texts.SkipLast(4));
    }

    [Fact]
    public void Items_tell_kind_signature_and_summary()
    {
        var join = Item("string.¦", "Join");
        Assert.Equal(CompletionKind.Method, join.Kind);
        Assert.StartsWith("string string.Join(", join.Signature);
        Assert.Contains(" overloads)", join.Signature);
        Assert.StartsWith("Concatenates", join.Documentation);

        Assert.Equal(CompletionKind.Local, Item("numb¦", "numbers").Kind);
        Assert.Equal("List<int> numbers", Item("numb¦", "numbers").Signature);
        Assert.Equal("Paints a shape.", Item("Pain¦", "Paint").Documentation);
        Assert.Equal("A person of the tests.", Item("new Pers¦", "Person").Documentation);
        Assert.Equal(CompletionKind.EnumMember, Item("Colour.¦", "Red").Kind);
        Assert.Equal(CompletionKind.Interface, Item("IEnu¦", "IEnumerable").Kind);
        Assert.Equal(CompletionKind.Struct, Item("DateTi¦", "DateTime").Kind);
        Assert.Equal(CompletionKind.Namespace, Item("System.¦", "Linq").Kind);
        Assert.Equal(CompletionKind.Property, Item("numbers.¦", "Count").Kind);
        Assert.Equal(CompletionKind.Constant, Item("Math.¦", "PI").Kind);
        Assert.Equal(CompletionKind.Keyword, Item("fore¦", "foreach").Kind);
        Assert.Equal(CompletionKind.Folder, Item("#r \"lib¦", "libraries/").Kind);
        Assert.Equal(CompletionKind.Magic, Item("#!ti¦", "time").Kind);
    }

    [Fact]
    public void The_list_is_short_enough_to_show()
    {
        var items = Complete("¦").Items;

        Assert.InRange(items.Count, 100, CompletionList.Most);
        Assert.Equal(items.Count, items.Select(item => item.Text).Distinct().Count());
    }

    [Fact]
    public void A_position_outside_of_the_text_means_its_end()
    {
        Assert.NotEmpty(cells.Completer.Complete("numbers.", 99).Items);
        Assert.NotEmpty(cells.Completer.Complete("numbers.", -1).Items);
        Assert.NotEmpty(cells.Completer.Complete("", 0).Items);
    }

    [Fact]
    public void Names_that_are_keywords_are_written_so_that_they_compile() =>
        Check("var it = new { @class = 1 };\nit.¦", "@class", "class");

    private CompletionItem Item(string marked, string text) => Complete(marked).Items.Single(item => item.Text == text);

    private CompletionList Complete(string marked)
    {
        var (code, position) = AssistedCells.Caret(marked);
        return cells.Completer.Complete(code, position);
    }

    private void Check(string cell, string offered, string not)
    {
        var texts = Complete(cell).Items.Select(item => item.Text.Trim()).ToHashSet();

        Assert.All(Words(offered), name => Assert.Contains(name, texts));
        Assert.All(Words(not), name => Assert.DoesNotContain(name, texts));
    }

    private static string[] Words(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
