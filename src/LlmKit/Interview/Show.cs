using System.Net;

namespace LlmKit.Interview;

/// <summary>Shows things of the library in a notebook.</summary>
public static class Show
{
    /// <summary>The file that a type of this library stands in, so that a chapter and the code cannot differ.</summary>
    public static SourceFile Source<T>() => Source(typeof(T));

    public static SourceFile Source(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var name = type.Name.Split('`')[0] + ".cs";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sources = Path.Combine(folder.FullName, "src");
            if (!Directory.Exists(sources)) continue;
            if (Directory.EnumerateFiles(sources, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault() is { } path)
                return new(Path.GetRelativePath(folder.FullName, path), File.ReadAllText(path));
        }

        throw new FileNotFoundException($"The source {name} of {type.Name} was not found. It is shown from the checkout that the program was built in.");
    }
}

/// <summary>A source file to look at.</summary>
/// <param name="Path">From the root of the checkout.</param>
[TypeFormatterSource(typeof(SourceFileFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SourceFile(string Path, string Text)
{
    public override string ToString() => $"// {Path}\n{Text}";
}

/// <summary>Notebook engines find this attribute by its name (see LlmKit.Plotting.Display).</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; init; } = [];
}

internal sealed class SourceFileFormatters
{
    public IEnumerable<object> CreateTypeFormatters() => [new Html(), new Plain()];

    private sealed class Html
    {
        public string MimeType => "text/html";

        public bool Format(object value, TextWriter writer)
        {
            var file = (SourceFile)value;
            writer.Write($"<details><summary><code>{WebUtility.HtmlEncode(file.Path)}</code></summary><pre><code>{WebUtility.HtmlEncode(file.Text)}</code></pre></details>");
            return true;
        }
    }

    private sealed class Plain
    {
        public string MimeType => "text/plain";

        public bool Format(object value, TextWriter writer)
        {
            writer.Write(value.ToString());
            return true;
        }
    }
}
