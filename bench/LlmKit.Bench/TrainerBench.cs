using System.Diagnostics;
using System.Globalization;
using System.Text;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PreTokenizers;
using LlmKit.Tokenization.Training;

namespace LlmKit.Bench;

/// <summary>Training tokenizers beside Hugging Face's, whose sizes are fixed: its package takes no options.</summary>
internal static class TrainerBench
{
    private const int Megabytes = 30;

    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 3;
        if (!Directory.Exists(Path.Combine(Peer.Modules, "@anush008")))
        {
            Console.Error.WriteLine("bench: artifacts/peers has no @anush008/tokenizers: ./llmkit test installs it where npm is.");
            return 1;
        }

        var (file, english) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            var bytes = WriteCorpus(file);
            File.WriteAllText(english, string.Concat(TokenizerBench.Texts().First().Pieces));
            using var peer = Peer.Node("peer_tokenizers.cjs", Peer.Modules);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# {Statistics.Machine}; medians of {rounds} alternating rounds; {bytes / 1e6:F1} MB of English, Chinese and code; peer: tokenizers (Rust)"));
            Compare(peer, "bpe\tbytelevel", file, rounds, new BytePairTrainer { VocabularySize = 30_000, InitialAlphabet = "" }, new() { PreTokenizer = new ByteLevel { AddsPrefixSpace = false } });
            Compare(peer, "wordpiece\tbert", file, rounds, new WordPieceTrainer { VocabularySize = 30_000 }, new() { Normalizer = new BertNormalizer(), PreTokenizer = new BertPreTokenizer() });
            // The text above has more characters than the 8,000 tokens that the peer's trainer makes.
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(english).Length / 1e6:F1} MB of English"));
            Compare(peer, "unigram\tmetaspace", english, rounds, new UnigramTrainer { VocabularySize = 8_000 }, new() { PreTokenizer = new Metaspace() });
            return 0;
        }
        finally
        {
            File.Delete(file);
            File.Delete(english);
        }
    }

    private static void Compare(Peer peer, string kind, string file, int rounds, TokenizerTrainer trainer, TokenizerParts parts)
    {
        var times = Enumerable.Range(0, rounds).Select(_ => (Ours: Ours(), Theirs: Theirs())).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind.Split('\t')[0],-10} {trainer.VocabularySize,6:N0} tokens  {Statistics.Median(times.Select(time => time.Ours)),5:F1} s  peer {Statistics.Median(times.Select(time => time.Theirs)),5:F1} s  ratio {Statistics.Median(times.Select(time => time.Ours / time.Theirs)):F2}"));

        double Ours()
        {
            var clock = Stopwatch.StartNew();
            trainer.Train(TextLines.Read(file), parts);
            return clock.Elapsed.TotalSeconds;
        }

        double Theirs() => double.Parse(peer.Ask($"train\t{kind}\t{file}").Split(' ')[0], CultureInfo.InvariantCulture);
    }

    // What every machine of the project has, and Python's library to fill up.
    private static long WriteCorpus(string path)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var texts = TokenizerBench.Texts().SelectMany(entry => entry.Pieces)
            .Concat(Directory.EnumerateFiles("/usr/lib/python3", "*.py", new EnumerationOptions { RecurseSubdirectories = true }).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        foreach (var text in texts)
        {
            if (writer.BaseStream.Position > Megabytes * 1_000_000L) break;
            writer.Write(text);
        }

        writer.Flush();
        return writer.BaseStream.Position;
    }
}
