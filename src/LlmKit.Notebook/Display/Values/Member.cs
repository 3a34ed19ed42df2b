namespace LlmKit.Notebook.Display;

/// <summary>A property or field of a value, or an entry of something with named entries.</summary>
internal sealed record Member(string Name, object? Value);

/// <summary>The first members of a value, and how many it has.</summary>
internal sealed record Members(IReadOnlyList<Member> Shown, int Total)
{
    /// <summary>What follows the shown members; null when nothing does.</summary>
    public string? Rest => Total > Shown.Count ? Sample.More(Shown.Count, Total) : null;

    public static Members Of(params IReadOnlyList<Member> members) => new(members, members.Count);
}

/// <summary>Stands where a value could not be read.</summary>
internal sealed record Unread(string Error, string Message)
{
    public Unread(Exception exception) : this(CSharpName.Of(exception.GetType(), isFull: false), exception.Message)
    {
    }

    public override string ToString() => $"{Error}: {Message}";
}

/// <summary>Stands where a row of a table has no such column.</summary>
internal sealed record NoCell
{
    public static NoCell Instance { get; } = new();
}
