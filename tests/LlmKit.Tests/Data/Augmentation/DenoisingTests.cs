using LlmKit.Data.Augmentation;

namespace LlmKit.Tests.Data.Augmentation;

/// <summary>BART's noises take what they should and keep the rest in order; back-translation is the caller's.</summary>
public sealed class DenoisingTests
{
    private const int Gone = -1, Stop = 0;

    [Fact]
    public void Masked_tokens_stand_where_they_stood() => Law((noise, tokens, random) =>
    {
        var masked = noise.Mask(tokens, random.NextDouble());

        Assert.Equal(tokens.Length, masked.Length);
        Assert.All(masked.Zip(tokens), pair => Assert.True(pair.First == Gone || pair.First == pair.Second));
    });

    [Fact]
    public void Deleted_tokens_leave_the_others_in_order() => Law((noise, tokens, random) =>
        Assert.True(IsWithin(noise.Delete(tokens, random.NextDouble()), tokens)));

    [Fact]
    public void Infilling_hides_exactly_the_share_and_its_spans_do_not_touch() => Law((noise, tokens, random) =>
    {
        var (rate, lambda) = (random.NextDouble(), random.NextDouble() * 5);
        var noisy = noise.Infill(tokens, rate, lambda);

        var kept = noisy.Where(token => token != Gone).ToArray();
        Assert.True(IsWithin(kept, tokens));
        Assert.Equal((int)Math.Round(rate * tokens.Length, MidpointRounding.AwayFromZero), tokens.Length - kept.Length);
        Assert.DoesNotContain(true, noisy.Zip(noisy.Skip(1), (first, second) => first == Gone && second == Gone));
    });

    [Fact]
    public void Spans_have_Poisson_lengths_and_lie_anywhere()
    {
        int[] tokens = [.. Enumerable.Range(1, 200_000)];
        var noisy = new Denoising<int>(Gone, 3).Infill(tokens);
        var lengths = new List<int>();
        var last = 0;
        for (var at = 0; at < noisy.Length; at++)
        {
            if (noisy[at] != Gone)
            {
                last = noisy[at];
                continue;
            }

            lengths.Add((at + 1 < noisy.Length ? noisy[at + 1] : tokens.Length + 1) - last - 1);
        }

        // 60,000 tokens in spans of mean 3: 20,000 spans; the errors are about 0.01 and 0.002.
        Assert.InRange(lengths.Average(), 2.95, 3.05);
        Assert.InRange(lengths.Average(length => (length - 3.0) * (length - 3.0)), 2.85, 3.15);
        Assert.InRange(lengths.Count(length => length == 0) / (double)lengths.Count, Math.Exp(-3) - 0.006, Math.Exp(-3) + 0.006);
        var middle = noisy.Select((token, at) => (token, at)).Where(pair => pair.token == Gone).Average(pair => pair.at / (double)noisy.Length);
        Assert.InRange(middle, 0.49, 0.51);
    }

    [Fact]
    public void Permutation_keeps_every_sentence_whole() => Law((noise, tokens, _) =>
    {
        var sentences = Sentences(tokens);
        var permuted = noise.Permute(tokens, token => token == Stop);

        Assert.Equal(tokens.Order(), permuted.Order());
        if (tokens.Length > 0 && tokens[^1] == Stop) Assert.Equal(sentences.Order(), Sentences(permuted).Order());
    });

    [Fact]
    public void Rotation_turns_back() => Law((noise, tokens, _) =>
    {
        var rotated = noise.Rotate(tokens);

        Assert.Contains(Enumerable.Range(0, Math.Max(1, tokens.Length)), turn => rotated.Skip(turn).Concat(rotated.Take(turn)).SequenceEqual(tokens));
    });

    [Fact]
    public void The_same_seed_gives_the_same_noise_on_words_too()
    {
        string[] words = ["the", "cat", "sat", "on", "the", "mat", "."];

        Assert.Equal(new Denoising<string>("<mask>", 9).Infill(words), new Denoising<string>("<mask>", 9).Infill(words));
        Assert.NotEqual(new Denoising<string>("<mask>", 9).Rotate(words), new Denoising<string>("<mask>", 12).Rotate(words));
        Assert.Equal(["<mask>"], new Denoising<string>("<mask>").Infill(["a", "b"], 1, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Denoising<string>("<mask>").Mask(words, 1.5));
    }

    [Theory]
    [InlineData("It is cold.", "It's freezing.", "It's freezing.")]
    [InlineData("It is cold.", "it is  cold", null)]
    [InlineData("It is cold.", "", null)]
    [InlineData(" ", "x", null)]
    public async Task Back_translation_gives_what_is_said_otherwise(string text, string back, string? expected) => Assert.Equal(expected, await new BackTranslation(
        (given, _) => Task.FromResult($"fr:{given}"), (foreign, _) => Task.FromResult(foreign == $"fr:{text}" ? back : "wrong")).AgainAsync(text));

    private static bool IsWithin(int[] part, int[] whole)
    {
        var at = 0;
        foreach (var token in part)
        {
            while (at < whole.Length && whole[at] != token) at++;
            if (at++ == whole.Length) return false;
        }

        return true;
    }

    private static List<string> Sentences(int[] tokens)
    {
        var (sentences, start) = (new List<string>(), 0);
        for (var at = 0; at < tokens.Length; at++)
        {
            if (tokens[at] != Stop) continue;
            sentences.Add(string.Join(' ', tokens[start..(at + 1)]));
            start = at + 1;
        }

        return sentences;
    }

    private static void Law(Action<Denoising<int>, int[], Random> law)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            // Different tokens, so that what is kept tells from where; every fourth ends a sentence.
            int[] tokens = [.. Enumerable.Range(1, random.Next(40)).Select(token => token % 4 == 0 ? Stop : token)];
            law(new(Gone, seed), tokens, random);
        }
    }
}
