using LlmKit.Cli.Data;
using LlmKit.Cli.Tests.Repl;
using LlmKit.Notebook.Display;
using LlmKit.Tests;

namespace LlmKit.Cli.Tests;

/// <summary><c>llmkit data annotate</c> at a terminal, and what becomes of its answers.</summary>
public sealed class AnnotateTests : IDisposable
{
    private const string ControlC = "\u0003", Left = "\u001b[D", Up = "\u001b[A", Down = "\u001b[B";
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit annotate-").FullName;

    public AnnotateTests() => File.WriteAllLines(At("set.jsonl"),
    [
        """{"text":"今天天气真好，我们去公园走走吧。","label":"good"}""",
        """{"query":"Why is the sea salty?","response":"Rivers carry salts into it."}""",
        $$"""{"text":"{{string.Join(' ', Enumerable.Range(0, 400).Select(word => $"word{word}"))}}"}""",
        """{"text":"an escape \u001b[2J and a bell \u0007 do nothing"}""",
    ]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_session_labels_notes_skips_undoes_and_goes_on_later()
    {
        using (var terminal = Start("--labels", "good,bad,中立"))
        {
            terminal.Wait("今天天气真好，我们去公园走走吧。");
            terminal.Wait(" 1 good  2 bad  3 中立");
            terminal.Wait("Enter takes what the file says: good");
            terminal.Send("\r");
            terminal.Wait("assistant:\nRivers carry salts into it.");
            terminal.Send("n不确定 a\u007f!\r");
            terminal.Wait("note: 不确定 !");
            terminal.Send("3");
            terminal.Wait("word0 word1");
            terminal.Wait("more rows: ↓");
            terminal.Send(Down + Down);
            terminal.Wait("word110");
            terminal.Send("x");
            terminal.Wait("x is no key here. The labels are 1 good, 2 bad, 3 中立.");
            terminal.Send("s");
            terminal.Wait("an escape ·[2J and a bell · do nothing");
            terminal.Send("u");
            terminal.Wait("2 of 4 done");
            terminal.Send("2");
            terminal.Wait("3 of 4 done");
            terminal.Send(ControlC);
            Assert.Equal(0, terminal.ExitCode());
            terminal.Wait("answers.jsonl: 3 of 4 labelled by ann, 0 skipped, 1 left");
        }

        using var again = Start("--labels", "good,bad,中立");
        again.Wait("an escape");
        again.Send("1");
        again.Wait("All samples are done.");
        again.Send(Left + Left);
        again.Wait("Why is the sea salty?");
        again.Wait("note: 不确定 !");
        again.Send("q");
        Assert.Equal(0, again.ExitCode());

        var (code, output, _) = CommandRun.Here("data", "annotate", At("set.jsonl"), "--answers", At("answers.jsonl"), "--export", At("out.jsonl"));
        Assert.Equal((CommandLine.Ok, $"{At("out.jsonl")}: 4 written, 0 without a label or with a tie left out\n"), (code, output));
        Assert.Equal(["\"good\"", "\"中立\"", "\"bad\"", "\"good\""], File.ReadLines(At("out.jsonl")).Select(line => line.Split("\"label\":")[1].TrimEnd('}')));
    }

    [Fact]
    public void A_kill_loses_nothing_that_was_answered()
    {
        using (var terminal = Start("--labels", "good,bad"))
        {
            terminal.Wait("今天天气真好");
            terminal.Send("1");
            terminal.Wait("Why is the sea salty?");
            terminal.Send("2");
            terminal.Wait("word0");
            terminal.Signal(9);
            terminal.ExitCode();
        }

        Assert.Equal(["good", "bad"], File.ReadLines(At("answers.jsonl")).Select(line => line.Split("\"label\":\"")[1].Split('"')[0]));
    }

    [Fact]
    public void The_screen_follows_a_terminal_that_changes_its_size()
    {
        using var terminal = Start("--labels", "good,bad");
        terminal.Wait("今天天气真好，我们去公园走走吧。");
        terminal.Resize(21, 12);
        terminal.Wait("今天天气真好，我们去\n公园走走吧。");
        terminal.Send("q");

        Assert.Equal(0, terminal.ExitCode());
    }

    [Fact]
    public void Words_stay_whole_and_no_row_is_wider_than_the_terminal()
    {
        var random = new Random(3);
        string[] pieces = ["word", " ", "长", "，", "a", "longerword", "\n", "é", "👩‍👩‍👧", "\t", "  "];
        for (var trial = 0; trial < 500; trial++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]));
            var columns = random.Next(4, 30);
            var rows = AnnotationView.Wrapped(text, columns).ToArray();

            Assert.All(rows, row => Assert.True(TextWidth.Of(row) <= columns, $"{row} in {columns}"));
            Assert.Equal(Letters(text), Letters(string.Concat(rows)));
        }

        Assert.Equal(["one two", "three"], AnnotationView.Wrapped("one two three", 9));
        static string Letters(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
    }

    [Theory]
    [InlineData("good,bad,good", "names good twice")]
    [InlineData("q=good,bad", "gives good the key q, which quits")]
    [InlineData("g=good,g=great", "gives the key g to two labels")]
    [InlineData(",", "--labels is empty")]
    public void Wrong_labels_are_a_wrong_call(string labels, string message)
    {
        var (code, _, error) = CommandRun.Here("data", "annotate", At("set.jsonl"), "--labels", labels);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Without_a_terminal_it_says_so() => Assert.Equal(
        (CommandLine.Usage, "", "llmkit: annotating needs a terminal, and input or output is none. Run it at one, or take llmkit data label with rules.\n"),
        CommandRun.Here("data", "annotate", At("set.jsonl"), "--labels", "a,b"));

    private TerminalRun Start(params string[] options) => new(
        _folder, 80, 14, ["data", "annotate", At("set.jsonl"), "--answers", "answers.jsonl", "--annotator", "ann", .. options]);

    private string At(string name) => Path.Combine(_folder, name);
}
