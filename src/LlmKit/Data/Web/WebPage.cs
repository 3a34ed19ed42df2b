using System.Text;
using System.Text.RegularExpressions;

namespace LlmKit.Data.Web;

/// <summary>
/// The text of an HTML page: headings, paragraphs, list items, rows of tables, code. What surrounds the text (menus, footers,
/// teasers) is told by elements, by names of classes, and by how blocks look: their length, their links, their sentences, and
/// their neighbours (after jusText, Pomikálek 2011).
/// </summary>
/// <param name="Title">From the page's head; empty when it has none.</param>
/// <param name="Language">What the page says, as in <c>zh-CN</c>; empty when it says nothing.</param>
/// <param name="Text">Blocks with an empty line between them; items of a list and rows of a table stand on lines of their own.</param>
public sealed partial record WebPage(string Title, string Language, string Text)
{
    // Sizes and shares of jusText; letters of Chinese count two.
    private const int Short = 70;
    private const int Long = 200;
    private const double MostLinked = 0.2;
    private const int NearHeading = 200;

    /// <summary>Reads a page. Any text is a page: browsers know no errors, and neither does this.</summary>
    /// <param name="keepsAll">Keeps everything that a browser would show.</param>
    public static WebPage Read(string html, bool keepsAll = false)
    {
        var page = PageBlocks.Of(html);
        return new(page.Title, page.Language, Joined(keepsAll ? page.Blocks : Chosen(page.Blocks)));
    }

    /// <summary>
    /// Whether a text is likely to be HTML: it begins as a page does, or has at least two tags that pages have. Markdown with
    /// a block of code is none, since the tags may be what it is about.
    /// </summary>
    public static bool IsLikely(string text) =>
        PageStart().IsMatch(text) || (!text.Contains("```", StringComparison.Ordinal) && PageTag().Count(text) >= 2);

    private static IEnumerable<PageBlock> Chosen(IReadOnlyList<PageBlock> blocks)
    {
        // Where the page marks its text, and that is not just a teaser, the rest is out.
        var marked = blocks.Where(block => block.IsInArticle && !block.IsAside).Sum(block => block.Size);
        var all = blocks.Where(block => !block.IsAside).Sum(block => block.Size);
        var onlyMarked = marked > 250 && marked * 3 > all;
        var worths = blocks.Select(block => onlyMarked && !block.IsInArticle ? Worth.Bad : WorthOf(block, onlyMarked)).ToArray();
        Settle(blocks, worths);
        return blocks.Where((_, index) => worths[index] == Worth.Good);
    }

    private static Worth WorthOf(PageBlock block, bool isMarked)
    {
        if (block.IsAside || block.Text.Contains('©')) return Worth.Bad;
        if (block.Kind == BlockKind.Heading) return block.LinkDensity > 0.8 ? Worth.Bad : Worth.Heading;
        if (block.LinkDensity > (isMarked ? 0.5 : MostLinked)) return Worth.Bad;
        if (block.Kind == BlockKind.Code) return block.Size > Short ? Worth.Good : Worth.Near;
        if (block.Size < Short) return block.Linked > 0 && !isMarked ? Worth.Bad : isMarked && block.Stops > 0 ? Worth.Near : Worth.Short;
        if (block.Kind == BlockKind.TableRow) return Worth.Near;
        var sentences = block.Stops * 100.0 / block.Size;
        return sentences < 0.5 ? Worth.Bad : block.Size > Long && sentences > 1 ? Worth.Good : Worth.Near;
    }

    // Undecided blocks go with those around them; headings with what follows.
    private static void Settle(IReadOnlyList<PageBlock> blocks, Worth[] worths)
    {
        var first = (Worth[])worths.Clone();
        for (var index = 0; index < worths.Length; index++)
        {
            if (first[index] is not (Worth.Short or Worth.Near)) continue;
            var (before, after) = (Around(first, index, -1, skipsNear: true), Around(first, index, 1, skipsNear: true));
            var (nearBefore, nearAfter) = (Around(first, index, -1, skipsNear: false), Around(first, index, 1, skipsNear: false));
            var isGood = first[index] == Worth.Near
                ? before == Worth.Good || after == Worth.Good || (blocks[index].Size >= Short && blocks[index].Stops >= 2)
                : (before, after) is (Worth.Good, Worth.Good)
                    || (before == Worth.Bad && after == Worth.Good && nearBefore == Worth.Near)
                    || (before == Worth.Good && after == Worth.Bad && nearAfter == Worth.Near);
            worths[index] = isGood ? Worth.Good : Worth.Bad;
        }

        var (distance, isBeforeGood) = (0, false);
        for (var index = worths.Length - 1; index >= 0; index--)
        {
            if (worths[index] == Worth.Heading)
            {
                worths[index] = isBeforeGood && distance <= NearHeading ? Worth.Good : Worth.Bad;
                if (worths[index] == Worth.Good) distance = 0;
                continue;
            }

            (isBeforeGood, distance) = worths[index] == Worth.Good ? (true, 0) : (isBeforeGood, distance + blocks[index].Size);
        }
    }

    private static Worth Around(Worth[] worths, int index, int step, bool skipsNear)
    {
        for (var at = index + step; at >= 0 && at < worths.Length; at += step)
        {
            if (worths[at] is Worth.Good or Worth.Bad || (worths[at] == Worth.Near && !skipsNear)) return worths[at];
            if (Math.Abs(at - index) > 200) break;
        }

        return Worth.Bad;
    }

    private static string Joined(IEnumerable<PageBlock> blocks)
    {
        var text = new StringBuilder();
        PageBlock? last = null;
        foreach (var block in blocks)
        {
            var isSame = last?.Kind == block.Kind && block.Kind is BlockKind.ListItem or BlockKind.TableRow;
            if (last is not null) text.Append(isSame ? "\n" : "\n\n");
            text.Append(block.Text);
            last = block;
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^\s*(?>(?><!--.*?-->|<\?xml[^>]*>)\s*)*<(?:!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex PageStart();

    [GeneratedRegex(@"</(?:p|div|a|td|tr|li|ul|ol|span|font|table|h[1-6]|body|html|script|style)\s*>|<br\s*/?>|<p>", RegexOptions.IgnoreCase)]
    private static partial Regex PageTag();

    private enum Worth
    {
        Bad,
        Short,
        Near,
        Heading,
        Good,
    }
}
