namespace LlmKit.Notebook.Display;

/// <summary>How the views look. Text takes the colour of the page, and lines a grey that is seen on white and
/// on black, so that an output fits wherever it stands; accents are those of JupyterLab or VS Code where one
/// of them shows it, and otherwise those of the page's <c>color-scheme</c>.</summary>
internal static class HtmlStyle
{
    /// <summary>The classes of the outermost element: ours, and those that keep MathJax away from <c>$</c> in
    /// data.</summary>
    public const string Root = "llmkit-view tex2jax_ignore mathjax_ignore";

    // Twice the class (here §), since JupyterLab sets every cell at the right with a selector as strong as
    // that.
    public static string Sheet { get; } = """
        <style>
        §{--line:rgba(128,128,128,.4);--soft:rgba(128,128,128,.13);
        --number:var(--jp-mirror-editor-number-color,
        var(--vscode-debugTokenExpression-number,light-dark(#08683f,#8fd19e)));
        --string:var(--jp-mirror-editor-string-color,
        var(--vscode-debugTokenExpression-string,light-dark(#a3341c,#e0a48a)));
        --error:var(--jp-error-color1,var(--vscode-errorForeground,light-dark(#b3261e,#f2958d)));
        --code:var(--jp-code-font-family,var(--vscode-editor-font-family,ui-monospace,Menlo,Consolas,monospace));
        max-width:100%;overflow-x:auto;font-size:13px;line-height:1.45}
        § table{border-collapse:collapse;border:0;margin:2px 0;font-size:inherit;color:inherit;
        table-layout:auto;width:max-content}
        § th,§ td{border:0;border-bottom:1px solid var(--line);padding:2px 10px;text-align:left;
        vertical-align:top;white-space:pre-wrap;overflow-wrap:break-word;max-width:44em;
        unicode-bidi:isolate;background:none}
        § th{font-weight:600;border-bottom-width:2px;white-space:nowrap}
        § td.i,§ .s{opacity:.65}
        § tbody tr:hover{background:var(--soft)}
        § .r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        § .n{color:var(--number)}§ .q{color:var(--string)}§ .e{color:var(--error)}
        § td.k{font-weight:600;white-space:nowrap}
        § pre{font-family:var(--code);font-size:12px;line-height:1.4;margin:2px 0;padding:0;background:none;
        border:0;color:inherit;white-space:pre-wrap;overflow-wrap:anywhere}
        § summary{cursor:pointer;display:list-item;font-family:var(--code);font-size:12px}
        § details>table,§ details>pre,§ details>details{margin-left:1em}
        § img{max-width:100%}§ td img{max-height:6em}
        </style>
        """.ReplaceLineEndings("").Replace("§", ".llmkit-view.llmkit-view", StringComparison.Ordinal);
}
