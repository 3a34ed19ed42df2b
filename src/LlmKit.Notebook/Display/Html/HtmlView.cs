using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;

namespace LlmKit.Notebook.Display;

/// <summary>Values as HTML: tables, trees that open, pictures. Everything from data is encoded.</summary>
internal sealed partial class HtmlView(Reading reading)
{
    private const int MostLetters = 300, MostText = 10_000, SummaryWidth = 80;

    // What is opened only on request is made at once, so it is not made without end.
    private const int MostOpened = 500, MostOpenLength = 100_000, MostLength = 2_000_000;
    private readonly Markup _html = new();
    private readonly List<object> _around = [];
    private readonly PlainText _plain = new(reading);
    private readonly TableMaker _tables = new(reading);
    private int _opened;

    /// <summary>The whole of a value's view, with its style unless it becomes a part of another
    /// view.</summary>
    public string Of(object? value)
    {
        _html.Element("div", HtmlStyle.Root, () =>
        {
            if (!OwnForms.IsInside) _html.Raw(HtmlStyle.Sheet);
            Body(reading.Shown(value));
        });
        return _html.ToString();
    }

    /// <summary>A notice that a formatter failed, and the value in the form that did not.</summary>
    /// <param name="html">Shown rather than the text when there is some.</param>
    public string OfFailure(string message, string? html, string plain)
    {
        _html.Element("div", HtmlStyle.Root, () =>
        {
            if (!OwnForms.IsInside) _html.Raw(HtmlStyle.Sheet);
            _html.Element("div", "e", message);
            if (html is null) _html.Element("pre", null, plain);
            else _html.Raw(html);
        });
        return _html.ToString();
    }

    // The open form, which stands alone.
    private void Body(object? value)
    {
        switch (value)
        {
            case null or string or Unread:
                _html.Element("pre", null, () => Inline(value, MostText));
                break;
            case HtmlString html:
                _html.Raw(html.Content);
                break;
            case TableOf table:
                Table(_tables.Of(table.Items, isForced: true)!);
                break;
            case Exception exception:
                Failure(exception, isOpen: true);
                break;
            case byte[] bytes when Picture.Of(bytes) is { } picture:
                Image(picture.DataUri, picture.Text);
                break;
            case byte[] bytes:
                _html.Element("pre", null, HexDump.Of(bytes));
                break;
            case XNode or XmlNode:
                _html.Element("pre", null, Cut.Counted(XmlText.Of(value), MostText));
                break;
            default:
                if (Scalar.TextOf(value) is not null || value is Latex or MarkdownText)
                    _html.Element("pre", null, () => Inline(value, MostText));
                else Composed(value);
                break;
        }
    }

    private void Composed(object value)
    {
        if (_tables.Of(value) is { } table)
        {
            Around(value, () =>
            {
                if (_around.Count == 1 && Shape.KeyOf(value) is { } key) Keyed(key);
                Table(table);
            });
        }
        else if (reading.MembersOf(value) is { Total: > 0 } members)
        {
            _html.Element("details", null, () =>
            {
                _html.Element("summary", null, Heading(value));
                Around(value, () => Tree(members));
            }, ("open", "open"));
        }
        else
        {
            _html.Element("pre", null, _plain.Of(value));
        }
    }

    private void Keyed(Member key) => _html.Element("div", "s", () =>
    {
        _html.Text($"{key.Name} ");
        Cell(key.Value);
    });

    private string Heading(object value)
    {
        if (value is JsonEntries) return "JSON object";
        if (Shape.SpeaksForItself(value)) return Cut.Short(Cut.OnOneLine(PlainLine.OwnText(value)), SummaryWidth);
        return PlainLine.NameOf(value) is { Length: > 0 } name ? name : "anonymous";
    }

