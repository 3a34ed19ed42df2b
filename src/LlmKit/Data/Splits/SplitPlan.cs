using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LlmKit.Data.Splits;

/// <summary>
/// Divides samples into parts such as train and test. What is asked decides the part, so the same question with another
/// answer never stands on both sides, and a sample keeps its part when others come or go.
/// </summary>
/// <param name="Parts">Names and shares, in order; the shares sum to 1.</param>
/// <param name="Seed">Another seed gives another division.</param>
public sealed record SplitPlan(IReadOnlyList<(string Name, double Share)> Parts, int Seed = 42)
{
    private const int MostParts = 100;

    /// <summary>Reads <c>train=0.9,test=0.1</c>. Shares may have any sum above 0: <c>train=9,test=1</c> is the same.</summary>
    /// <exception cref="FormatException">A part has no name, a name of two, or no share above 0; or there are over a hundred.</exception>
    public static SplitPlan Parse(string text, int seed = 42)
    {
        var words = text.Split(',', MostParts + 1);
        if (words.Length > MostParts) throw new FormatException($"{Excerpt.Of(text)} names more than {MostParts} parts. A split has two or three: train=0.9,test=0.1.");
        var parts = words.Select(PartOf).ToArray();
        if (parts.Length < 2) throw new FormatException($"{Excerpt.Of(text)} names one part. A split needs two: train=0.9,test=0.1.");
        if (parts.DistinctBy(part => part.Name).Count() < parts.Length)
            throw new FormatException($"{Excerpt.Of(text)} names a part twice. Each part needs its own name.");
        var sum = parts.Sum(part => part.Share);
        return new([.. parts.Select(part => (part.Name, part.Share / sum))], seed);

        static (string Name, double Share) PartOf(string part) =>
            part.Split('=', 3) is [{ Length: > 0 } name, var share]
            && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            && double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 1e9 ? (name.Trim(), number)
                : throw new FormatException($"\"{Excerpt.Of(part)}\" is no part. A part is a name and a share above 0, at most 1e9: train=0.9.");
    }

    /// <summary>The index of the part a sample belongs to.</summary>
    /// <param name="group">What has to stay together, such as an author; null for what is asked.</param>
    public int PartOf(Sample sample, string? group = null)
    {
        var key = group ?? Question(sample.Conversation);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Seed}\n{key}")), hash);
        var place = (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
        for (var index = 0; index < Parts.Count - 1; index++)
        {
            place -= Parts[index].Share;
            if (place < 0) return index;
        }

        return Parts.Count - 1;
    }

    /// <summary>What is asked: all but the last answer.</summary>
    internal static string Question(Conversation conversation) =>
        (conversation.IsAnswered && conversation.BeforeLast is { } question ? question : conversation).ToString();
}
