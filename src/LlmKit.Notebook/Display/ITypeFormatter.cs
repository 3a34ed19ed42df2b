namespace LlmKit.Notebook;

/// <summary>Writes the values of one type, or of the types derived from it, in one MIME type.</summary>
public interface ITypeFormatter
{
    string MimeType { get; }

    /// <summary>A class, an interface, or an open generic such as <c>typeof(IEnumerable&lt;&gt;)</c>.</summary>
    Type Type { get; }

    /// <returns>False when the value is left to the next formatter; what was written is forgotten then.</returns>
    bool Format(object instance, FormatContext context);
}
