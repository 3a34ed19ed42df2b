using System.Text;
using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Annotation;
using LlmKit.Data.Sources;
using LlmKit.Data.WeakLabels;

namespace LlmKit.Tests.Data;

/// <summary>Damaged answers, ratings and rules give what they say or an error, and nothing else.</summary>
public sealed class DamagedLabelTests
{
    private static readonly string[] s_pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\n", "\\", "\\ud800", "null", "1e999", "-", "\t", "\0", "好", "😀", "(", ")", "*", "{9}", "\"label\":", "\"item\":",
        "\"regex\":\"", "\"annotator\":", "true", "(?<=", "(?i)", "\\b", "|",
    ];

    [Fact]
    public void A_hundred_thousand_damaged_answers()
    {
        const string Answer = """{"item":"q1","annotator":"ann","label":"good","skipped":false,"note":"看","time":"2024-01-01T00:00:00.0000000+00:00"}""";
        var (good, bad) = Damage([Answer], 100_000, bytes => AnswerFile.Parse("a.jsonl", bytes, 1));

        Assert.True(good > 5_000 && bad > 20_000, $"{good}, {bad}");
    }

    [Fact]
    public void A_hundred_thousand_damaged_tables_of_ratings()
    {
        string[] seeds =
        [
            "id,ann,bob\n1,x,y\n2,x,x\n3,,y\n", "{\"item\":\"1\",\"annotator\":\"ann\",\"label\":\"x\"}\n{\"item\":\"1\",\"annotator\":\"bob\",\"label\":\"y\"}\n",
            "ann\tbob\n1\t2\n2\t2\n",
        ];
        var number = 0;
        var (good, bad) = Damage(seeds, 100_000, bytes =>
        {
            var table = new RatingReader().Read((number++ % 3) switch { 0 => "a.csv", 1 => "a.jsonl", _ => "a.tsv" }, bytes);
            foreach (var level in Enum.GetValues<MeasurementLevel>())
                if (KrippendorffAlpha.WhyNot(table, level) is null) Assert.False(double.IsNaN(KrippendorffAlpha.Of(table, level).Value ?? 0));
            Assert.False(double.IsNaN(CohenKappa.Of(table, 0, 1).Value ?? 0));
        });

        Assert.True(good > 5_000 && bad > 20_000, $"{good}, {bad}");
    }

    // Fewer than of the others: each pattern that is one costs a third of a millisecond to compile.
    [Fact]
    public void Fifteen_thousand_damaged_rules()
    {
        string[] seeds = ["{\"label\":\"x\",\"keywords\":[\"good\",\"好\"]}", "{\"label\":\"x\",\"regex\":\"bad|(aw)+ful\\\\b\",\"name\":\"n\"}"];
        var sample = Sample.Text("a good day, 真好, not bad at all");
        var (good, bad) = Damage(seeds, 15_000, bytes =>
        {
            foreach (var rule in new SampleReader().Rows("r.jsonl", bytes, row => LabelRules.Parse(row, []))) rule.Vote(sample);
        });

        Assert.True(good > 500 && bad > 3_000, $"{good}, {bad}");
    }

    private static (int Good, int Bad) Damage(string[] seeds, int trials, Action<byte[]> read)
    {
        var (random, good, bad) = (new Random(9), 0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[trial % seeds.Length]).ToList();
            for (var hits = random.Next(1, 4); hits > 0 && bytes.Count > 0; hits--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, random.Next(bytes.Count - at) % 9); break;
                    case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)])); break;
                    default: bytes.InsertRange(at, bytes.Slice(0, at % 20)); break;
                }
            }

            try
            {
                read([.. bytes]);
                good++;
            }
            catch (Exception e) when (e is DataFormatException or FormatException)
            {
                bad++;
            }
        }

        return (good, bad);
    }
}
