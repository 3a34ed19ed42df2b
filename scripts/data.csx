#!/usr/bin/env -S ./llmkit script
// Cleans a set of texts, leaves out near-duplicates, and says what remains.
//
//   ./llmkit script scripts/data.csx [file to read] [file to write]
//
// Without words it takes the samples of this project with a copy of each, in seconds. Last line: half of them stay.
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.dll"

using LlmKit.Data;
using LlmKit.Data.Cleaning;
using LlmKit.Data.Deduplication;
using LlmKit.Data.Formats;
using LlmKit.Data.Languages;
using LlmKit.Data.Sources;

var samples = Args.Count > 0 ? [.. new SampleReader().Samples(Args[0])] : Planted();
var pipeline = new CleaningPipeline(
    new HtmlStep(), new NormalizeStep(new()), new EmptyMessageStep(), new LengthStep(Least: 20),
    new LanguageStep(new ScriptLanguages(), ["en", "zh"], Least: 0.5), new GopherRepetition(), new MaskStep());

var report = new CleaningReport();
var clean = new List<Sample>();
foreach (var (given, cleaned, why) in pipeline.Clean(samples))
{
    report.Add(given, cleaned, why);
    if (cleaned is not null) clean.Add(cleaned);
}

Console.WriteLine($"{report.Samples} samples, {report.Kept} kept, {report.Changed} of them changed");
foreach (var (rule, count) in report.Rejected) Console.WriteLine($"  {rule}: {count}");

var single = WithoutNearDuplicates(clean);

if (Args.Count > 1)
{
    using var writer = new SampleWriter(Args[1], DataFormat.Messages);
    foreach (var sample in single) writer.TryWrite(sample);
    writer.Complete();
}

Console.WriteLine($"{clean.Count} clean samples, {single.Length} without near-duplicates");
return Args.Count > 0 || single.Length * 2 == clean.Count ? 0 : 1;

// Each paragraph of the prose twice: the second time in capitals, with other spaces.
static List<Sample> Planted()
{
    var texts = new SampleReader(new() { TextUnit = TextUnit.Paragraph }).Samples("data/samples/prose.en.txt").Select(sample => sample.AllText).ToArray();
    return [.. texts.Concat(texts.Select(text => text.ToUpperInvariant().Replace(" ", "  "))).Select(Sample.Text)];
}

// Of texts that are nearly the same the first stays.
static Sample[] WithoutNearDuplicates(List<Sample> samples)
{
    using var finder = new NearDuplicates();
    finder.AddAll(samples.Select(sample => sample.AllText));
    var kept = finder.Find().Kept(KeepRule.First, []);
    return [.. samples.Where((_, number) => kept[number] == number)];
}
