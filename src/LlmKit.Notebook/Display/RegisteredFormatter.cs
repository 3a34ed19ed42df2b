namespace LlmKit.Notebook.Display;

/// <summary>A formatter made of a function.</summary>
internal sealed class RegisteredFormatter(Type type, string mimeType, Func<object, FormatContext, bool> format)
    : ITypeFormatter
{
    public string MimeType => mimeType;

    public Type Type => type;

    public bool Format(object instance, FormatContext context) => format(instance, context);
}
