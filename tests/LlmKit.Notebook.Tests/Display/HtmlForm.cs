using System.Xml.Linq;

namespace LlmKit.Notebook.Tests.Display;

/// <summary>The HTML of a value, read as XML: it has to be well-formed.</summary>
internal static class HtmlForm
{
    public static XElement Of(object? value) =>
        XElement.Parse(Formatter.Format(value, MimeBundle.Html)[MimeBundle.Html]!, LoadOptions.PreserveWhitespace);

    /// <summary>The outermost table, header first; cells parted by <c>|</c>.</summary>
    public static string[] Table(object? value)
    {
        var table = Of(value).Descendants("table").First();
        return [.. table.Elements().SelectMany(part => part.Elements("tr")).Select(row => string.Join('|', row.Elements().Select(cell => cell.Value)))];
    }

    /// <summary>What stands below the outermost table.</summary>
    public static string Below(object? value) =>
        string.Join('\n', Of(value).Descendants("table").First().ElementsAfterSelf().Select(each => each.Value));

    /// <summary>All of the text but the style.</summary>
    public static string Text(object? value)
    {
        var view = Of(value);
        view.Elements("style").Remove();
        return view.Value;
    }
}
