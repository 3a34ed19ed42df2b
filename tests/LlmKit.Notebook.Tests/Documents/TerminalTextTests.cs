using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Tests.Documents;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain <b>", "plain &lt;b&gt;")]
    [InlineData("\u001b[31mred\u001b[0m no", "<span style=\"color:var(--ansi-1)\">red</span> no")]
    [InlineData(
        "\u001b[1;92;4mx\u001b[22my\u001b[m",
        "<span style=\"color:var(--ansi-10);font-weight:bold;text-decoration:underline\">x</span><span "
        + "style=\"color:var(--ansi-10);text-decoration:underline\">y</span>")]
    [InlineData("\u001b[38;5;208mx", "<span style=\"color:#ff8700\">x</span>")]
    [InlineData("\u001b[38;2;1;2;300mx", "<span style=\"color:#0102ff\">x</span>")]
    [InlineData("\u001b[97;44mx", "<span style=\"color:#f6f8fa;background:var(--ansi-4)\">x</span>")]
    [InlineData("\u001b[7mx", "<span style=\"color:var(--page);background:var(--ink)\">x</span>")]
    [InlineData(
        "\u001b[31mtwo\nlines",
        "<span style=\"color:var(--ansi-1)\">two</span>\n<span style=\"color:var(--ansi-1)\">lines</span>")]
    [InlineData("\u001b]8;;https://x\u001b\\link\u001b]8;;\u0007", "link")]
    public void Escape_codes_become_styles(string text, string html) =>
        Assert.Equal(html, TerminalText.Html(text));

    [Theory]
    [InlineData("10%\r50%\r100%\nend", "100%\nend")]
    [InlineData("longer\rab", "abnger")]
    [InlineData("longer\r\u001b[Kab", "ab")]
    [InlineData("ab\bc", "ac")]
    [InlineData("windows\r\nbreak", "windows\nbreak")]
    [InlineData("\u001b[2Jx\u001b[1A\u0007\u0000y\u001b", "xy")]
    [InlineData("\u001b[38;5mx\u001b[99999999999mx\u001b[", "xx")]
    public void What_a_terminal_would_show_remains(string text, string plain) =>
        Assert.Equal(plain, TerminalText.Plain(text));
}
