#!/usr/bin/env -S ./llmkit script
// Cuts Moby-Dick in six ways and says how full the chunks are, and how many break a sentence.
//
//   ./llmkit script scripts/chunk.csx [size] [overlap]
//
// 512 and 0 are the defaults. Takes about ten seconds on two cores. Last line: every way restores the text.
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.dll"

using System.Globalization;
using LlmKit.Chunking;
using LlmKit.Data;

var size = Args.Count > 0 ? int.Parse(Args[0], CultureInfo.InvariantCulture) : 512;
var overlap = Args.Count > 1 ? int.Parse(Args[1], CultureInfo.InvariantCulture) : 0;
var corpus = Corpus.MobyDick();
var limit = ChunkLimit.Words(size) with { SpecialTokens = Math.Min(2, size - 1) };
Console.WriteLine($"{corpus.Name}: {corpus.Text.Length:N0} characters, chunks of at most {size} words ({corpus.Source})");

var ends = new HashSet<int>();
var end = 0;
foreach (var sentence in Sentences.Split(corpus.Text)) ends.Add(end += sentence.Length);

var isWhole = true;
Console.WriteLine($"{"",-12}{"chunks",8}{"mean",8}{"empty",9}{"repeated",10}{"broken",9}");
foreach (var (name, chunker) in new (string, IChunker)[]
{
    ("fixed", new FixedChunker(limit, overlap)),
    ("sentences", new SentenceChunker(limit, overlap)),
    ("paragraphs", new ParagraphChunker(limit, overlap)),
    ("markdown", new MarkdownChunker(limit, overlap)),
    ("recursive", new RecursiveChunker(limit, overlap)),
    ("semantic", new SemanticChunker(limit, WordVectors.Embed)),
})
{
    var chunks = chunker.Split(corpus.Text);
    var plan = ChunkPlan.Of(corpus.Text, chunks, limit);
    var broken = chunks.Count(chunk => !ends.Contains(chunk.Span.End)) / (double)chunks.Count;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-12}{plan.Chunks,8:N0}{plan.Mean,8:F1}{100 * plan.Waste,7:F1} %{100 * plan.Overlap,8:F1} %{100 * broken,7:F1} %"));
    isWhole &= Chunk.Join(corpus.Text, chunks) == corpus.Text;
}

Console.WriteLine(isWhole ? "every way restores the text" : "a way lost text");
return isWhole ? 0 : 1;
