using LlmKit.Notebook.Assistance;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>Whether Enter runs a text or goes on with it.</summary>
public sealed class CompletenessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("x")]
    [InlineData("if (true) { }")]
    [InlineData("if (true) F();")]
    [InlineData("using var r = new StringReader(\"\");")]
    [InlineData("using System.Text;")]
    [InlineData("class C { }")]
    [InlineData("record P(int X);")]
    [InlineData("int F() => 1;")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("numbers.Select(n => n)")]
    [InlineData("// only a comment")]
    [InlineData("/* closed */")]
    [InlineData("var s = \"\"\"\n    {\n    \"\"\";")]
    [InlineData("#!time\n1 + 1")]
    [InlineData("#r \"nuget: Some.Package, 1.0\"")]
    [InlineData("var t = from n in numbers select n;")]
    public void Whole(string code) => Assert.Equal(new(CompletenessStatus.Complete, ""), Completeness.Of(code));

    [Theory]
    [InlineData("if (true) {", 4)]
    [InlineData("if (true)", 4)]
    [InlineData("if (true) F(); else", 4)]
    [InlineData("for (var i = 0; i < 3; i++)\n{", 4)]
    [InlineData("for (;;)\n{\n    if (x)\n    {", 8)]
    [InlineData("class C\n{\n    void F()\n    {\n        G();\n    }", 4)]
    [InlineData("F(", 4)]
    [InlineData("F(1,", 4)]
    [InlineData("F(() => {", 4)]
    [InlineData("var x =", 4)]
    [InlineData("var x = 1", 0)]
    [InlineData("int F() =>", 4)]
    [InlineData("numbers.", 0)]
    [InlineData("1 +", 0)]
    [InlineData("var s = \"\"\"\n    {", 0)]
    [InlineData("var s = @\"open", 0)]
    [InlineData("/* open {", 0)]
    [InlineData("#if true\nF();", 0)]
    [InlineData("try { }", 0)]
    [InlineData("foreach (var x in", 4)]
    [InlineData("var q = from n in numbers", 0)]
    [InlineData("int[] a = [1,", 4)]
    [InlineData("var r = x switch {", 4)]
    [InlineData("do { }", 0)]
    [InlineData("public", 0)]
    [InlineData("record P(int X)", 0)]
    [InlineData("#!time\nwhile (true)\n{\n", 4)]
    public void Unfinished(string code, int indent) =>
        Assert.Equal(new(CompletenessStatus.Incomplete, new string(' ', indent)), Completeness.Of(code));

    [Theory]
    [InlineData(")")]
    [InlineData("}")]
    [InlineData("x = = 1")]
    [InlineData("if (x }")]
    [InlineData("F(1 2)")]
    [InlineData("var s = \"open\nF();")]
    [InlineData("class { }")]
    [InlineData("int 3x = 1;")]
    [InlineData("x = 1;\n) {")]
    public void Wrong(string code) => Assert.Equal(new(CompletenessStatus.Invalid, ""), Completeness.Of(code));

    [Fact]
    public void Another_language() => Assert.Equal(CompletenessStatus.Unknown, Completeness.Of("#!markdown\n# Title {").Status);
}
