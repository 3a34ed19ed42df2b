using FsCheck;
using FsCheck.Fluent;
using LlmKit.Notebook.Repl;
using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Notebook.Tests.Repl;

/// <summary>Keys for tests, written or random.</summary>
internal static class EditorKeys
{
    private static readonly string[] s_letters =
        ["a", "b", "Z", "_", " ", "  ", "(", ")", "{", "}", "\"", ".", ";", "1", "张", "語", "é", "e", "\u0301", "👍", "\U0001F3FD", "👨‍👩‍👧", "❤\uFE0F", "\u200d", "🇩", "🇪"];

    private static readonly string[] s_pastes = ["var x = 1;\r\nx", "\tif (a)\n\t{\n\t}\n", "\u001b[0m\u0000", "张三\r李四", ""];

    private static readonly KeyName[] s_moving =
    [
        KeyName.Backspace, KeyName.Delete, KeyName.Left, KeyName.Right, KeyName.Up, KeyName.Down, KeyName.Home, KeyName.End, KeyName.Tab,
        KeyName.PageUp, KeyName.PageDown, KeyName.Escape,
    ];

    /// <summary>Any key, letters the most often. None of them enters a text.</summary>
    public static Gen<Key> Any { get; } = Gen.Frequency(
        (10, Gen.Elements(s_letters).Select(Key.Of)),
        (1, Gen.Elements(s_pastes).Select(text => new Key(KeyName.Paste, Text: text))),
        (2, Gen.Constant(new Key(KeyName.Enter, KeyModifiers.Alt))),
        (6, from name in Gen.Elements(s_moving) from held in Gen.Choose(0, 7) select new Key(name, (KeyModifiers)held)),
        (4, Gen.Elements("abefgknoprstuwy_ ".ToCharArray()).Select(Key.Control)),
        (2, Gen.Elements("bdfy<>_/".ToCharArray()).Select(Key.Alt)));

    public static Arbitrary<Key[]> Many { get; } = Any.ArrayOf().ToArbitrary();

    public static CellEditor Editor(params string[] history) => new(new InputHistory(history), Submission.Rule);

    /// <summary>Types letters; <c>\n</c> is Enter.</summary>
    /// <returns>What the last key asked for.</returns>
    public static Wish Type(this CellEditor editor, string text)
    {
        var wish = Wish.Nothing;
        foreach (var letter in text) wish = editor.Press(letter == '\n' ? new(KeyName.Enter) : Key.Of(letter.ToString()));
        return wish;
    }

    public static CellEditor Pressed(this CellEditor editor, params Key[] keys)
    {
        foreach (var key in keys) editor.Press(key);
        return editor;
    }

    /// <summary>The text with | for the caret.</summary>
    public static string Seen(this CellEditor editor) => editor.Text.Text.Insert(editor.Text.Caret, "|");
}
