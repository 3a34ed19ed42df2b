namespace LlmKit.Notebook.Assistance;

/// <summary>What a completion stands for.</summary>
public enum CompletionKind
{
    Keyword,

    /// <summary>A local variable, or a variable of a cell.</summary>
    Local,
    Parameter,
    Method,
    Property,
    Field,
    Constant,
    EnumMember,
    Event,
    Class,
    Struct,
    Interface,
    Enum,
    Delegate,
    TypeParameter,
    Namespace,
    File,
    Folder,
    Magic,
}
