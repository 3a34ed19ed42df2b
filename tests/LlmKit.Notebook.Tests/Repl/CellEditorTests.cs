using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Notebook.Tests.Repl;

/// <summary>The editor of the prompt: keys in, text and caret out.</summary>
public sealed class CellEditorTests
{
    private static readonly Key s_enter = new(KeyName.Enter), s_up = new(KeyName.Up), s_down = new(KeyName.Down), s_left = new(KeyName.Left),
        s_tab = new(KeyName.Tab), s_back = new(KeyName.Backspace), s_home = new(KeyName.Home);

    [Fact]
    public void Enter_runs_a_whole_cell_and_goes_on_with_the_indent_in_an_open_one()
    {
        var editor = EditorKeys.Editor();

        Assert.Equal(Wish.Nothing, editor.Type("if (a)\n{\nb();\n}"));
        Assert.Equal("if (a)\n{\n    b();\n}|", editor.Seen());
        Assert.Equal(Wish.Enter, editor.Type("\n"));
    }

    [Fact]
    public void Enter_within_a_cell_breaks_the_line_and_alt_enter_always_does()
    {
        var editor = EditorKeys.Editor();
        editor.Type("{\na();\n}");
        editor.Pressed(s_up, new(KeyName.End), s_enter);
        Assert.Equal("{\n    a();\n    |\n}", editor.Seen());

        editor = EditorKeys.Editor();
        editor.Type("1 + 1");
        Assert.Equal(Wish.Nothing, editor.Press(new Key(KeyName.Enter, KeyModifiers.Alt)));
        Assert.Equal("1 + 1\n|", editor.Seen());
    }

    [Fact]
    public void Up_goes_through_the_history_of_what_starts_alike_and_down_comes_back()
    {
        var editor = EditorKeys.Editor("var a = 1;", "Console.Write(1);", "var b = 2;", "var b = 2;", "x");
        editor.Type("var");

        Assert.Equal("var b = 2;|", editor.Pressed(s_up).Seen());
        Assert.Equal("var a = 1;|", editor.Pressed(s_up, s_up).Seen());
        Assert.Equal("var|", editor.Pressed(s_down, s_down).Seen());
    }

    [Fact]
    public void Up_moves_within_a_cell_of_several_lines_to_the_same_column()
    {
        var editor = EditorKeys.Editor("old");
        editor.Press(new Key(KeyName.Paste, Text: "张三abc\nx\n12345"));

        Assert.Equal("张三abc\nx|\n12345", editor.Pressed(s_up).Seen());
        Assert.Equal("张三a|bc\nx\n12345", editor.Pressed(s_up).Seen());
        Assert.Equal("张三a|bc\nx\n12345", editor.Pressed(s_up).Seen());
    }

    [Fact]
    public void What_was_cut_comes_back_and_cuts_in_a_row_are_one()
    {
        var editor = EditorKeys.Editor();
        editor.Type("one two three");
        editor.Pressed(Key.Control('w'), Key.Control('w'));
        Assert.Equal("one |", editor.Seen());
        Assert.Equal("one two three|", editor.Pressed(Key.Control('y')).Seen());

        editor.Pressed(s_home, Key.Alt('d'), s_left, Key.Control('y'), Key.Alt('y'));
        Assert.Equal("two three| two three", editor.Seen());
    }

    [Fact]
    public void Undo_takes_back_words_and_redo_brings_them_again()
    {
        var editor = EditorKeys.Editor();
        editor.Type("one two");

        Assert.Equal("one |", editor.Pressed(Key.Control('_')).Seen());
        Assert.Equal("|", editor.Pressed(Key.Control('_')).Seen());
        Assert.Equal("one two|", editor.Pressed(Key.Alt('_'), Key.Alt('_')).Seen());
    }

    [Theory]
    [InlineData("👨‍👩‍👧", "")]
    [InlineData("e\u0301", "")]
    [InlineData("a张", "a")]
    public void Backspace_takes_away_what_a_reader_takes_for_a_letter(string text, string left)
    {
        var editor = EditorKeys.Editor();
        editor.Pressed(Key.Of(text), s_back);

        Assert.Equal(left, editor.Text.Text);
    }

    [Fact]
    public void A_search_finds_older_entries_and_can_be_left_in_both_ways()
    {
        var editor = EditorKeys.Editor("var Alpha = 1;", "alpha + 2", "beta");
        editor.Type("mine");
        editor.Press(Key.Control('r'));
        editor.Type("alpha");
        Assert.Equal("|alpha + 2", editor.Seen());
        Assert.Equal("var |Alpha = 1;", editor.Pressed(Key.Control('r')).Seen());
        Assert.True(editor.Pressed(Key.Control('r')).Search!.HasFailed);
        Assert.Equal("mine|", editor.Pressed(Key.Control('g')).Seen());

        editor.Pressed(Key.Control('r'), Key.Of("b"), s_enter);
        Assert.Null(editor.Search);
        Assert.Equal("|beta", editor.Seen());
    }

    [Fact]
    public void Tab_completes_the_common_part_then_goes_through_the_items_and_escape_gives_the_typed_word_back()
    {
        var editor = EditorKeys.Editor();
        editor.Type("x.Fi");
        Offer(editor, 2, "First", "FirstOrDefault");

        Assert.Equal("x.First|", editor.Pressed(s_tab).Seen());
        Offer(editor, 2, "First", "FirstOrDefault");
        Assert.Equal("x.FirstOrDefault|", editor.Pressed(s_tab, s_tab).Seen());
        Assert.Equal("x.First|", editor.Pressed(new Key(KeyName.Escape)).Seen());
        Assert.Null(editor.Menu);
    }

    [Fact]
    public void Enter_takes_a_chosen_item_and_does_not_run()
    {
        var editor = EditorKeys.Editor();
        editor.Type("Con");
        Offer(editor, 0, "Console", "Convert");

        editor.Press(s_down);
        Assert.Equal(Wish.Nothing, editor.Press(s_enter));
        Assert.Equal("Console|", editor.Seen());
        Assert.Equal(Wish.Enter, editor.Press(s_enter));
    }

    [Fact]
    public void An_answer_for_another_text_is_dropped()
    {
        var editor = EditorKeys.Editor();
        editor.Type("C");
        var asked = editor.Text;
        editor.Type("(");
        editor.Offer(new(0, 1, [Item("Console")]), asked);

        Assert.Null(editor.Menu);
    }

    [Fact]
    public void Tab_indents_a_blank_line_start_and_a_closing_brace_goes_back_a_level()
    {
        var editor = EditorKeys.Editor();
        editor.Pressed(s_tab, s_tab);
        Assert.Equal("        |", editor.Seen());
        Assert.Equal("    }|", editor.Pressed(Key.Of("}")).Seen());
        Assert.Equal("}|", editor.Pressed(new Key(KeyName.Tab, KeyModifiers.Shift)).Seen());
    }

    [Fact]
    public void Control_d_deletes_in_a_text_and_leaves_an_empty_one()
    {
        var editor = EditorKeys.Editor();
        editor.Type("ab");

        editor.Press(s_home);
        Assert.Equal(Wish.Nothing, editor.Press(Key.Control('d')));
        Assert.Equal("|b", editor.Seen());
        editor.Press(Key.Control('d'));
        Assert.Equal(Wish.Leave, editor.Press(Key.Control('d')));
    }

    private static CompletionItem Item(string name) => new(name, name, CompletionKind.Method);

    private static void Offer(CellEditor editor, int start, params string[] names) =>
        editor.Offer(new(start, editor.Text.Caret, [.. names.Select(Item)]), editor.Text);
}
