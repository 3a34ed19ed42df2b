using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmKit.Notebook.Documents;

/// <summary>
/// Other values for the variables of the cell that is tagged <c>parameters</c>, in a cell of their own behind it that is
/// tagged <c>injected-parameters</c>, as papermill does.
/// </summary>
internal static partial class NotebookParameters
{
    private const string Tag = "parameters", InjectedTag = "injected-parameters";

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, kind: Microsoft.CodeAnalysis.SourceCodeKind.Script);

    /// <param name="cells">The notebook's cells; the new one is put among them.</param>
    /// <param name="values">Names and values as they were typed: numbers, true and false as such, anything else as a text.</param>
    /// <exception cref="NotebookFormatException">No cell is tagged so, or none of its variables has that name.</exception>
    public static void Inject(JsonArray cells, IReadOnlyDictionary<string, string> values, string path)
    {
        for (var i = cells.Count - 1; i >= 0; i--)
        {
            if (TagsOf(cells[i]!).Contains(InjectedTag)) cells.RemoveAt(i);
        }

        var place = cells.ToList().FindIndex(cell => (string?)cell!["cell_type"] == "code" && TagsOf(cell).Contains(Tag));
        if (place < 0)
            throw new NotebookFormatException($"{path} has no code cell tagged \"{Tag}\", so it takes no parameters. Tag the cell that declares them.");

        var known = Variables(JupyterJson.Text(cells[place]!["source"]));
        if (values.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new NotebookFormatException($"{path} has no parameter {unknown}. "
                + (known.Count == 0 ? "Its cell of parameters declares none." : $"It has: {string.Join(", ", known)}."));
        }

        cells.Insert(place + 1, new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(InjectedTag) },
            ["outputs"] = new JsonArray(),
            ["source"] = JupyterJson.Lines(string.Join('\n', values.Select(value => $"{value.Key} = {Literal(value.Value)};"))),
        });
    }

    private static List<string> Variables(string code) =>
    [
        .. CSharpSyntaxTree.ParseText(code, s_script).GetCompilationUnitRoot().Members.OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText),
    ];

    private static string Literal(string value) =>
        Number().IsMatch(value) && double.TryParse(value, CultureInfo.InvariantCulture, out _) || value is "true" or "false" or "null"
            ? value
            : SymbolDisplay.FormatLiteral(value, quote: true);

    private static IEnumerable<string> TagsOf(JsonNode cell) =>
        cell["metadata"]?["tags"] is JsonArray tags ? tags.Select(tag => tag?.ToString() ?? "") : [];

    [GeneratedRegex(@"^-?(\d+(\.\d+)?|\.\d+)([eE][-+]?\d+)?$")]
    private static partial Regex Number();
}
