using System.Globalization;
using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Display;
using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Notebook.Repl.Screen;

/// <summary>Lays a view out on a screen of some size: a pure function.</summary>
internal static class FrameLayout
{
    private const int MostItems = 8, WidestItem = 40, LeastText = 2, Tab = EditText.Indent;

    /// <param name="width">Columns of the terminal. The last one stays free, where terminals differ in when they go to the next row.</param>
    /// <param name="height">Rows of the terminal; the frame has at most as many.</param>
    public static Frame Of(View view, int width, int height)
    {
        width = Math.Max(1, width - 1);
        height = Math.Max(1, height);
        var (rows, caretRow, caretColumn) = TextRows(view, width);

        var below = Below(view, width, caretColumn);
        var room = Math.Max(0, height - Math.Min(rows.Count, Math.Max(1, height / 2)));
        if (below.Count > room) below.RemoveRange(room, below.Count - room);

        // Where the text is too long for the screen, the part around the caret is shown.
        var most = height - below.Count;
        var first = rows.Count <= most ? 0 : Math.Clamp(caretRow - most / 2, 0, rows.Count - most);
        return new([.. rows.Skip(first).Take(most), .. below], caretRow - first, caretColumn);
    }

    private static (List<Row> Rows, int CaretRow, int CaretColumn) TextRows(View view, int width)
    {
        var indent = Math.Min(TextWidth.Of(view.Prompt), Math.Max(0, width - LeastText));
        var rows = new List<Row> { new Row(width).Add(view.Prompt, Ink.Prompt, indent) };
        var (caretRow, caretColumn) = (0, rows[0].Width);
        var text = view.IsSecret ? "" : view.Text.Text;
        var caret = view.IsSecret ? 0 : view.Text.Caret;
        for (var at = 0; at <= text.Length;)
        {
            if (at == caret) (caretRow, caretColumn) = (rows.Count - 1, rows[^1].Width);
            if (at == text.Length) break;
            if (text[at] == '\n')
            {
                rows.Add(Continued(width, indent));
                at++;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var ink = at < view.Inks.Count ? view.Inks[at] : Ink.Plain;
            var (letter, columns) = Letter(text, at, length, rows[^1].Width - indent);
            if (!rows[^1].TryAdd(letter, columns, ink))
            {
                rows.Add(new Row(width).PadTo(indent, Ink.Plain));
                rows[^1].TryAdd(letter, columns, ink);
            }

            at += length;
        }

        return (rows, caretRow, caretColumn);
    }

    private static Row Continued(int width, int indent)
    {
        var mark = indent >= 6 ? "...: " : indent >= 2 ? ". " : "";
        return new Row(width).PadTo(indent - mark.Length, Ink.Prompt).Add(mark, Ink.Prompt).PadTo(indent, Ink.Plain);
    }

    private static (string Letter, int Columns) Letter(string text, int at, int length, int column)
    {
        if (text[at] == '\t')
        {
            var blanks = Tab - Math.Max(0, column) % Tab;
            return (new string(' ', blanks), blanks);
        }

        var letter = Row.Standing(text.Substring(at, length));
        return (letter, TextWidth.OfElement(letter, out _));
    }

    private static List<Row> Below(View view, int width, int caretColumn)
    {
        var rows = new List<Row>();
        if (view.Search is { } search)
        {
            rows.Add(new Row(width).Add(search.HasFailed ? "nothing before has: " : "search: ", search.HasFailed ? Ink.Failure : Ink.Hint)
                .Add(search.Text, Ink.Marked).Add("▏", Ink.Hint));
        }

        if (view.Menu is { } menu) AddMenu(rows, menu, width, caretColumn - TextWidth.Of(menu.Chosen?.Text ?? menu.Typed));
        foreach (var hint in view.Hints) rows.Add(HintRow(hint, width));
        return rows;
    }

    private static void AddMenu(List<Row> rows, CompletionMenu menu, int width, int column)
    {
        var count = Math.Min(MostItems, menu.Items.Count);
        var first = Math.Clamp(menu.Selected - count / 2, 0, menu.Items.Count - count);
        var shown = menu.Items.Skip(first).Take(count).ToList();
        var name = Math.Min(WidestItem, shown.Max(item => TextWidth.Of(item.Display)));
        var kind = shown.Max(item => KindOf(item.Kind).Length);
        var all = name + kind + 3;
        column = Math.Clamp(column - 1, 0, Math.Max(0, width - all));
        foreach (var (i, item) in shown.Index())
        {
            var isChosen = first + i == menu.Selected;
            var (ink, side) = isChosen ? (Ink.Chosen, Ink.Chosen) : (Ink.Menu, Ink.Menu);
            var row = new Row(width).PadTo(column, Ink.Plain).Add(" ", ink).Add(item.Display, ink, name).PadTo(column + 1 + name, ink);
            rows.Add(row.Add(" " + KindOf(item.Kind), side).PadTo(column + all, ink));
        }

        if (menu.Items.Count > count)
            rows[^1].Add(string.Create(CultureInfo.InvariantCulture, $" {(menu.Selected < 0 ? "" : $"{menu.Selected + 1} of ")}{menu.Items.Count}"), Ink.Hint);
    }

    private static Row HintRow(HintLine hint, int width)
    {
        var (start, length) = hint.Marked.GetOffsetAndLength(hint.Text.Length);
        return new Row(width).Add(hint.Text[..start], Ink.Hint).Add(hint.Text.Substring(start, length), Ink.Marked)
            .Add(hint.Text[(start + length)..], Ink.Hint);
    }

    private static string KindOf(CompletionKind kind) => kind switch
    {
        CompletionKind.EnumMember => "value",
        CompletionKind.TypeParameter => "type",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
