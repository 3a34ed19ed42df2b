using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Execution;

/// <summary>Types in cells: what scripts refuse, declaring again, and who sees whom.</summary>
public sealed class CellTypesTests : IDisposable
{
    private readonly CellEngine _engine = new(Path.GetTempPath());

    public void Dispose() => _engine.Dispose();

    public static TheoryData<string, object> Programs => new()
    {
        // Each part after a line of dashes is a cell of its own; the value is the last one's.
        { "static class E { public static int Twice(this int n) => 2 * n; }\n4.Twice()", 8 },
        { "static class E { public static int Twice(this int n) => 2 * n; }\n---\n4.Twice()", 8 },
        { "record P(int X, int Y);\nstatic class E { public static int Sum(this P p) => p.X + p.Y; }\nnew P(3, 4).Sum()", 7 },
        { "record P(int X, int Y);\n---\nstatic class E { public static int Sum(this P p) => p.X + p.Y; }\n---\nvar p = new P(3, 4);\np.Sum()", 7 },
        { "record P(int X, int Y);\n---\nstatic class E { extension(P p) { public int Sum => p.X + p.Y; public static P Zero => new(0, 0); } extension(P) { public static P operator +(P a, P b) => new(a.X + b.X, a.Y + b.Y); } }\n---\n(new P(3, 4) + P.Zero).Sum", 7 },
        { "static class E { public static int N(this int n) => 1; }\n---\nstatic class E { public static int N(this int n) => 2; }\n---\n5.N()", 2 },
        { "static class E { extension(int n) { public int Q => 1; } }\n---\nstatic class E { extension(int n) { public int Q => 2; } }\n---\n5.Q", 2 },
        { "namespace Geometry { public class Box<T> { public T Value; } }\n---\nusing Geometry;\nnew Box<int> { Value = 3 }.Value", 3 },
        { "namespace Geometry;\n\nclass A { internal int N = 4; }\n---\nnew Geometry.A().N", 4 },
        { "namespace A.B { namespace C { class D { } enum E { One } delegate int F(int n); interface I { } struct S { } } }\n---\nA.B.C.F f = n => n + (int)A.B.C.E.One; f(6)", 6 },
        { "record P(int X);\nvar p = new P(1);\n---\nrecord P(int X);\nvar q = new P(1);\n---\np == q ? 1 : 0", 1 },
        { "record P(int X);\nvar p = new P(1);\n---\nrecord P(int X); class C { public P Q = new(1); }\n---\np == new C().Q ? 1 : 0", 1 },
        { "class C { public static int N; }\nC.N = 5;\n---\nclass C { public static int N; }\n---\nC.N", 0 },
        { "record A(int X); record B(A Of);\n---\nrecord A(string X); record B(A Of);\n---\nnew B(new A(\"four\")).Of.X.Length", 4 },
        { "record W(Version V);\n---\nrecord Version(int N);\n---\nrecord W(Version V);\n---\nnew W(new Version(3)).V.N", 3 },
        { "using V = int;\nrecord R(V X);\n---\nusing V = string;\nrecord R(V X);\n---\nnew R(\"four\").X.Length", 4 },
        { "namespace N { class A { public static int V => 1; } }\n---\nnamespace N { class B { public static int V => A.V + 1; } }\n---\nN.A.V + N.B.V", 3 },
        { "namespace N { class A { public static int V => 1; } class B { } }\n---\nnamespace N { class A { public static int V => 2; } }\n---\nnew N.B(); N.A.V", 2 },
        { "file class Hidden { public int N = 5; }\nnew Hidden().N", 5 },
        { "record P(int X);\nvar p = new P(1);\n---\nrecord P(int X, int Y);\nvar q = new P(2, 3);\n---\np.X + q.X + q.Y", 6 },
        { "record P(int X); class H { public P P = new(1); }\nvar h = new H();\n---\nrecord P(int X) { public int Y => 10; }\n---\nh.P.X + new H().P.Y", 11 },
        { "class Box<T> { public T V; } class Pair<T> { public Box<T> B = new(); }\nvar old = new Pair<int>();\n---\nclass Box<T> { public T V; public int N = 2; }\n---\nold.B.V + new Pair<string>().B.N + new Box<int>().N", 4 },
        { "abstract record Node { public int Value => this is Add a ? a.L.Value + a.R.Value : ((Num)this).N; }\nrecord Add(Node L, Node R) : Node; record Num(int N) : Node;\n---\nrecord Num(int N) : Node { public int Twice => 2 * N; }\n---\nnew Add(new Num(1), new Num(2)).Value + new Num(4).Twice", 11 },
        { "interface IShape { double Area(); }\nrecord Square(double A) : IShape { public double Area() => A * A; }\n---\nIShape s = new Square(3);\n---\nenum Kind { One, Two = 7 }\n---\nenum Kind { One, Two = 5 }\n---\n(int)Kind.Two + (int)s.Area()", 14 },
        { "const int Size = 4; static int Next(int n) => n + 1;\nclass UsesScript { public int N = Next(Size); }\nnew UsesScript().N", 5 },
        { "const int Size = 4;\nclass C { public int N = Size; }\nvar old = new C();\n---\nclass C { public int N = 9; }\n---\nold.N + new C().N", 13 },
        { "class C { public int N = 9; }\n---\nconst int Size = 4;\nclass C { public int N = Size; }\n---\nclass D : C { }\nnew D().N", 4 },
        { "partial class P { public int A = 1; }\npartial class P { public int B = 2; }\nnew P().A + new P().B", 3 },
        { "class A { internal int X = 1; protected internal int Y { get; internal set; } = 2; internal A(int n) { X += n; } internal class In { internal int Z = 3; } }\nclass B() : A(1) { internal int S => X + Y; }\n---\nclass C : A { public C() : base(5) { } protected internal int Q => Y; }\n---\nnew B().S + new C().Q + new A.In().Z + new A(2).X", 12 },
        { "using static Colors;\nenum Colors { Red = 3 }\n(int)Red", 3 },
        { "enum Colors { Red = 3 }\n---\nusing static Colors;\nusing Paint = Colors;\n---\nrecord Wall(Paint P = Red);\n(int)new Wall().P", 3 },
        { "using Pair = (int A, int B);\nclass C { public Pair P = (1, 2); }\n---\nclass D : C { public Pair Q = (3, 4); }\nnew D().Q.B + new D().P.A", 5 },
        { "using Pair = (int A, int B);\n---\nusing Pair = System.String;\n---\nclass C { public Pair P = \"abc\"; }\nnew C().P.Length", 3 },
        { "global using System.Numerics;\nclass C { public BigInteger N = 2; }\n---\n(int)(new C().N + BigInteger.One)", 3 },
        { "[Obsolete(\"x\")] class A { }\n[AttributeUsage(AttributeTargets.Class)] class MyAttribute : Attribute { }\n[My] class B { }\ntypeof(B).GetCustomAttributes(false).Length", 1 },
        { "class Counter { public static int N; }\nCounter.N++;\n---\nclass Other { }\nCounter.N++;\n---\nCounter.N", 2 },
        { "var n = 3;\nclass A { public int N; }\nint F(A a) => a.N + n;\n---\nF(new A { N = 4 })", 7 },
        { "var a = new { X = 1, Y = \"b\" };\nclass A { }\n---\na.X + a.Y.Length", 2 },
        { "static class E { public static IEnumerator<int> GetEnumerator(this int n) { for (var i = 0; i < n; i++) yield return i; } }\nclass S { public static int Of(int n) { var s = 0; foreach (var i in n) s += i; return s; } }\nS.Of(4)", 6 },
        { "class A { public B B; } class B { public A A; public int N = 1; }\n---\nstatic class X { public static int Deep(this A a) => a.B.A.B.N; }\n---\nclass B { public A A; public int N = 2; }\n---\nvar a = new A(); a.B = new B { A = a }; a.Deep()", 2 },
        { "ref struct R { public Span<int> S; public int N => S.Length; }\nint F() { var r = new R { S = new int[3] }; return r.N; }\nF()", 3 },
        { "unsafe struct Buffer { public fixed int N[4]; }\nunsafe int F() { var b = new Buffer(); b.N[1] = 5; return b.N[1]; }\nF()", 5 },
        { "interface IAdd<T> where T : IAdd<T> { static abstract T operator +(T a, T b); }\nrecord struct V(int N) : IAdd<V> { public static V operator +(V a, V b) => new(a.N + b.N); }\nstatic T Sum<T>(T a, T b) where T : IAdd<T> => a + b;\nSum(new V(1), new V(2)).N", 3 },
        { "class Model { public int N { get; set => field = value * 2; } }\nvar m = new Model { N = 2 };\n---\nm.N", 4 },
        { "class Wanted { }\ntypeof(Wanted).FullName", "Wanted" },
        { "struct P { public int X; }\nvar list = new List<P> { new() { X = 1 } };\n---\nstruct P { public int X, Y; }\n---\nlist[0].X + new P { Y = 2 }.Y", 3 },
        { "class A { public override string ToString() => \"old\"; }\nobject a = new A();\n---\nclass A { public override string ToString() => \"new\"; }\n---\n$\"{a} {new A()} {a is A}\"", "old new False" },
    };

