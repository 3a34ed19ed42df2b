using System.IO.Compression;
using LlmKit.Data;
using LlmKit.Data.Sources;

namespace LlmKit.Tests.Data;

/// <summary>Damaged files give samples or faults, and nothing else.</summary>
public sealed class DamagedInputTests
{
    private static readonly string[] s_pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\\", "\\u", "\\ud800", "null", "1e999", "-", "<image>", "\t", ";", "\0",
        "两", "\"label\":", "\"messages\":[", "\"role\"", "😀",
    ];

    [Fact]
    public void A_hundred_thousand_damaged_files_give_samples_or_faults()
    {
        var seeds = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "data", "samples"))
            .Where(path => !path.EndsWith("README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileName(path), Content: FirstRows(path))).ToList();
        seeds.AddRange(seeds.Where(seed => seed.Name.EndsWith(".jsonl", StringComparison.Ordinal)).ToArray()
            .Select(seed => ("list.json", (byte[])[(byte)'[', .. seed.Content.Select(b => b == (byte)'\n' ? (byte)',' : b), (byte)']'])));
        seeds.AddRange(seeds.Take(2).ToArray().Select(seed => ($"{seed.Name}.gz", Packed(seed.Content))));
        var random = new Random(7);
        long samples = 0, faults = 0;
        for (var trial = 0; trial < 100_000; trial++)
        {
            var (name, content) = seeds[trial % seeds.Count];
            var damaged = Damage(content, random);
            var reader = new SampleReader(new()
            {
                OnError = OnError.Skip,
                LargestRow = 4000,
                TextUnit = (TextUnit)(trial % 3),
                Skipped = fault => Assert.False(fault.Reason.Length == 0 || fault.Line < 0 || fault.Column < 0, fault.ToString()),
            });
            try
            {
                samples += reader.Samples(name, damaged).LongCount();
            }
            catch (Exception e)
            {
                Assert.Fail($"trial {trial}, {name}: {e}\n{Convert.ToBase64String(damaged)}");
            }

            faults += reader.Skipped;
            Assert.True(reader.Read + reader.Skipped <= damaged.Length * 40 + 1, $"{name}: more rows than bytes");
        }

        Assert.True(samples > 50_000 && faults > 20_000, $"{samples} samples, {faults} faults");
    }

    [Theory]
    [InlineData("a.jsonl")]
    [InlineData("a.json")]
    public void Nesting_without_end_is_a_fault(string name)
    {
        var deep = Enumerable.Repeat((byte)'[', 1_000_000).Prepend((byte)'{').ToArray();
        var reader = new SampleReader(new() { OnError = OnError.Skip });

        Assert.Empty(reader.Samples(name, deep));
        Assert.Equal(1, reader.Skipped);
    }

    private static byte[] FirstRows(string path)
    {
        var content = File.ReadAllBytes(path);
        return content.Length <= 500 ? content : content[..(500 + Math.Max(0, content.AsSpan(500).IndexOf((byte)'\n') + 1))];
    }

    private static byte[] Packed(byte[] content)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        var bytes = new List<byte>(content);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.InsertRange(at, System.Text.Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)])); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(Math.Max(0, at - 30), Math.Min(at, 30))); break;
                case 4 when random.Next(8) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }
}
