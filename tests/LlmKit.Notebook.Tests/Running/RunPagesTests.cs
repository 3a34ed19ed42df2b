using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Running.Pages;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>Pages of runs: their names, and where their links lead.</summary>
public sealed class RunPagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit pages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Links_lead_to_the_other_pages_and_to_files_where_they_are()
    {
        string one = Path.Combine(_folder, "course", "one.ipynb"), two = Path.Combine(_folder, "course", "第二 章.ipynb"), pages = Path.Combine(_folder, "a", "pages");
        var notebook = NotebookDocument.Parse(
            """{"cells": [{"cell_type": "markdown", "metadata": {}, "source": "# 鲸 & co\n[next](第二%20章.ipynb#x) [data](../data/a.csv) [web](https://a.example/b.ipynb) [here](#top)"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}""", one);

        var title = new RunPages(pages, [one, two]).Write(notebook, one);

        var page = File.ReadAllText(Path.Combine(pages, "one.html"));
        Assert.Equal("鲸 & co", title);
        Assert.Contains("href=\"%E7%AC%AC%E4%BA%8C%20%E7%AB%A0.html#x\"", page);
        Assert.Contains("href=\"../../data/a.csv\"", page);
        Assert.Contains("href=\"https://a.example/b.ipynb\"", page);
        Assert.Contains("href=\"#top\"", page);
    }

    [Fact]
    public void The_index_leads_to_each_page_and_says_how_it_went()
    {
        var pages = new RunPages(_folder, ["index.ipynb", "第二 章.ipynb"]);

        var index = File.ReadAllText(pages.WriteIndex(
        [
            new("A <b> title", "index.ipynb", 3, TimeSpan.FromSeconds(1.25), 200_000_000, RunStatus.Good, "ok", HasPage: true),
            new("第二章", "第二 章.ipynb", null, null, 0, RunStatus.Failed, "cannot be run", HasPage: false),
        ]));

        Assert.Contains("<a href=\"index-notebook.html\">A &lt;b&gt; title</a>", index);
        Assert.Contains("<td class=\"number\">200 MB</td><td class=\"good\">ok</td>", index);
        Assert.Contains("<td>第二章<span", index);
        Assert.Contains("<td class=\"failed\">cannot be run</td>", index);
        Assert.Contains("1 of 2", index);
    }
}
