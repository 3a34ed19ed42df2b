using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>What comments say about types of cells.</summary>
internal sealed class TypeDocumentation : DocumentationProvider
{
    private readonly Dictionary<string, string> _members;

    private TypeDocumentation(Dictionary<string, string> members) => _members = members;

    /// <param name="xml">As the compiler writes it.</param>
    public static TypeDocumentation? Of(byte[] xml)
    {
        using var text = new MemoryStream(xml);
        var members = XDocument.Load(text).Descendants("member").Where(member => member.Attribute("name") is not null)
            .GroupBy(member => member.Attribute("name")!.Value).ToDictionary(group => group.Key, group => group.First().ToString());
        return members.Count == 0 ? null : new(members);
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => _members.GetHashCode();

    protected override string? GetDocumentationForSymbol(
        string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.GetValueOrDefault(documentationMemberID);
}
