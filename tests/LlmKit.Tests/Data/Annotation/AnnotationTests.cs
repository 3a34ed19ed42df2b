using LlmKit.Data;
using LlmKit.Data.Agreement;
using LlmKit.Data.Annotation;

namespace LlmKit.Tests.Data.Annotation;

/// <summary>Answers are kept at once, and a session goes on where it ended.</summary>
public sealed class AnnotationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-answers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "answers.jsonl");

    [Fact]
    public void An_answer_is_in_the_file_before_the_next_sample_is_asked()
    {
        using var answers = new AnswerFile(File);
        var session = SessionOf(answers, 3);
        session.Note("看 \"this\"");
        session.Label("good");

        var lines = System.IO.File.ReadAllLines(File);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"label\":\"good\",\"note\":\"看 \\\"this\\\"\"", lines[1]);
        Assert.Equal((1, 1, 2), (session.Index, session.Labelled, session.Left));
    }

    [Fact]
    public void A_session_that_starts_again_stands_where_any_other_would()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            if (System.IO.File.Exists(File)) System.IO.File.Delete(File);
            var (random, undos) = (new Random(seed), 0);
            using var first = new AnswerFile(File);
            var one = SessionOf(first, 6);
            for (var step = 0; step < 30; step++) Step(one, random, ref undos);
            string?[] before = [.. Enumerable.Range(0, 6).Select(item => Look(one, item))];
            first.Dispose();

            using var second = new AnswerFile(File);
            var two = SessionOf(second, 6);
            Assert.True(two.Left == 0 || two.Answer?.IsDone != true);
            Assert.Equal(before, Enumerable.Range(0, 6).Select(item => Look(two, item)));

            // All can be taken back, across sessions.
            while (two.Undo())
            {
            }

            Assert.Equal(6, two.Left);
            Assert.All(Enumerable.Range(0, 6), item => Assert.Equal("//", Look(two, item)));
        }

        static void Step(AnnotationSession session, Random random, ref int undos)
        {
            switch (random.Next(7))
            {
                case < 3: session.Label($"{random.Next(3)}"); break;
                case 3: session.Skip(); break;
                case 4: session.Note($"note {random.Next(3)}"); break;
                case 5: session.Move(random.Next(-2, 3)); break;
                default: undos += session.Undo() ? 1 : 0; break;
            }
        }

        static string Look(AnnotationSession session, int item)
        {
            session.Move(-100);
            session.Move(item);
            return $"{session.Answer?.Label}/{session.Answer?.IsSkipped switch { true => "skipped", _ => "" }}/{session.Answer?.Note}";
        }
    }

    [Fact]
    public void A_line_that_a_crash_cut_off_costs_that_line_only()
    {
        using (var answers = new AnswerFile(File)) SessionOf(answers, 3).Label("good");
        var whole = System.IO.File.ReadAllBytes(File);
        for (var cut = 1; cut < 40; cut++)
        {
            System.IO.File.WriteAllBytes(File, [.. whole, .. whole[..cut], .. Enumerable.Repeat((byte)'x', cut * 9)]);
            using (var answers = new AnswerFile(File))
            {
                Assert.Equal("good", Assert.Single(answers.Answers).Label);
                SessionOf(answers, 3).Label("bad");
            }

            Assert.Equal(2, System.IO.File.ReadAllLines(File).Length);
            System.IO.File.WriteAllBytes(File, whole);
        }
    }

    [Fact]
    public void A_bad_line_says_where_and_a_second_session_is_refused()
    {
        System.IO.File.WriteAllText(File, "{\"item\":\"x\",\"annotator\":\"a\",\"label\":\"b\"}\n{\"item\":3}\n");
        Assert.StartsWith($"{File}, line 2: this is no answer: ", Assert.Throws<DataFormatException>(() => new AnswerFile(File)).Message);

        System.IO.File.WriteAllText(File, "");
        using var answers = new AnswerFile(File);
        Assert.Empty(System.IO.File.ReadAllLines(File));
        Assert.Contains("open in another session", Assert.Throws<IOException>(() => new AnswerFile(File)).Message);
    }

    [Fact]
    public void Annotators_share_a_file_and_their_agreement_is_read_from_it()
    {
        using (var answers = new AnswerFile(File))
        {
            foreach (var (name, labels) in (IEnumerable<(string, string[])>)[("ann", ["x", "x", "y"]), ("bob", ["x", "y", "y"])])
            {
                var session = SessionOf(answers, 3, name);
                session.Label("wrong");
                session.Undo();
                foreach (var label in labels) session.Label(label);
            }
        }

        var table = new RatingReader().Read([File]);
        Assert.Equal(["ann", "bob"], table.Annotators);
        Assert.Equal(["x", "y"], table.Classes);
        Assert.Equal(0.4, CohenKappa.Of(table, 0, 1).Value!.Value, 12);
    }

    [Fact]
    public void Items_are_called_by_their_id_or_text_and_what_comes_twice_by_its_number()
    {
        Sample[] samples = [Sample.Text("a"), Sample.Text("a") with { Extra = [new("id", "\"q7\"")] }, Sample.Text("a"), Sample.Text("b")];
        var items = AnnotationSession.ItemsOf(samples);

        Assert.Equal("q7", items[1]);
        Assert.Equal($"{items[0]}#2", items[2]);
        Assert.Equal(4, items.Distinct().Count());
        Assert.Equal(items, AnnotationSession.ItemsOf(samples));
    }

    private static AnnotationSession SessionOf(AnswerFile answers, int samples, string annotator = "ann") =>
        new([.. Enumerable.Range(0, samples).Select(number => Sample.Text($"text {number}"))], answers, annotator, TimeProvider.System);
}
