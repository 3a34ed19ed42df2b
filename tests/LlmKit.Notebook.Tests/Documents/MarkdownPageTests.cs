using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class MarkdownPageTests
{
    [Fact]
    public void Code_text_pictures_and_errors_become_Markdown()
    {
        var page = new MarkdownPage("my page_files");

        var text = page.Write(NotebookDocument.Parse(Samples.Polyglot, "n.ipynb"));

        Assert.Equal("""
            # 鲸 🐳
            ![dot](my%20page_files/cell-01-attachment-1.png) and $e^x$

            ```csharp
            #r "nuget: Some.Package, 1.2.3"
            var x = 1; /* 🐳 */
            x
            ```

            ```text
            one
            two
            ```

            ```text
            x
            ```

            ![a plot](my%20page_files/cell-02-3.png)

            ```text
            Oops: bad
               at line 1
            ```

            ```fsharp
            let y = 2
            ```

            """.ReplaceLineEndings("\n"), text);
        Assert.Equal(["cell-01-attachment-1.png", "cell-02-3.png"], page.Files.Select(file => file.Name));
    }

    [Fact]
    public void Pictures_can_stand_inside_the_text() =>
        Assert.Contains(
            "![a plot](data:image/png;base64,iVBORw0KGgo=)",
            new MarkdownPage(null).Write(NotebookDocument.Parse(Samples.Polyglot, "n.ipynb")));

    [Fact]
    public void A_fence_is_longer_than_those_inside_of_it() =>
        Assert.Equal(
            "`````csharp\nvar s = \"````\";\n`````\n",
            new MarkdownPage(null)
            .Write(NotebookDocument.Parse(Samples.Notebook(Samples.Code("var s = \"````\";")), "n.ipynb")));

    [Fact]
    public void Markup_without_any_text_is_kept_in_one_block() =>
        Assert.Contains(
            "\n<table><tr>\n<td>1</td></tr></table>\n", new MarkdownPage(null).Write(NotebookDocument.Parse(
                Samples.Notebook(Samples.Code("1", Samples.Shown("""{"text/html": "<table><tr>\n\n<td>1"}"""))),
                    "n.ipynb")));
}
