// Makes src/LlmKit/Data/Unicode/unicode.bin: normalisation and scripts out of the Unicode Character Database (Debian's package
// unicode-data, Unicode 15.0), categories as .NET 10 has them (Unicode 16.0).
//
//   ./llmkit script src/LlmKit/Data/Unicode/tables.csx [/usr/share/unicode]
//
// Takes a second. Last line: src/LlmKit/Data/Unicode/unicode.bin: Unicode 15.0.0, … bytes

using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

var database = Args.Count > 0 ? Args[0] : "/usr/share/unicode";
var target = "src/LlmKit/Data/Unicode/unicode.bin";
var category = new int[0x110000];
var combining = new int[0x110000];
var decompositions = new SortedDictionary<int, (bool IsCompatible, int[] Into)>();
for (var code = 0; code < category.Length; code++) category[code] = (int)CharUnicodeInfo.GetUnicodeCategory(code);

var first = 0;
foreach (var line in File.ReadLines(Path.Combine(database, "UnicodeData.txt")))
{
    var fields = line.Split(';');
    var code = Code(fields[0]);
    if (fields[1].EndsWith(", First>", StringComparison.Ordinal)) first = code;
    var from = fields[1].EndsWith(", Last>", StringComparison.Ordinal) ? first : code;
    for (var at = from; at <= code; at++) combining[at] = int.Parse(fields[3], CultureInfo.InvariantCulture);
    if (fields[5].Length == 0) continue;

    var isCompatible = fields[5][0] == '<';
    var into = fields[5].Split(' ').Skip(isCompatible ? 1 : 0).Select(Code).ToArray();
    decompositions[code] = (isCompatible, into);
}

var excluded = Ranges("DerivedNormalizationProps.txt").Where(range => range.Name == "Full_Composition_Exclusion")
    .SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1)).ToList();
var scripts = Ranges("Scripts.txt").ToList();
var names = scripts.Select(range => range.Name).Prepend("Unknown").Distinct().ToList();
var script = new int[0x110000];
foreach (var range in scripts) Array.Fill(script, names.IndexOf(range.Name), range.From, range.To - range.From + 1);
var version = Regex.Match(File.ReadLines(Path.Combine(database, "Scripts.txt")).First(), @"\d+\.\d+\.\d+").Value;

using (var file = File.Create(target))
using (var writer = new BinaryWriter(file))
{
    writer.Write(version);
    Runs(category);
    Runs(combining);
    writer.Write7BitEncodedInt(decompositions.Count);
    foreach (var (code, (isCompatible, into)) in decompositions)
    {
        writer.Write7BitEncodedInt(code);
        writer.Write7BitEncodedInt((into.Length << 1) | (isCompatible ? 1 : 0));
        foreach (var part in into) writer.Write7BitEncodedInt(part);
    }

    writer.Write7BitEncodedInt(excluded.Count);
    foreach (var code in excluded) writer.Write7BitEncodedInt(code);
    writer.Write7BitEncodedInt(names.Count);
    foreach (var name in names) writer.Write(name);
    Runs(script);

    void Runs(int[] values)
    {
        for (int from = 0, to = 0; from < values.Length; from = to)
        {
            while (to < values.Length && values[to] == values[from]) to++;
            writer.Write7BitEncodedInt(to - from);
            writer.Write7BitEncodedInt(values[from]);
        }
    }
}

Console.WriteLine($"{target}: Unicode {version}, {new FileInfo(target).Length:N0} bytes");

int Code(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

IEnumerable<(int From, int To, string Name)> Ranges(string file) =>
    from line in File.ReadLines(Path.Combine(database, file))
    let parts = Regex.Match(line, @"^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)")
    where parts.Success
    let start = Code(parts.Groups[1].Value)
    select (start, parts.Groups[2].Success ? Code(parts.Groups[2].Value) : start, parts.Groups[3].Value);
