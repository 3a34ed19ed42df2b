using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Assistance;

/// <summary>XML documentation: found by id, written as text.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("<summary>One\n   line.</summary>", "One line.")]
    [InlineData("<summary>See <see cref=\"M:System.String.Join(System.String,System.Object[])\"/>, <see langword=\"null\" />.</summary>", "See String.Join, null.")]
    [InlineData("<summary><see cref=\"T:System.Collections.Generic.Dictionary`2\"/> of <typeparamref name=\"T\"/>s</summary>", "Dictionary<T1, T2> of Ts")]
    [InlineData("<summary><see cref=\"M:System.Linq.Enumerable.Select``2(System.Int32)\"/></summary>", "Enumerable.Select")]
    [InlineData("<summary><see cref=\"M:System.Text.StringBuilder.#ctor\"/></summary>", "StringBuilder")]
    [InlineData("<summary><see href=\"https://example.org\">here</see> or <see href=\"https://example.org\"/></summary>", "here or https://example.org")]
    [InlineData("<summary>The <paramref name=\"x\"/>'s <c>a &lt; b</c></summary>", "The x's a < b")]
    [InlineData("<summary>A<para>B</para><para>C</para>D</summary>", "A\n\nB\n\nC\n\nD")]
    [InlineData("<summary>A\n\n   B</summary>", "A\n\nB")]
    [InlineData("<summary>A<br/>B</summary>", "A\nB")]
    [InlineData("<summary>A:<list type=\"bullet\"><item><description>B</description></item><item>C</item></list>D</summary>", "A:\n• B\n• C\n\nD")]
    [InlineData("<summary><list type=\"number\"><item><term>B</term><description>b</description></item><item><term>C</term></item></list></summary>", "1. B: b\n2. C")]
    [InlineData("<summary>A<code>\n    if (x)\n        F();\n</code></summary>", "A\n\n    if (x)\n        F();")]
    [InlineData("Words alone.", "Words alone.")]
    public void Markup_becomes_text(string xml, string text) =>
        Assert.Equal(text, Documentation.Parse($"<member>{xml}</member>", _ => null)!.Summary);

    [Fact]
    public void Malformed_documentation_is_none() => Assert.Null(Documentation.Parse("<member><summary>A & B</summary></member>", _ => null));

    [Fact]
    public void Own_words_come_before_inherited_ones()
    {
        var inherited = new Documentation { Summary = "Theirs.", Returns = "A thing.", Parameters = [("a", "one"), ("b", "two")] };
        var own = Documentation.Parse("<member><inheritdoc/><summary>Ours.</summary><param name=\"a\">mine</param></member>", _ => inherited)!;

        Assert.Equal("Ours.", own.Summary);
        Assert.Equal("A thing.", own.Returns);
        Assert.Equal([("a", "mine"), ("b", "two")], own.Parameters);
    }

    [Theory]
    [InlineData("System.Collections", "T:System.Collections.Generic.List`1", "Represents a strongly typed list")]
    [InlineData("System.Runtime", "M:System.String.Join(System.String,System.String[])", "Concatenates all the elements")]
    [InlineData("System.Runtime", "P:System.Uri.AbsolutePath", "Gets the absolute path")]
    [InlineData("System.Threading", "M:System.Threading.Interlocked.Increment(System.Int32@)", "Increments a specified variable")]
    public void Members_of_the_core_library_are_found_in_the_file_that_documents_them(string assembly, string id, string summary)
    {
        var core = typeof(object).Assembly.Location;
        if (ReferencePack.FolderFor(Path.GetDirectoryName(core)!) is null) Assert.Skip("No reference pack: it comes with an SDK.");

        var file = References.Of(core.Replace("System.Private.CoreLib", assembly)).FilePath!;
        Assert.StartsWith(summary, Documentation.Parse(DocumentationFiles.Find(file, id)!, _ => null)!.Summary);
    }

    [Fact]
    public void Every_member_of_a_file_is_found_wherever_blocks_of_reading_end()
    {
        var path = Path.GetTempFileName();
        try
        {
            var ids = Enumerable.Range(0, 5_000).Select(number => $"M:Some.Long.Namespace.Type{number % 97}.Member{number}({new string('x', number % 61)})").ToList();
            File.WriteAllText(path, $"<?xml version=\"1.0\"?><doc><members>\n{string.Join('\n', ids.Select(id => $"<member name=\"{id}\"><summary>{id}</summary></member>"))}</members></doc>");
            var file = new DocumentationFile(path, block: 256);

            Assert.All(ids, id => Assert.Contains($"<summary>{id}</summary>", file.Find(id)));
            Assert.Null(file.Find("M:Some.Long.Namespace.Type1.Member2"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_went_away_documents_nothing() => Assert.Null(new DocumentationFile("nowhere.xml").Find("T:System.Object"));
}
