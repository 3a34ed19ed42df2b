#!/usr/bin/env -S ./llmkit script
// Trains three kinds of tokenizers on Moby-Dick and compares what they make of text that they have not seen.
//
//   ./llmkit script scripts/tokenize.csx [vocabulary size]
//
// 4,000 tokens each, the default, take some seconds. Last line: all give back what they encoded, and need less than half a token
// for each character.
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.dll"

using System.Diagnostics;
using System.Globalization;
using LlmKit.Data;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Training;

var size = Args.Count > 0 ? int.Parse(Args[0], CultureInfo.InvariantCulture) : 4000;
var corpus = Corpus.MobyDick();
var lines = TextLines.Read(new StringReader(corpus.Text)).ToList();
// The last tenth is kept to measure with: a vocabulary fits the text that it was learnt of.
var (taught, kept) = (lines.Take(lines.Count * 9 / 10), lines.Skip(lines.Count * 9 / 10).ToList());
var characters = kept.Sum(line => line.Length);
Console.WriteLine($"{corpus.Name}: {corpus.Text.Length:N0} characters ({corpus.Source}), the last {characters:N0} kept\n");

var trained = new List<(string Name, Tokenizer Tokenizer)>();
void Train(string name, TokenizerTrainer trainer, TokenizerParts parts)
{
    var clock = Stopwatch.StartNew();
    trained.Add((name, trainer.Train(taught, parts)));
    Console.WriteLine($"{name,-10} learnt {trained[^1].Tokenizer.VocabularySize:N0} tokens in {clock.Elapsed.TotalSeconds:F1} s");
}

Train("BPE", new BytePairTrainer { VocabularySize = size }, UsualParts.Gpt2);
Train("WordPiece", new WordPieceTrainer { VocabularySize = size, SpecialTokens = UsualParts.BertTokens }, UsualParts.Bert(lowercases: false));
Train("Unigram", new UnigramTrainer { VocabularySize = size, FallsBackToBytes = true }, UsualParts.SentencePiece);

Console.WriteLine($"\n{"",-10} {"tokens",8} {"characters/token",17} {"unknown",8}  split");
const string Shown = "Unharpooned whales spouted.";
var most = 0.0;
foreach (var (name, tokenizer) in trained)
{
    var ids = tokenizer.EncodeIdsBatch(kept, addsSpecialTokens: false).SelectMany(line => line).ToArray();
    var unknown = TokenizerFacts.Of(tokenizer).Unknown is { } id ? ids.Count(token => token == id) : 0;
    var split = string.Join('|', tokenizer.Encode(Shown, new() { AddsSpecialTokens = false }).Tokens.Select(token => Shown[token.Start..token.End]));
    Console.WriteLine($"{name,-10} {ids.Length,8:N0} {(double)characters / ids.Length,17:F3} {unknown,8:N0}  {split}");
    most = Math.Max(most, (double)ids.Length / characters);
}

// WordPiece forgets where spaces were.
var isKept = trained.Where(one => one.Name != "WordPiece").All(one => one.Tokenizer.Decode(one.Tokenizer.EncodeIds(Shown)) == Shown);
Console.WriteLine($"\nat most {most:F3} tokens a character; decoding gives the text back: {(isKept ? "yes" : "no")}");
return most < 0.5 && isKept ? 0 : 1;
