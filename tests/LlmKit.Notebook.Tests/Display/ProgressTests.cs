using System.Xml.Linq;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Tests.Display;

public sealed class ProgressTests : IDisposable
{
    private readonly Screen _screen = new();
    private readonly Clock _clock = new();

    public void Dispose() => Kernel.Outputs = null;

    [Fact]
    public void A_bar_counts_its_steps_and_tells_how_long_it_takes()
    {
        using (var bar = new ProgressBar(4, "reading", _screen, _clock))
        {
            _clock.Pass(TimeSpan.FromSeconds(2));
            bar.Step();
            bar.Text = "page 7";
            _clock.Pass(TimeSpan.FromSeconds(70));
            bar.Report(4);
        }

        Assert.Equal(
            [
                "reading  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0%  0/4 · 0.0 s",
                "reading  ███████░░░░░░░░░░░░░░░░░░░░░░░ 25%  1/4 · 2.0 s, 6.0 s left",
                "reading  ██████████████████████████████ 100%  4/4 · 1:12  page 7",
                "reading  ██████████████████████████████ 100%  4/4 · 1:12  page 7",
                "end",
            ],
            _screen.Lines);
    }

    [Fact]
    public void A_bar_is_drawn_at_most_ten_times_a_second()
    {
        using var bar = new ProgressBar(100_000, "", _screen, _clock);
        for (var i = 0; i < 100_000; i++)
        {
            _clock.Pass(TimeSpan.FromMicroseconds(10));
            bar.Step();
        }

        Assert.InRange(_screen.Lines.Count, 9, 12);
        Assert.Equal(100_000, bar.Done);
    }

    [Fact]
    public void Without_a_total_the_steps_are_counted_only()
    {
        using var bar = new ProgressBar(null, "", _screen, _clock);
        _clock.Pass(TimeSpan.FromSeconds(4000));
        bar.Report(12_345);

        Assert.Equal("12,345 · 1:06:40", _screen.Lines[^1]);
    }

    [Fact]
    public void Steps_from_several_threads_are_all_counted()
    {
        using var bar = new ProgressBar(10_000, "", _screen, _clock);
        Parallel.For(0, 10_000, _ => bar.Step());

        Assert.Equal(10_000, bar.Done);
        Assert.StartsWith("██████████████████████████████ 100%", _screen.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_notebook_the_bar_is_one_output_that_is_replaced()
    {
        var outputs = new List<CellOutput>();
        Kernel.Outputs = outputs.Add;

        Assert.Equal(6, new[] { 1, 2, 3 }.WithProgress("<sum>").Sum());

        var shown = Assert.IsType<CellOutput.Displayed>(outputs[0]);
        Assert.All(outputs.Skip(1), output => Assert.Equal(shown.Id, Assert.IsType<CellOutput.Updated>(output).Id));
        var last = ((CellOutput.Updated)outputs[^1]).Content;
        Assert.StartsWith("<sum>  ██████████████████████████████ 100%  3/3", last.PlainText, StringComparison.Ordinal);
        var bar = XElement.Parse(last[MimeBundle.Html]!);
        Assert.Equal("1", bar.Element("progress")!.Attribute("value")!.Value);
        Assert.Contains("<sum> ", bar.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_is_left_early_shows_how_far_it_came()
    {
        var outputs = new List<CellOutput>();
        Kernel.Outputs = outputs.Add;

        foreach (var item in new[] { 1, 2, 3, 4 }.WithProgress())
        {
            if (item == 3) break;
        }

        Assert.Contains(" 50%  2/4", ((CellOutput.Updated)outputs[^1]).Content.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asynchronous_sequence_has_a_bar_too()
    {
        var outputs = new List<CellOutput>();
        Kernel.Outputs = outputs.Add;
        static async IAsyncEnumerable<int> Numbers()
        {
            await Task.Yield();
            yield return 1;
            yield return 2;
        }

        await foreach (var _ in Numbers().WithProgress(total: 2)) { }

        Assert.Contains(" 100%  2/2", ((CellOutput.Updated)outputs[^1]).Content.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void At_a_terminal_the_bar_is_one_line_that_is_written_over()
    {
        using var terminal = new StringWriter();
        var screen = new TerminalScreen(terminal);
        using (var bar = new ProgressBar(2, "x", screen, _clock)) bar.Report(2);

        Assert.Equal(3, terminal.ToString().Split("\r\u001b[K").Length - 1);
        Assert.EndsWith("\n", terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_or_a_notebook_nothing_is_written()
    {
        if (!Console.IsErrorRedirected) Assert.Skip("Standard error is a terminal.");
        var before = Console.Error;
        using var written = new StringWriter();
        try
        {
            Console.SetError(written);
            Assert.Equal(3, new[] { 1, 2 }.WithProgress().Sum());
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal("", written.ToString());
    }

    [Fact]
    public void A_total_below_zero_is_refused() => Assert.StartsWith(
        "total must be at least 0, or null when nobody knows.",
        Assert.Throws<ArgumentOutOfRangeException>(() => Progress.Bar(-1)).Message, StringComparison.Ordinal);

    private sealed class Screen : IProgressScreen
    {
        public List<string> Lines { get; } = [];

        public void Show(ProgressView view) => Lines.Add(view.Line);

        public void End() => Lines.Add("end");
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
