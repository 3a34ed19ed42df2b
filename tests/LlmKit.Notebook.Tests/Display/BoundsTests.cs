using System.Diagnostics;

namespace LlmKit.Notebook.Tests.Display;

/// <summary>No value hangs the notebook, fills the memory or ends the process.</summary>
public sealed class BoundsTests : IDisposable
{
    public void Dispose() => Formatter.ResetToDefault();

    [Fact]
    public void An_endless_sequence_is_left_after_its_first_items_and_begun_once()
    {
        var begun = 0;
        var read = 0;
        IEnumerable<int> Endless()
        {
            begun++;
            while (true) yield return read++;
        }

        var forms = Formatter.Format(Endless());

        Assert.Equal((1, 21), (begun, read));
        Assert.EndsWith("19, … more]", forms.PlainText, StringComparison.Ordinal);
        Assert.Contains("… more", forms[MimeBundle.Html]!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_asynchronous_sequence_is_left_too_and_ended()
    {
        var isEnded = false;
        async IAsyncEnumerable<int> Endless()
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    await Task.Yield();
                    yield return i;
                }
            }
            finally
            {
                isEnded = true;
            }
        }

        Assert.EndsWith("19, … more]", Formatter.Format(Endless()).PlainText, StringComparison.Ordinal);
        Assert.True(isEnded);
    }

    [Fact]
    public void A_large_list_costs_no_more_than_what_is_shown()
    {
        var list = Enumerable.Range(0, 10_000_000).ToList();
        Formatter.Format(list);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var forms = Formatter.Format(list);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
        Assert.Contains("… 9,999,980 more (10,000,000 in all)", forms.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_fails_shows_its_items_and_the_failure()
    {
        IEnumerable<int> Failing()
        {
            yield return 1;
            throw new InvalidOperationException("no more");
        }

        Assert.Equal("[1, … more (InvalidOperationException: no more)]", Formatter.Format(Failing()).PlainText);
        Assert.Contains("The reading ended here: InvalidOperationException: no more", HtmlForm.Text(Failing()), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_hold_each_other_are_shown_once()
    {
        var first = new Knot("a");
        first.Next = new Knot("b") { Next = first };

        Assert.Equal("Knot { Name = \"a\", Next = Knot { Name = \"b\", Next = ↑ Knot } }", Formatter.Format(first).PlainText.Replace("BoundsTests.", "", StringComparison.Ordinal));
        Assert.InRange(HtmlForm.Of(first).Descendants("details").Count(), 2, 2);
    }

    [Fact]
    public void A_list_that_holds_itself_is_shown_once()
    {
        var list = new List<object> { 1 };
        list.Add(list);

        Assert.Equal("[1, ↑ List<object>]", Formatter.Format(list).PlainText);
        Assert.Empty(HtmlForm.Of(list).Descendants("details"));
    }

    [Fact]
    public void Depth_is_limited()
    {
        Formatter.RecursionLimit = 2;
        var view = HtmlForm.Of(Chain(100));

        Assert.Equal(2, view.Descendants("details").Count());
        Assert.DoesNotContain("k95", view.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_a_million_is_no_danger() =>
        Assert.InRange(Formatter.Format(Chain(1_000_000))[MimeBundle.Html]!.Length, 1, 20_000);

    [Fact]
    public void An_object_that_makes_new_objects_at_every_look_ends()
    {
        var clock = Stopwatch.StartNew();

        Assert.InRange(Formatter.Format(new Hydra())[MimeBundle.Html]!.Length, 1, 300_000);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 10_000);
    }

    [Fact]
    public void A_property_that_throws_is_shown_as_its_message_and_asked_once()
    {
        var value = new Throwing();

        var forms = Formatter.Format(value);

        Assert.Equal("{ Asked = 0, Fine = 1, Broken = (InvalidOperationException: not loaded) }", forms.PlainText["BoundsTests.Throwing ".Length..]);
        Assert.Contains("<span class=\"e\">InvalidOperationException: not loaded</span>", forms[MimeBundle.Html]!, StringComparison.Ordinal);
        Assert.Equal(1, value.Asked);
    }

    [Fact]
    public void A_text_that_throws_is_shown_as_its_message() =>
        Assert.Equal("(InvalidOperationException: mute)", Formatter.Format(new Mute()).PlainText);

    [Fact]
    public void A_task_is_not_waited_for()
    {
        var never = new TaskCompletionSource<int>().Task;

        Assert.Contains("WaitingForActivation", HtmlForm.Text(never), StringComparison.Ordinal);
        Assert.DoesNotContain("Result", HtmlForm.Text(never), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_object_shows_its_first_properties_and_how_many_there_are()
    {
        var many = new System.Text.Json.Nodes.JsonObject();
        for (var i = 0; i < 1_000; i++) many[$"p{i}"] = i;

        Assert.Contains("… 950 more (1,000 in all)", HtmlForm.Text(many), StringComparison.Ordinal);
        Assert.Contains("… 950 more (1,000 in all)", Formatter.Format(many).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_of_an_endless_sequence_is_refused()
    {
        static IEnumerable<int> Endless()
        {
            while (true) yield return 1;
        }

        var forms = Formatter.Format(Endless(), "application/json");

        Assert.Null(forms["application/json"]);
        Assert.Contains("The JSON is longer than 5 MB. Show a part of the value.", forms.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wish_to_stop_the_cell_goes_through()
    {
        static IEnumerable<int> Stopped()
        {
            yield return 1;
            throw new LlmKit.Notebook.Execution.CellStoppedException();
        }

        Assert.Throws<LlmKit.Notebook.Execution.CellStoppedException>(() => Formatter.Format(Stopped()));
        Assert.Throws<LlmKit.Notebook.Execution.CellStoppedException>(() => Formatter.Format(new Stopping()));
    }

    private static Knot Chain(int length)
    {
        var chain = new Knot("end");
        for (var i = 0; i < length; i++) chain = new Knot($"k{i}") { Next = chain };
        return chain;
    }

    // As text of the compiler's this would not end.
    private sealed record Knot(string Name)
    {
        public Knot? Next { get; set; }
    }

    private sealed class Hydra
    {
        public Hydra[] Heads => [.. Enumerable.Range(0, 9).Select(_ => new Hydra())];
    }

    private sealed class Throwing
    {
        public int Asked;

        public int Fine => 1;

        public int Broken
        {
            get
            {
                Asked++;
                throw new InvalidOperationException("not loaded");
            }
        }
    }

    private sealed class Mute
    {
        public override string ToString() => throw new InvalidOperationException("mute");
    }

    private sealed class Stopping
    {
        public int Value => throw new LlmKit.Notebook.Execution.CellStoppedException();
    }
}
