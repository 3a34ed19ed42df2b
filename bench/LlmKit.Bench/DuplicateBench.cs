using System.Globalization;
using LlmKit.Data;
using LlmKit.Data.Deduplication;

namespace LlmKit.Bench;

/// <summary>
/// How many planted near-duplicates are found and how many others with them: passages of a novel, each with a copy in which
/// some words are replaced by words of the novel.
/// </summary>
internal static class DuplicateBench
{
    private const int Length = 100;

    public static int Run()
    {
        var corpus = Corpus.MobyDick();
        var words = corpus.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var seen = new HashSet<string>();

        // The files of the novel overlap: what stood before in them is no mistake of a finder.
        var passages = words.Chunk(Length).Where(passage => passage.Length == Length)
            .Where(passage => Grams(passage).Count(gram => !seen.Add(gram)) < Length / 20).ToArray();
        Console.WriteLine($"# {corpus.Name}: {passages.Length} passages of {Length} words, each with a changed copy; share found, and passages in a cluster of others");
        Console.WriteLine($"{"words replaced",-16}{"5-grams alike",14}{"expected",10}{"MinHash",13}{"verified",13}{"SimHash",13}");
        foreach (var replaced in (int[])[0, 1, 2, 3, 5, 8, 12])
        {
            var random = new Random(replaced);
            var copies = passages.Select(passage => Changed(passage, replaced, words, random)).ToArray();
            var alike = passages.Zip(copies, Similarity).ToArray();
            var settings = new MinHashSettings();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{replaced,-16}{alike.Average(),14:F3}{alike.Average(settings.ChanceToMeet),10:P1}")
                + Found(passages, copies, new NearDuplicates())
                + Found(passages, copies, new NearDuplicates(atLeast: 0.75))
                + Found(passages, copies, new SimilarFingerprints(words: 1)));
        }

        return 0;
    }

    private static string[] Changed(string[] passage, int replaced, string[] words, Random random)
    {
        var copy = (string[])passage.Clone();
        foreach (var place in Enumerable.Range(0, Length).OrderBy(_ => random.Next()).Take(replaced))
            copy[place] = words[random.Next(words.Length)];
        return copy;
    }

    private static double Similarity(string[] one, string[] other)
    {
        var (first, second) = (Grams(one), Grams(other));
        var both = first.Intersect(second).Count();
        return (double)both / (first.Count + second.Count - both);
    }

    private static HashSet<string> Grams(string[] words) =>
        [.. Enumerable.Range(0, words.Length - 4).Select(start => string.Join(' ', words.Skip(start).Take(5)))];

    // Passages are even, their copies odd. Whatever else is in one cluster is a mistake.
    private static string Found(string[][] passages, string[][] copies, DuplicateFinder finder)
    {
        using var _ = finder;
        finder.AddAll(passages.Zip(copies).SelectMany(pair => new[] { string.Join(' ', pair.First), string.Join(' ', pair.Second) }));
        var found = Enumerable.Range(0, passages.Length).Count(n => finder.ClusterOf(2 * n) == finder.ClusterOf((2 * n) + 1));
        var wrong = Enumerable.Range(0, passages.Length).Count(n => finder.ClusterOf(2 * n) != 2 * n || finder.ClusterOf((2 * n) + 1) < 2 * n);
        return string.Create(CultureInfo.InvariantCulture, $"{(double)found / passages.Length,9:P1}{wrong,4}");
    }
}
