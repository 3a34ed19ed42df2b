#!/usr/bin/env -S ./llmkit script
// Cuts the same Chinese text with LlmKit and with Debian's python3-jieba in turns, and prints both speeds and their ratio.
//
//   ./llmkit script bench/segmentation.csx [rounds]
#r "../artifacts/bin/LlmKit.Cli/release/LlmKit.dll"

using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using LlmKit.Tokenization.Segmentation;

var rounds = Args.Count > 0 ? int.Parse(Args[0], CultureInfo.InvariantCulture) : 3;
var text = new StringBuilder();
foreach (var file in Directory.GetFiles("/usr/share/man/zh_CN", "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress), Encoding.UTF8);
    foreach (var line in reader.ReadToEnd().Split('\n')) if (line.Any(c => c is >= '一' and <= '龥')) text.Append(line).Append('\n');
    if (text.Length > 1_200_000) break;
}

var lines = text.ToString().Split('\n');
var megabytes = Encoding.UTF8.GetByteCount(text.ToString()) / 1e6;
var path = Path.GetTempFileName();
File.WriteAllText(path, text.ToString());
const string Peer = """
    import jieba, logging, sys, time
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
    start = time.perf_counter()
    words = sum(len(jieba.lcut(line)) for line in lines)
    print(time.perf_counter() - start, words)
    """;

var watch = Stopwatch.StartNew();
var segmenter = ChineseSegmenter.Load();
Console.WriteLine($"{megabytes:F2} MB of manual pages; the dictionary was read in {watch.Elapsed.TotalSeconds:F2} s");
foreach (var line in lines) segmenter.Spans(line);
for (var round = 1; round <= rounds; round++)
{
    watch.Restart();
    var words = lines.Sum(line => segmenter.Spans(line).Count);
    var ours = megabytes / watch.Elapsed.TotalSeconds;
    using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Peer, path]) { RedirectStandardOutput = true })!;
    var answer = python.StandardOutput.ReadToEnd().Split(' ');
    python.WaitForExit();
    var theirs = megabytes / double.Parse(answer[0], CultureInfo.InvariantCulture);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"round {round}: LlmKit {ours:F1} MB/s ({words:N0} words), jieba {theirs:F2} MB/s ({int.Parse(answer[1], CultureInfo.InvariantCulture):N0} words), ratio {ours / theirs:F0}"));
}

File.Delete(path);
