using System.Diagnostics;
using System.Globalization;
using LlmKit.Data.Unicode;

namespace LlmKit.Tests.Data.Unicode;

public sealed class NormalizationTests
{
    private const string Golden = "/usr/share/unicode/NormalizationTest.txt.bz2";

    // Columns: source; NFC; NFD; NFKC; NFKD.
    [Fact]
    public void Every_line_of_Unicodes_own_test_holds()
    {
        Assert.SkipUnless(File.Exists(Golden), $"no {Golden}: ./llmkit test installs Debian's package unicode-data where it may.");
        using var unpack = Process.Start(new ProcessStartInfo("bzip2", $"-dc {Golden}") { RedirectStandardOutput = true })!;
        var count = 0;
        while (unpack.StandardOutput.ReadLine() is { } line)
        {
            var columns = line.Split('#')[0].Split(';').Select(Text).ToArray();
            if (columns.Length < 5 || columns[0].Length == 0) continue;
            foreach (var text in columns[..3])
            {
                Assert.True(columns[1] == Normalization.Normalize(text, UnicodeForm.Composed), line);
                Assert.True(columns[2] == Normalization.Normalize(text, UnicodeForm.Decomposed), line);
            }

            foreach (var text in columns[..5])
            {
                Assert.True(columns[3] == Normalization.Normalize(text, UnicodeForm.CompatiblyComposed), line);
                Assert.True(columns[4] == Normalization.Normalize(text, UnicodeForm.CompatiblyDecomposed), line);
            }

            count++;
        }

        Assert.True(count > 19_000, $"{count} lines");
    }

    [Theory]
    [InlineData("e\u0301", UnicodeForm.Composed, "é")]
    [InlineData("é", UnicodeForm.Decomposed, "e\u0301")]
    [InlineData("ﬁ２㎏", UnicodeForm.CompatiblyComposed, "fi2kg")]
    [InlineData("\u1112\u1161\u11ab", UnicodeForm.Composed, "한")]
    [InlineData("a\ud800b", UnicodeForm.Composed, "a\ud800b")]
    [InlineData("\u0344", UnicodeForm.Composed, "\u0308\u0301")]
    public void A_text_takes_the_form(string text, UnicodeForm form, string expected)
    {
        Assert.Equal(expected, Normalization.Normalize(text, form));
        Assert.True(Normalization.IsNormalized(expected, form));
    }

    [Fact]
    public void Text_in_its_form_is_not_copied()
    {
        const string Text = "plain, 中文, é";

        Assert.Same(Text, Normalization.Normalize(Text, UnicodeForm.Composed));
    }

    [Fact]
    public void A_long_row_of_marks_is_sorted_in_time()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0327", 200_000));

        var sorted = Normalization.Normalize("x" + marks, UnicodeForm.Decomposed);

        Assert.Equal("x" + new string('\u0327', 200_000) + new string('\u0301', 200_000), sorted);
    }

    private static string Text(string codes) => string.Concat(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(code => int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? char.ConvertFromUtf32(value) : ""));
}
