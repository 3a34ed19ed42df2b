#!/usr/bin/env -S ./llmkit script
// Trains a character-level GPT on Moby-Dick and lets it write.
//
//   ./llmkit script scripts/attention.csx [steps]
//
// 400 steps, the default, take about half a minute on two cores. Last line: a loss below 2.2 nats a character.
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.dll"
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.Torch.dll"

using System.Diagnostics;
using System.Globalization;
using LlmKit.Data;
using LlmKit.Generation;
using LlmKit.Models.Gpt;
using LlmKit.Optimization;
using LlmKit.Tokenization;
using LlmKit.Training;
using static TorchSharp.torch;

var steps = Args.Count > 0 ? int.Parse(Args[0], CultureInfo.InvariantCulture) : 400;
manual_seed(1);

var corpus = Corpus.MobyDick();
var tokenizer = new CharacterTokenizer(corpus.Text);
var ids = tokenizer.Encode(corpus.Text);
var config = new GptConfig(tokenizer.VocabularySize, Context: 64, Width: 128, Layers: 3, Heads: 4);
var model = new Gpt(config);
Console.WriteLine($"{corpus.Name}: {ids.Length:N0} characters, {tokenizer.VocabularySize} kinds ({corpus.Source})");
Console.WriteLine($"{config}, {config.Parameters:N0} weights");

var trainer = new Trainer(model, new(new WarmupCosine(Peak: 3e-3, WarmupSteps: steps / 10, TotalSteps: steps, Floor: 3e-4)));
var clock = Stopwatch.StartNew();
foreach (var step in trainer.Run(new TextWindows(ids, batch: 24, context: 64)))
{
    if (step.Step % Math.Max(1, steps / 10) != 0 && step.Step != steps - 1) continue;
    Console.WriteLine($"step {step.Step,4}  loss {step.Loss:F3}  {(step.Step + 1) * step.Tokens / clock.Elapsed.TotalSeconds,7:F0} tokens/s");
}

var loss = trainer.Evaluate(new TextWindows(ids, batch: 24, context: 64), batches: 20);
trainer.Dispose();
var writer = new TextGenerator(model, context: 64);
var text = writer.Continue(tokenizer.Encode("The whale "), 300, new() { Temperature = 0.8, TopK = 20 }, new Random(1));
Console.WriteLine($"\nThe whale {tokenizer.Decode(text)}\n");
Console.WriteLine($"loss {loss:F2} nats a character after {clock.Elapsed.TotalSeconds:F0} s");
return loss < 2.2 ? 0 : 1;