    [Theory, MemberData(nameof(Programs))]
    public async Task Types_work_in_cells_as_in_a_program(string cells, object value)
    {
        CellOutcome outcome = new CellOutcome.Finished(null, false);
        var number = 0;
        foreach (var cell in cells.Split("\n---\n"))
        {
            outcome = await _engine.RunAsync(cell, $"Cell[{++number}]");
            if (outcome is CellOutcome.Failed { Error: var error }) Assert.Fail(string.Join("\n", error.Traceback));
        }

        Assert.Equal(value, Assert.IsType<CellOutcome.Finished>(outcome).Value);
    }

    [Fact]
    public async Task A_mistake_in_a_type_is_shown_where_it_is()
    {
        var outcome = await _engine.RunAsync("1 + 1;\nnamespace N\n{\n    internal class A { int F(int n) => n > 0 ? F(n - 1) : wrong; }\n}", "Cell[4]");

        var error = Assert.IsType<CellOutcome.Failed>(outcome).Error;
        Assert.Equal("Cell[4](4,59): error CS0103: The name 'wrong' does not exist in the current context", error.Traceback[0]);
        Assert.Equal("    " + new string(' ', 58) + "^^^^^", error.Traceback[2]);
    }

    [Fact]
    public async Task An_exception_in_a_type_of_an_earlier_cell_names_its_line()
    {
        await _engine.RunAsync("// first\nclass A\n{\n    public void F() => throw new InvalidOperationException(\"no\");\n}", "Cell[1]");

        var outcome = await _engine.RunAsync("new A().F();", "Cell[2]");

        var error = Assert.IsType<CellOutcome.Failed>(outcome).Error;
        Assert.Contains(error.Traceback, line => line.Contains("Cell[1]:line 4", StringComparison.Ordinal));
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public async Task What_a_refused_cell_declared_does_not_exist()
    {
        Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("class A { }\nunknown();", "Cell[1]"));

        Assert.IsType<CellOutcome.Failed>(await _engine.RunAsync("new A()", "Cell[2]"));
    }
}
