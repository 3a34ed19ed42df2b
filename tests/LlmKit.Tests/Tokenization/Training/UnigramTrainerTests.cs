using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.PreTokenizers;
using LlmKit.Tokenization.Training;

namespace LlmKit.Tests.Tokenization.Training;

public sealed class UnigramTrainerTests(TrainingTexts texts, ITestOutputHelper output) : IClassFixture<TrainingTexts>
{
    private static readonly TokenizerParts s_parts = new() { PreTokenizer = new Metaspace() };

    [Fact]
    public void Pieces_are_as_good_as_the_Rust_trainer_s()
    {
        var peer = ((Unigram)RustTrainers.Train("unigram", "metaspace", texts.FilePath).Model).Entries;

        Compare(peer, Train(peer.Count));
    }

    [Fact]
    public void Pieces_are_as_good_as_SentencePiece_s()
    {
        const int Size = 4000;
        Assert.SkipUnless(File.Exists("/usr/bin/spm_train"), "There is no spm_train: apt install sentencepiece.");
        var model = Path.Combine(Path.GetDirectoryName(texts.FilePath)!, "spm");
        using var trainer = Process.Start(new ProcessStartInfo("/usr/bin/spm_train")
        {
            ArgumentList =
            {
                $"--input={texts.FilePath}", $"--model_prefix={model}", $"--vocab_size={Size}", "--model_type=unigram", "--character_coverage=1",
                "--normalization_rule_name=identity", "--remove_extra_whitespaces=false", "--minloglevel=2", "--bos_id=-1", "--eos_id=-1",
                "--split_by_unicode_script=false", "--split_by_number=false",
            },
            RedirectStandardError = true,
        })!;
        trainer.StandardError.ReadToEnd();
        trainer.WaitForExit();
        var peer = File.ReadLines(model + ".vocab").Select(line => line.Split('\t'))
            .Select(row => (row[0], double.Parse(row[1], CultureInfo.InvariantCulture))).ToList();

        Compare(peer, Train(Size));
    }

    private IReadOnlyList<(string Token, double Score)> Train(int size) => ((Unigram)new UnigramTrainer { VocabularySize = size }
        .Train(TextLines.Read(texts.FilePath), s_parts).Model).Entries;

    private void Compare(IReadOnlyList<(string Token, double Score)> peer, IReadOnlyList<(string Token, double Score)> own)
    {
        var (expected, actual) = (Measure(peer), Measure(own));
        output.WriteLine($"{expected} {actual}");

        Assert.Equal(peer.Count, own.Count);
        Assert.InRange(actual.TokensPerCharacter / expected.TokensPerCharacter, 0, 1.01);
        Assert.InRange(actual.ScorePerCharacter / expected.ScorePerCharacter, 0, 1.01);
    }

    private (double TokensPerCharacter, double ScorePerCharacter, double ScorePerToken) Measure(IReadOnlyList<(string Token, double Score)> entries)
    {
        entries = [.. entries, ("\0unknown", -30)];
        var tokenizer = new Tokenizer(new Unigram(entries, entries.Count - 1), s_parts);
        long tokens = 0;
        var score = 0.0;
        foreach (var line in texts.Text.Split('\n'))
        {
            var ids = tokenizer.EncodeIds(line);
            tokens += ids.Length;
            foreach (var id in ids) score -= id == entries.Count - 1 ? -20 : entries[id].Score;
        }

        return ((double)tokens / texts.Text.Length, score / texts.Text.Length, score / tokens);
    }
}
