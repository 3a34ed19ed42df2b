using System.Diagnostics;
using System.Globalization;
using LlmKit.Data;
using LlmKit.Data.Deduplication;

namespace LlmKit.Bench;

/// <summary>MinHash signatures of English prose, one thread, beside the same formula in numpy and hashlib.</summary>
internal static class SignatureBench
{
    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        var corpus = Corpus.MobyDick();
        var texts = Paragraphs(corpus.Text);
        var bytes = texts.Sum(paragraph => (double)System.Text.Encoding.UTF8.GetByteCount(paragraph));
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, string.Join('\n', texts));
            using var peer = new Peer("peer_minhash.py");
            var hashes = new MinHash();
            List<double> ours = [], theirs = [];
            for (var round = -1; round < rounds; round++)
            {
                var (seconds, sum) = Measure(hashes, texts);
                var answer = peer.Ask(path).Split(' ');
                if (answer[1] != sum.ToString(CultureInfo.InvariantCulture))
                    throw new InvalidOperationException($"The signatures differ: {sum} and {answer[1]}.");
                if (round < 0) continue;
                ours.Add(bytes / seconds / 1e6);
                theirs.Add(bytes / double.Parse(answer[0], CultureInfo.InvariantCulture) / 1e6);
            }

            Console.WriteLine($"# {Environment.ProcessorCount} cores; {corpus.Name}, {texts.Length} paragraphs, {bytes / 1e6:F2} MB; 1 thread; median of {rounds} rounds in turns");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"112 places of 5-grams: LlmKit {Statistics.Median(ours):F1} MB/s  numpy {Statistics.Median(theirs):F2} MB/s  ratio {Statistics.Median(ours.Zip(theirs, (a, b) => a / b)):F0}"));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Plain ASCII, on which both sides simplify alike; texts of some hundred words, as documents are.
    private static string[] Paragraphs(string text) =>
    [
        .. new string([.. text.Select(letter => letter < 128 ? letter : ' ')]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Chunk(40).Select(lines => string.Join(' ', lines)).Where(paragraph => paragraph.Any(char.IsAsciiLetter)),
    ];

    private static (double Seconds, long Sum) Measure(MinHash hashes, string[] texts)
    {
        var signature = new uint[hashes.Settings.Places];
        var sum = 0L;
        var start = Stopwatch.GetTimestamp();
        foreach (var text in texts)
        {
            if (!hashes.TrySign(text, signature)) continue;
            foreach (var place in signature) sum += place;
        }

        return (Stopwatch.GetElapsedTime(start).TotalSeconds, sum);
    }
}
