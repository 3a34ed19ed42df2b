using System.Xml;
using System.Xml.Linq;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// The XML documentation of a declaration as plain text; null or empty where there is none.
/// </summary>
internal sealed record Documentation
{
    public string? Summary { get; init; }

    public IReadOnlyList<(string Name, string Text)> TypeParameters { get; init; } = [];

    public IReadOnlyList<(string Name, string Text)> Parameters { get; init; } = [];

    public string? Returns { get; init; }

    public IReadOnlyList<(string Name, string Text)> Exceptions { get; init; } = [];

    public string? Remarks { get; init; }

    public string? Example { get; init; }

    /// <summary>Reads a <c>member</c> element, or what stands in comments before a declaration.</summary>
    /// <param name="inherited">
    /// Finds what <c>inheritdoc</c> stands for, given its <c>cref</c> if it has one.
    /// </param>
    public static Documentation? Parse(string xml, Func<string?, Documentation?> inherited)
    {
        XElement root;
        try
        {
            root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }

        var from = root.DescendantsAndSelf("inheritdoc").FirstOrDefault() is { } inherit
            ? inherited(inherit.Attribute("cref")?.Value) : null;
        var isPlain = !root.Elements().Any(element =>
            element.Name.LocalName is "summary" or "param" or "returns" or "remarks" or "inheritdoc" or "value");
        return new()
        {
            Summary = Text(isPlain ? root : root.Element("summary")) ?? from?.Summary,
            TypeParameters = Named(root, "typeparam", "name", from?.TypeParameters),
            Parameters = Named(root, "param", "name", from?.Parameters),
            Returns = Text(root.Element("returns") ?? root.Element("value")) ?? from?.Returns,
            Exceptions = Named(root, "exception", "cref", from?.Exceptions),
            Remarks = Text(root.Element("remarks")) ?? from?.Remarks,
            Example = Text(root.Element("example")) ?? from?.Example,
        };
    }

    private static string? Text(XElement? element) =>
        element is null ? null : DocumentationText.Of(element) is { Length: > 0 } text ? text : null;

    private static IReadOnlyList<(string, string)> Named(XElement root, string kind, string key,
        IReadOnlyList<(string Name, string)>? inherited)
    {
        var own = root.Elements(kind)
            .Select(element =>
                (Name: DocumentationText.NameOf(element.Attribute(key)?.Value ?? ""),
                Text: DocumentationText.Of(element)))
            .Where(one => one.Name.Length > 0 && one.Text.Length > 0).ToList();
        if (inherited is not null)
            own.AddRange(inherited.Where(one => own.TrueForAll(mine => mine.Name != one.Name)));
        return own;
    }
}
