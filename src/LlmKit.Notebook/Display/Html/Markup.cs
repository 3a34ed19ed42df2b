using System.Text;

namespace LlmKit.Notebook.Display;

/// <summary>Markup in the making. Every element ends, and text is only text, so that the whole is
/// well-formed.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public override string ToString() => _text.ToString();

    public Markup Text(string text)
    {
        HtmlText.Encode(text, _text);
        return this;
    }

    /// <summary>Adds what already is markup.</summary>
    public Markup Raw(string html)
    {
        _text.Append(html);
        return this;
    }

    /// <param name="css">The class; none when null.</param>
    public Markup Element(
        string name, string? css, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, css, attributes);
        _text.Append('>');
        content();
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public Markup Element(string name, string? css, string text) => Element(name, css, () => Text(text));

    /// <summary>An element without content.</summary>
    public Markup Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name, null, attributes);
        _text.Append(" />");
        return this;
    }

    private void Open(string name, string? css, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        if (css is not null) Attribute("class", css);
        foreach (var (attribute, value) in attributes) Attribute(attribute, value);
    }

    private void Attribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("=\"");
        HtmlText.Encode(value, _text);
        _text.Append('"');
    }
}
