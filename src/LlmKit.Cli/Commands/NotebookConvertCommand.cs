using System.CommandLine;
using System.Globalization;
using LlmKit.Notebook.Documents;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit notebook convert</c>: turns a notebook into another form, told by the
/// extensions.</summary>
internal static class NotebookConvertCommand
{
    private const string NoPlotly = "none";

    public static Command Create()
    {
        var input = new Argument<string>("in")
        {
            Description = $"The notebook to read: {string.Join(", ", NotebookConversion.Readable)}",
        };
        var output = new Argument<string>("out")
        {
            Description = $"The file to write: {string.Join(", ", NotebookConversion.Writable)}",
        };
        var plotly = new Option<string?>("--plotly")
        {
            Description =
                "For .html: the file of plotly.js, for plots that can be zoomed. It becomes part of the page. "
                + "By default the one in node_modules, where there is one; none shows the plots' pictures",
            HelpName = "file|none",
        };
        var pictures = new Option<string>("--pictures")
        {
            Description = "For .md: beside puts pictures into a folder NAME_files, inside into the text",
            DefaultValueFactory = _ => "beside",
        };
        pictures.AcceptOnlyFromAmong("beside", "inside");
        var command = new Command("convert", "Turn a notebook into another form, told by the extension")
        {
            input, output, plotly, pictures,
        };
        command.AddExamples(
            "llmkit notebook convert notebooks/03-attention.ipynb attention.html",
            "llmkit notebook convert course.dib course.ipynb",
            "llmkit notebook convert lesson.ipynb lesson.cs",
            "llmkit notebook convert lesson.ipynb lesson.html --plotly plotly.min.js");
        command.SetAction(result =>
        {
            var error = result.InvocationConfiguration.Error;
            var (from, to) = (result.GetValue(input)!, result.GetValue(output)!);
            var script = result.GetValue(plotly);
            var isGiven = result.GetResult(pictures) is { Implicit: false };
            if ((WrongWith(from, to) ?? WrongWithPlotly(script, to) ?? WrongWithPictures(isGiven, to))
                is { } wrong)
            {
                error.WriteLine($"llmkit: {wrong}");
                return CommandLine.Usage;
            }

            try
            {
                var options = new ConversionOptions
                {
                    Plotly = script switch
                    {
                        null => NotebookConversion.FindPlotly(from),
                        NoPlotly => null,
                        _ => script,
                    },
                    PicturesBeside = result.GetValue(pictures) == "beside",
                };
                var report = NotebookConversion.Convert(from, to, options);
                Show(report, result.InvocationConfiguration.Output, error);
                return CommandLine.Ok;
            }
            catch (Exception e)
                when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Failed;
            }
        });
        return command;
    }

    private static string? WrongWith(string from, string to)
    {
        if (Directory.Exists(from))
            return $"{from} is a folder. Name one notebook in it: "
                + $"{string.Join(", ", NotebookConversion.Readable)}.";
        if (!NotebookConversion.Readable.Contains(ExtensionOf(from)))
            return $"{from} has {Extension(from)}, which cannot be read. Notebooks end in "
                + $"{string.Join(", ", NotebookConversion.Readable)}.";
        if (!File.Exists(from)) return $"there is no file {from}. Give the path of a notebook.";
        if (Directory.Exists(to))
            return $"{to} is a folder. Name the file to write, such as "
                + $"{Path.Combine(to, Path.GetFileNameWithoutExtension(from))}.html.";
        if (!NotebookConversion.Writable.Contains(ExtensionOf(to)))
            return $"{to} has {Extension(to)}, which tells no form. Forms end in "
                + $"{string.Join(", ", NotebookConversion.Writable)}.";
        if (IsSame(from, to)) return $"{from} would be written over itself. Give the new file another name.";
        return null;
    }

    private static string? WrongWithPlotly(string? script, string to) => script switch
    {
        null => null,
        _ when ExtensionOf(to) != ".html" =>
            $"--plotly is for pages (.html), and {to} is none. Leave it out.",
        NoPlotly => null,
        _ when File.Exists(script) => null,
        _ => $"--plotly {script}: there is no such file. npm install plotly.js-dist-min brings "
            + "plotly.min.js; --plotly none does without.",
    };

    private static string? WrongWithPictures(bool isGiven, string to) =>
        isGiven && ExtensionOf(to) != ".md"
            ? $"--pictures is for Markdown (.md), and {to} is none. Leave it out." : null;

    private static void Show(ConversionReport report, TextWriter output, TextWriter error)
    {
        foreach (var warning in report.Warnings.Distinct()) error.WriteLine($"llmkit: {warning}");
        var size = new FileInfo(report.Files[0]).Length;
        var beside = report.Files.Count == 1 ? ""
            : $", {Count(report.Files.Count - 1, "picture")} in {Path.GetDirectoryName(report.Files[1])}";
        output.WriteLine($"{report.Files[0]}: {Count(report.Cells, "cell")}, {Size(size)}{beside}");
    }

    private static string Count(int number, string word) => $"{number} {word}{(number == 1 ? "" : "s")}";

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB"),
    };

    private static string Extension(string path) =>
        ExtensionOf(path) is { Length: > 0 } extension ? $"the extension {extension}" : "no extension";

    private static bool IsSame(string from, string to) =>
        Path.GetFullPath(from) == Path.GetFullPath(to)
        || (File.Exists(to) && File.ResolveLinkTarget(to, returnFinalTarget: true) is { } target
            && target.FullName == Path.GetFullPath(from));

    private static string ExtensionOf(string path) => Path.GetExtension(path).ToLowerInvariant();
}
