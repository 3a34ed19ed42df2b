namespace LlmKit.Torch;

/// <summary>
/// Names the type that knows how to show this one in a notebook. Notebook engines find it by its name, so that
/// neither side needs a reference to the other (the convention of .NET Interactive).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; init; } = [];
}
