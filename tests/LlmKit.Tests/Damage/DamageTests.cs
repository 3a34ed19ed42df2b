using System.Text;

namespace LlmKit.Tests.Damage;

/// <summary>
/// Every parser of outside bytes is given damaged inputs: a right answer or a clear error comes of each, in time and memory that the
/// input bounds.
/// </summary>
/// <remarks>
/// <c>LLMKIT_DAMAGE=100000</c> gives each parser so many; <c>LLMKIT_DAMAGE=jsonl:17</c> gives one input again, <c>jsonl:0..5000</c> several, and
/// <c>LLMKIT_DAMAGE_REPORT</c> names a folder for what became of them.
/// </remarks>
[Collection("Damage")]
public sealed class DamageTests
{
    private static readonly string? s_wish = Environment.GetEnvironmentVariable("LLMKIT_DAMAGE");
    private static readonly string? s_report = Environment.GetEnvironmentVariable("LLMKIT_DAMAGE_REPORT");

    private static readonly Dictionary<string, DamagedParser> s_parsers = All().ToDictionary(parser => parser.Name);

    public static TheoryData<string> Parsers() => [.. s_parsers.Keys];

    public static TheoryData<string> Nesting() => [.. s_parsers.Values.Where(parser => parser.Openings.Length > 0).Select(parser => parser.Name)];

    [Theory, MemberData(nameof(Parsers))]
    public void A_damaged_input_is_read_or_refused(string name)
    {
        var parser = Able(name);
        var (from, count) = s_wish?.Split(':') switch
        {
            [var only, var numbers] when only == name => numbers.Split("..") is [var start, var end] ? (int.Parse(start, null), int.Parse(end, null) - int.Parse(start, null)) : (int.Parse(numbers, null), 1),
            [_, _] => (0, 0),
            [var all] => (0, int.Parse(all, null)),
            _ => (0, parser.Ordinary),
        };
        Assert.SkipWhen(count == 0, "LLMKIT_DAMAGE names another parser.");
        using var run = new DamageRun(parser, keepsMessages: s_report is not null);

        var report = run.Read(from, count);

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        if (s_report is not null) Write(report);
        if (count >= 500) Assert.True(report.Parsed > count / 100, $"hardly any input is read: {report}");
    }

    [Theory, MemberData(nameof(Nesting))]
    public void Nesting_without_end_is_read_or_refused(string name)
    {
        var parser = Able(name);
        var inputs = parser.Openings.SelectMany(opening => parser.Seeds().Take(2).Select(seed => Nested(seed, opening)).Concat([Deep(opening, 5_000), Deep(opening, 100_000)])).ToArray();
        using var run = new DamageRun(parser);

        Assert.Equal(inputs.Length, run.Read(inputs).Inputs);
    }

    // Within a file less deep, where it is deep enough for any stack, and quicker.
    private static byte[] Nested(byte[] seed, string opening)
    {
        var at = seed.AsSpan(seed.Length / 3).IndexOfAny((byte)':', (byte)' ', (byte)'\n') + (seed.Length / 3) + 1;
        return [.. seed[..at], .. Deep(opening, 20_000), .. seed[at..]];
    }

    private static byte[] Deep(string opening, int levels) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, levels)));

    private static DamagedParser Able(string name)
    {
        var parser = s_parsers[name];
        if (parser.Obstacle() is { } obstacle) Assert.Skip(obstacle);
        return parser;
    }

    private static IEnumerable<DamagedParser> All() =>
        [.. DataParsers.All, .. TextParsers.All, .. CorpusParsers.All, .. TokenizerParsers.All, .. TemplateParsers.All];

    private static void Write(DamageReport report)
    {
        Directory.CreateDirectory(s_report!);
        var messages = report.Messages.OrderByDescending(pair => pair.Value.Count).Select(pair => $"{pair.Value.Count,7}  {pair.Value.Example.ReplaceLineEndings("⏎")}");
        File.WriteAllLines(Path.Combine(s_report!, $"{report.Parser}.txt"), [report.ToString(), .. messages], new UTF8Encoding(false));
    }
}

/// <summary>Runs alone, since memory is counted.</summary>
[CollectionDefinition("Damage", DisableParallelization = true)]
public sealed class DamageCollection;
