using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Tests.Repl;

/// <summary>What holds for an editor whatever keys are pressed.</summary>
public sealed class EditorLawTests
{
    private static readonly string[] s_history = ["var x = 1;", "foreach (var a in b)\n{\n    a.ToString();\n}", "张三 + 1"];
    private static readonly Config s_few = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void The_caret_never_stands_within_a_letter_nor_outside_of_the_text() => Prop.ForAll(EditorKeys.Many, keys =>
    {
        var editor = EditorKeys.Editor(s_history);
        foreach (var key in keys)
        {
            editor.Press(key);

            var (text, caret) = (editor.Text.Text, editor.Text.Caret);
            Assert.InRange(caret, 0, text.Length);
            Assert.Contains(caret, StringInfo.ParseCombiningCharacters(text).Append(text.Length));
            Assert.DoesNotContain('\r', text);
        }
    }).Check(s_few);

    [Fact]
    public void Undoing_everything_gives_the_empty_text_and_redoing_everything_the_last() => Prop.ForAll(EditorKeys.Many, keys =>
    {
        var editor = EditorKeys.Editor(s_history);
        foreach (var key in keys.Where(key => !key.IsControl('_') && !key.IsControl('r') && !key.IsControl('s'))) editor.Press(key);
        editor.Close();
        var last = editor.Text.Text;

        for (var i = 0; i <= keys.Length; i++) editor.Press(Key.Control('_'));
        Assert.Equal("", editor.Text.Text);

        for (var i = 0; i <= 2 * keys.Length; i++) editor.Press(Key.Alt('_'));
        Assert.Equal(last, editor.Text.Text);
    }).Check(s_few);

    [Fact]
    public void A_frame_fits_the_terminal_and_its_cursor_stands_in_it() =>
        Prop.ForAll(EditorKeys.Many, Gen.Choose(1, 60).ToArbitrary(), Gen.Choose(1, 12).ToArbitrary(), (keys, width, height) =>
        {
            var frame = Framed(keys, width, height);

            Assert.InRange(frame.Rows.Count, 1, height);
            Assert.All(frame.Rows, row => Assert.Equal(TextWidth.Of(row.Text), row.Width));
            Assert.All(frame.Rows, row => Assert.InRange(row.Width, 0, Math.Max(1, width - 1)));
            Assert.InRange(frame.CaretRow, 0, frame.Rows.Count - 1);
            Assert.InRange(frame.CaretColumn, 0, Math.Max(1, width - 1));
        }).Check(s_few);

    [Fact]
    public void Painting_what_changed_looks_like_painting_it_all() => Prop.ForAll(EditorKeys.Many, Gen.Choose(8, 60).ToArbitrary(), (keys, width) =>
    {
        const int Height = 12;
        var (screen, painter) = (new VtScreen(width, Height), new Painter(new Palette(hasColours: true)));
        screen.Write("what stood there before\r\n\r\n\r\n\r\n");
        screen.Write(painter.Paint(Framed([], width, Height)));
        for (var count = 1; count <= keys.Length; count++) screen.Write(painter.Paint(Framed(keys[..count], width, Height)));
        var frame = Framed(keys, width, Height);

        var bottom = screen.ToString().Split('\n');
        var first = screen.Row - frame.CaretRow;
        Assert.Equal(frame.ToString().TrimEnd('\n'), string.Join('\n', bottom.Skip(first)));
        Assert.Equal(frame.CaretColumn, screen.Column);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Keys_do_not_depend_on_how_their_bytes_arrive() => Prop.ForAll(Bytes(), Gen.Choose(1, 5).ToArbitrary(), (bytes, size) =>
    {
        var whole = new KeyDecoder();
        var parts = new KeyDecoder();

        var expected = whole.Feed(bytes).Concat(whole.Flush());
        var actual = bytes.Chunk(size).SelectMany(chunk => parts.Feed(chunk)).ToList();

        Assert.Equal(expected, actual.Concat(parts.Flush()));
        Assert.False(parts.IsWaiting);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static Arbitrary<byte[]> Bytes()
    {
        string[] pieces = ["\u001b[A", "\u001bOP", "\u001b[1;5C", "\u001b[200~a\nb\u001b[201~", "é张👍", "\u001b", "\u001b\u001b", "\r", "\u0003", "[", "O", "\u001b[999", "x", "\u001bb"];
        var known = Gen.Elements(pieces).Select(System.Text.Encoding.UTF8.GetBytes);
        var random = Gen.Choose(0, 255).Select(value => new[] { (byte)value });
        return Gen.Frequency((3, known), (1, random)).ListOf().Select(parts => parts.SelectMany(part => part).ToArray()).ToArbitrary();
    }

    private static Frame Framed(Key[] keys, int width, int height)
    {
        var editor = EditorKeys.Editor(s_history);
        foreach (var key in keys)
        {
            editor.Press(key);
            if (!editor.WantsMenu) continue;
            var (text, start) = (editor.Text, editor.Text.WordLeft());
            var names = new[] { "Where", "Write", "宽", "aVeryLongNameThatDoesNotFitAnywhereOnANarrowTerminal" };
            editor.Offer(new(Math.Min(start, text.Caret), text.Caret, [.. names.Select(name => new CompletionItem(name, name, CompletionKind.Method))]), text);
        }

        var view = new View("In[1]: ", editor.Text) { Menu = editor.Menu, Search = editor.Search, Hints = [new("a hint of the call 张三", 2..6)] };
        return FrameLayout.Of(view with { Inks = CodeInks.Of(view.Text.Text, view.Text.Caret, hasColours: true) }, width, height);
    }
}