    // The form that stands in a cell of a table: one line, and behind it what there is to see.
    private void Cell(object? value)
    {
        value = reading.Shown(value);
        if (value is NoCell) return;
        if (_html.Length > MostLength) _html.Text("…");
        else if (value is null or string or Unread) Inline(value, MostLetters);
        else if (!Own(value)) Nested(value);
    }

    private void Nested(object value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is HtmlString html) _html.Raw(html.Content);
        else if (value is byte[] bytes && Picture.Of(bytes) is { } picture)
            Image(picture.DataUri, picture.Text);
        else if (Scalar.TextOf(value) is not null || value is Latex or MarkdownText)
            Inline(value, MostLetters);
        else if (!MayOpen(value)) _html.Text(_plain.Line(value, SummaryWidth));
        else Opening(value);
    }

    private void Opening(object value)
    {
        _opened++;
        if (value is Exception exception)
        {
            Failure(exception, isOpen: false);
            return;
        }

        _html.Element("details", null, () =>
        {
            _html.Element("summary", null, _plain.Line(value, SummaryWidth));
            if (value is byte[] or XNode or XmlNode) Body(value);
            else if (_tables.Of(value) is { } table) Around(value, () => Table(table));
            else Around(value, () => Tree(reading.MembersOf(value)));
        });
    }

    // Nothing to open where a value holds itself, lies too deep, is too much or has no parts.
    private bool MayOpen(object value)
    {
        if (_opened >= MostOpened || _html.Length > MostOpenLength) return false;
        if (_around.Count >= Formatter.RecursionLimit) return false;
        if (value is FileSystemInfo && _around.Count > 0) return false;
        if (_around.Exists(each => ReferenceEquals(each, value)) && Shape.KeyOf(value) is null) return false;
        if (value is byte[] { Length: 0 }) return false;
        if (value is byte[] or XNode or XmlNode or Exception or System.Data.DataTable or System.Data.DataView)
            return true;
        return reading.ItemsOf(value) is { } sample ? sample.Items.Count > 0 : reading.MembersOf(value).Total > 0;
    }

    private void Around(object value, Action show)
    {
        _around.Add(value);
        show();
        _around.RemoveAt(_around.Count - 1);
    }

    private void Inline(object? value, int most)
    {
        switch (value)
        {
            case null:
                _html.Element("span", "s", Formatter.NullString);
                break;
            case Unread unread:
                _html.Element("span", "e", unread.ToString());
                break;
            case string text:
                _html.Text(Cut.Start(text, most));
                if (text.Length > most) _html.Element("span", "s", Cut.Rest(text, most));
                break;
            case Uri { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" } link:
                _html.Element("a", null, () => _html.Text(Cut.Short(link.ToString(), most)),
                    ("href", link.AbsoluteUri), ("target", "_blank"), ("rel", "noopener noreferrer"));
                break;
            default:
                _html.Text(Cut.Counted(Scalar.TextOf(value) ?? value.ToString()!, most));
                break;
        }
    }

    private void Image(string source, string text) =>
        _html.Empty("img", ("src", source), ("alt", text), ("title", text));

    // What the type brings or the author registered: markup, a picture, or text.
    private bool Own(object value)
    {
        try
        {
            if (OwnForms.Find(value, MimeBundle.Html) is { } html) _html.Raw(html);
            else if (OwnForms.Find(value, "image/svg+xml") is { } svg)
                Image($"data:image/svg+xml;base64,{Base64(svg)}", _plain.Line(value, SummaryWidth));
            else if (OwnForms.Find(value, "image/png") is { } png)
                Image($"data:image/png;base64,{png}", _plain.Line(value, SummaryWidth));
            else if (OwnForms.Find(value, MimeBundle.Plain) is { } plain) Inline(plain, MostLetters);
            else return false;
        }
        catch (FormatterException e)
        {
            _html.Element("div", "e", e.Message);
            _html.Text(_plain.Line(value, SummaryWidth));
        }

        return true;
    }

    private static string Base64(string text) =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
