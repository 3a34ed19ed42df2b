namespace LlmKit.Notebook.Packages;

/// <summary>Where a package or a feed is asked for.</summary>
/// <param name="File">The cell, such as <c>Cell[3]</c>, or a file.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The whole line, without spaces around it.</param>
internal sealed record PackageLine(string File, int Number, string Text);

/// <summary><c>#r "nuget: Name, Version"</c></summary>
internal sealed record PackageRequest(string Name, WantedVersion Version, PackageLine Line)
{
    public override string ToString() => Version.Text.Length == 0 ? Name : $"{Name} {Version.Text}";
}

/// <summary><c>#i "nuget: Feed"</c></summary>
/// <param name="Feed">An address, or a folder of packages.</param>
internal sealed record FeedRequest(string Feed, PackageLine Line);
