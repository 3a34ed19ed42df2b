using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmKit.Chunking;
using LlmKit.Cli.Data;
using LlmKit.Plotting;
using LlmKit.Tokenization;

namespace LlmKit.Cli.Commands;

/// <summary><c>llmkit chunk</c>: cuts a text into chunks and says how full they are.</summary>
internal static class ChunkCommand
{
    private static readonly string[] s_ways = ["fixed", "sentences", "paragraphs", "markdown", "recursive", "semantic"];

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var path = new Argument<string>("file") { Description = "The text to cut, in UTF-8" };
        var by = new Option<string[]>("--by")
        {
            Description = "Where to cut; semantic is where the words change, and has no overlap. Several are compared",
            DefaultValueFactory = _ => s_ways,
            AllowMultipleArgumentsPerToken = true,
        };
        by.AcceptOnlyFromAmong(s_ways);
        var size = new Option<int>("--size") { Description = "The most that a chunk may have, special tokens counted", DefaultValueFactory = _ => 512 };
        var overlap = new Option<int>("--overlap") { Description = "How much of a chunk's end the next one repeats, at most", DefaultValueFactory = _ => 0 };
        var special = new Option<int?>("--special") { Description = "Tokens that the model adds to each chunk [default: what the tokenizer adds, else 0]" };
        var unit = new Option<string?>("--unit") { Description = "What size and overlap count where there is no tokenizer [default: words]" };
        unit.AcceptOnlyFromAmong("words", "characters");
        var tokenizer = new Option<string?>("--tokenizer") { Description = "The tokenizer whose tokens size and overlap count: a file or a model's folder", HelpName = "path" };
        var output = new Option<string?>("--out") { Description = "A .jsonl file that gets one object for each chunk; needs one --by", HelpName = "file" };
        var plot = new Option<string?>("--plot") { Description = "A .svg, .png or .html file that gets the sizes as bars", HelpName = "file" };
        var command = new Command("chunk", "Cut a text into chunks, and say how full they are")
        {
            path, by, size, overlap, tokenizer, special, unit, output, plot,
        };
        command.AddExamples(
            "llmkit chunk data/samples/prose.en.txt --size 128",
            "llmkit chunk data/samples/prose.en.txt --tokenizer models/bert --size 512 --overlap 64",
            "llmkit chunk README.md --by markdown --size 200 --out chunks.jsonl",
            "llmkit chunk data/samples/prose.zh.txt --by fixed sentences --unit characters --size 100 --overlap 20 --plot sizes.svg");
        command.SetAction((result, stop) => DataAction.Aside(() =>
        {
            var (ways, file, model) = (result.GetValue(by)!, result.GetValue(path)!, result.GetValue(tokenizer));
            var wrong = model is not null && result.GetValue(unit) is not null ? "--tokenizer counts in its tokens, and --unit says otherwise. Give one of them."
                : model is not null && !Path.Exists(model) ? $"--tokenizer {model} is not there."
                : WrongWith(file, ways, result.GetValue(output), result.GetValue(plot));
            if (wrong is not null) return Refuse(wrong);
            var known = default(Tokenizer);
            var code = model is null ? CommandLine.Ok : DataAction.Guarded(result.InvocationConfiguration.Error, () => known = Tokenizer.FromFile(model));
            if (code != CommandLine.Ok) return code;

            var (tokens, most) = (result.GetValue(special) ?? known?.SpecialTokensPerText() ?? 0, result.GetValue(size));
            wrong = most < 1 ? $"--size {most} is too small. It has to be at least 1."
                : tokens < 0 || tokens >= most ? $"--special {tokens} leaves no room for text. It has to be at least 0 and below --size {most}."
                : result.GetValue(overlap) < 0 || result.GetValue(overlap) >= most - tokens
                    ? $"--overlap {result.GetValue(overlap)} has to be at least 0 and below {most - tokens}, the room that a chunk has for text." : null;
            if (wrong is not null) return Refuse(wrong);

            var limit = known is not null ? ChunkLimit.Of(known, most)
                : result.GetValue(unit) == "characters" ? ChunkLimit.Characters(most) : ChunkLimit.Words(most);
            return Run(
                result.InvocationConfiguration, File.ReadAllText(file), ways, limit with { SpecialTokens = tokens }, result.GetValue(overlap),
                result.GetValue(output), result.GetValue(plot), stop);

            int Refuse(string reason)
            {
                result.InvocationConfiguration.Error.WriteLine($"llmkit: {reason}");
                return CommandLine.Usage;
            }
        }));
        return command;
    }

    private static string? WrongWith(string file, string[] ways, string? output, string? plot)
    {
        if (!File.Exists(file)) return Directory.Exists(file) ? $"{file} is a folder. Name a file of text." : $"{file} is not there.";
        if (output is not null && ways.Length != 1) return "--out takes the chunks of one way. Name it: --by sentences.";
        if (output is not null && !output.EndsWith(".jsonl", StringComparison.Ordinal)) return $"--out {output} has to end with .jsonl.";
        if (plot is not null && Path.GetExtension(plot) is not (".svg" or ".png" or ".html")) return $"--plot {plot} has to end with .svg, .png or .html.";
        return output is not null && Path.GetFullPath(output) == Path.GetFullPath(file) ? $"--out {output} would write over the text." : null;
    }

    private static int Run(
        InvocationConfiguration streams, string text, string[] ways, ChunkLimit limit, int overlap, string? output, string? plot, CancellationToken stop)
    {
        var plans = new List<(string Way, ChunkPlan Plan)>();
        streams.Output.WriteLine($"{"",-12}{"chunks",8}{"tokens",10}{"least",8}{"mean",9}{"most",8}{"empty",9}{"repeated",10}");
        foreach (var way in ways.Distinct())
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var chunks = Chunker(way, limit, overlap).Split(text);
                var plan = ChunkPlan.Of(text, chunks, limit);
                plans.Add((way, plan));
                streams.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{way,-12}{plan.Chunks,8:N0}{plan.Tokens,10:N0}{plan.Smallest,8:N0}{plan.Mean,9:F1}{plan.Largest,8:N0}{100 * plan.Waste,7:F1} %{100 * plan.Overlap,8:F1} %"));
                if (output is not null) Write(output, text, chunks);
            }
            catch (ArgumentException e)
            {
                streams.Error.WriteLine($"llmkit: {e.Message}");
                return CommandLine.Failed;
            }
        }

        if (output is not null) streams.Output.WriteLine($"{output}: {plans[0].Plan.Chunks} chunks");
        if (plot is not null) Plot(plot, plans);
        return CommandLine.Ok;
    }

    private static IChunker Chunker(string way, ChunkLimit limit, int overlap) => way switch
    {
        "fixed" => new FixedChunker(limit, overlap),
        "sentences" => new SentenceChunker(limit, overlap),
        "paragraphs" => new ParagraphChunker(limit, overlap),
        "markdown" => new MarkdownChunker(limit, overlap),
        "semantic" => new SemanticChunker(limit, WordVectors.Embed),
        _ => new RecursiveChunker(limit, overlap),
    };

    private static void Write(string path, string text, IReadOnlyList<Chunk> chunks)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = File.Create(temporary))
        {
            foreach (var chunk in chunks)
            {
                using (var json = new Utf8JsonWriter(stream, s_json))
                {
                    json.WriteStartObject();
                    json.WriteString("text", chunk.TextIn(text));
                    json.WriteNumber("start", chunk.Span.Start);
                    json.WriteNumber("end", chunk.Span.End);
                    json.WriteNumber("overlap", chunk.Overlap);
                    json.WriteNumber("tokens", chunk.Tokens);
                    json.WriteStartArray("headings");
                    foreach (var heading in chunk.Headings) json.WriteStringValue(heading);
                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                stream.Write("\n"u8);
            }
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void Plot(string path, List<(string Way, ChunkPlan Plan)> plans)
    {
        var chart = Chart.Grid([.. plans.Select(each =>
            Chart.Column(each.Plan.Sizes, Name: each.Way).WithTitle(each.Way).WithXAxisStyle("chunk").WithYAxisStyle("tokens"))], plans.Count, 1);
        switch (Path.GetExtension(path))
        {
            case ".svg": chart.SaveSvg(path); break;
            case ".png": chart.SavePng(path); break;
            default: chart.SaveHtml(path); break;
        }
    }
}
