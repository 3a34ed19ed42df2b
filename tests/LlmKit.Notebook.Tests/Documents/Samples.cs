namespace LlmKit.Notebook.Tests.Documents;

/// <summary>Small notebooks of the kinds that are met, written for these tests.</summary>
internal static class Samples
{
    /// <summary>As Polyglot Notebooks writes one: its metadata everywhere, and keys that nobody knows.</summary>
    public const string Polyglot = """
        {
         "cells": [
          {
           "attachments": {"dot.png": {"image/png": "iVBORw0KGgo="}},
           "cell_type": "markdown",
           "metadata": {"polyglot_notebook": {"kernelName": "markdown"}},
           "source": ["# 鲸 🐳\n", "![dot](attachment:dot.png) and $e^x$"]
          },
          {
           "cell_type": "code",
           "execution_count": 1,
           "metadata": {
            "dotnet_interactive": {"language": "csharp"},
            "polyglot_notebook": {"kernelName": "csharp"},
            "vscode": {"languageId": "polyglot-notebook"},
            "collapsed": false, "mine": [1, 2.50, 1e400, -0.0, 123456789012345678901234567890, null]
           },
           "outputs": [
            {"name": "stdout", "output_type": "stream", "text": ["one\n", "\u001b[31mtwo\u001b[0m\n"]},
            {"data": {"text/html": ["<b>x</b><table><tr><td>1"], "text/plain": ["x"], "application/json": {"a": [1, {"b": null}]}},
             "metadata": {}, "output_type": "display_data", "transient": {"display_id": "d"}},
            {"data": {"application/vnd.plotly.v1+json": {"data": [{"y": [1, 2]}], "layout": {"title": {"text": "</script>"}}},
             "image/png": "iVBORw0KGgo=", "text/plain": "a plot"}, "execution_count": 1,
             "metadata": {"image/png": {"height": 20, "width": 30.5}}, "output_type": "execute_result"},
            {"ename": "Oops", "evalue": "bad", "output_type": "error", "traceback": ["Oops: bad", "   at line 1"]}
           ],
           "source": "#r \"nuget: Some.Package, 1.2.3\"\nvar x = 1; /* \ud83d\udc33 */\nx"
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "metadata": {"dotnet_interactive": {"language": "fsharp"}},
           "outputs": [],
           "source": ["let y = 2"]
          },
          {"cell_type": "raw", "metadata": {}, "source": [], "unknown": true}
         ],
         "metadata": {
          "kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"},
          "language_info": {"file_extension": ".cs", "mimetype": "text/x-csharp", "name": "polyglot-notebook", "pygments_lexer": "csharp", "version": "11.0"},
          "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [{"aliases": ["c#"], "languageName": "C#", "name": "csharp"}, {"aliases": [], "name": ".NET"}]}},
          "widgets": {"unknown": {"deep": [[[]], {}]}}
         },
         "nbformat": 4,
         "nbformat_minor": 2,
         "unknown": "kept"
        }
        """;

    public const string Dib = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["cs1"],"languageName":"C#","name":"csharp"},{"name":"duck"}]},"other":[1]}

        #!markdown

        # Title

        Text

        #!csharp

        #!time
        var x = 1;

        x

        #!fsharp

        let y = 2
        """;

    public const string Script = """
        #!/usr/bin/env dotnet-script
        #r "nuget: Some.Package, 1.2.3"
        using System.Text;

        // %% [markdown]
        // # Title
        //
        //   indented

        // %% Numbers
        var x = 1;
        //#!time
        x

        // %% [html]
        // <b>x</b>
        """;

    public static string Notebook(string cells, string metadata = "{}", int minor = 5) =>
        $$"""{"cells": [{{cells}}], "metadata": {{metadata}}, "nbformat": 4, "nbformat_minor": {{minor}}}""";

    public static string Code(string source, string outputs = "", string metadata = "{}") =>
        $$"""{"cell_type": "code", "execution_count": null, "metadata": {{metadata}}, "outputs": [{{outputs}}], "source": {{System.Text.Json.JsonSerializer.Serialize(source)}}}""";

    public static string Text(string source) =>
        $$"""{"cell_type": "markdown", "metadata": {}, "source": {{System.Text.Json.JsonSerializer.Serialize(source)}}}""";

    public static string Shown(string data, string metadata = "{}") =>
        $$"""{"data": {{data}}, "metadata": {{metadata}}, "output_type": "display_data"}""";
}
