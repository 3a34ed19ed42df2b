namespace LlmKit.Plotting.Display;

/// <summary>
/// Says how values of a type are shown in a notebook. Kernels find it by its name, not by its assembly, so
/// that a library which honours the convention of .NET Interactive needs no reference to it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>
    /// A type with a constructor without parameters and a method <c>CreateTypeFormatters()</c>.
    /// </summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types that go into an output, richest first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
