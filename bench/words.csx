#!/usr/bin/env -S ./llmkit script
// Counts words and shapes of a made-up text: what bench/run scripts starts, beside bench/words.py.
var seed = 12345u;
var syllables = new[] { "ka", "lo", "mi", "ne", "ru", "sa", "ti", "vo" };

uint Next()
{
    seed = seed * 1664525 + 1013904223;
    return seed >> 16;
}

string Word()
{
    var word = new StringBuilder();
    for (var i = Next() % 3; i < 3; i++) word.Append(syllables[Next() % syllables.Length]);
    return word.ToString();
}

record Count(string Word, int Times)
{
    public double Share(int all) => 100.0 * Times / all;
}

IEnumerable<string> Text(int words)
{
    for (var i = 0; i < words; i++) yield return Word();
}

var count = Args.Count > 0 ? int.Parse(Args[0]) : 2000;
var text = Text(count).ToList();
var counts = text.GroupBy(word => word)
    .Select(group => new Count(group.Key, group.Count()))
    .OrderByDescending(found => found.Times).ThenBy(found => found.Word, StringComparer.Ordinal)
    .ToList();

var lengths = new SortedDictionary<int, int>();
foreach (var word in text) lengths[word.Length] = lengths.GetValueOrDefault(word.Length) + 1;

var longest = text.MaxBy(word => word.Length);
Console.WriteLine($"{text.Count} words, {counts.Count} different, the longest {longest}");
foreach (var found in counts.Take(3))
    Console.WriteLine($"{found.Word} {found.Times} {found.Share(text.Count):F1} %");
foreach (var (length, times) in lengths)
    Console.WriteLine($"{length} letters: {times}");

var checksum = text.Aggregate(17u, (sum, word) => sum * 31 + (uint)word.Length);
Console.WriteLine($"checksum {checksum}");
return counts.Count > 0 ? 0 : 1;
