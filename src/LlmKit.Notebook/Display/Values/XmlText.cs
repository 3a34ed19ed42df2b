using System.Globalization;
using System.Xml;

namespace LlmKit.Notebook.Display;

/// <summary>XML, indented.</summary>
internal static class XmlText
{
    public static string Of(object node)
    {
        if (node is not XmlNode xml) return node.ToString() ?? "";
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = XmlWriter.Create(text, new()
               {
                   Indent = true, OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Auto, NewLineChars = "\n",
               }))
        {
            xml.WriteTo(writer);
        }

        return text.ToString();
    }
}
