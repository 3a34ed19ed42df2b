using System.Globalization;
using System.Text;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Repl.Screen;

/// <summary>One row of the screen: pieces of text with their inks, never wider than it was made for.</summary>
internal sealed class Row(int width)
{
    private readonly List<(string Text, Ink Ink)> _pieces = [];

    /// <summary>Columns that are taken.</summary>
    public int Width { get; private set; }

    public int Left => width - Width;

    /// <summary>The text without looks.</summary>
    public string Text => string.Concat(_pieces.Select(piece => piece.Text));

    /// <summary>Adds a letter when there is room for it.</summary>
    public bool TryAdd(string letter, int columns, Ink ink)
    {
        if (columns > Left) return false;
        if (_pieces.Count > 0 && _pieces[^1].Ink == ink) _pieces[^1] = (_pieces[^1].Text + letter, ink);
        else _pieces.Add((letter, ink));
        Width += columns;
        return true;
    }

    /// <summary>Adds as much of a text as fits; where it does not end there, its last column says so.</summary>
    public Row Add(string text, Ink ink, int most = int.MaxValue)
    {
        var room = Math.Min(most, Left);
        text = Standing(text.Replace('\n', ' ').Replace('\t', ' '));
        if (TextWidth.Of(text) > room) text = Cut(text, room - 1) + (room > 0 ? "…" : "");
        if (text.Length > 0) TryAdd(text, TextWidth.Of(text), ink);
        return this;
    }

    /// <summary>Fills up with spaces to a column.</summary>
    public Row PadTo(int column, Ink ink)
    {
        if (column > Width) TryAdd(new string(' ', Math.Min(column, width) - Width), Math.Min(column, width) - Width, ink);
        return this;
    }

    /// <summary>As a terminal takes it. Behind a letter whose width terminals disagree about comes the column that follows.</summary>
    public string Render(Palette palette)
    {
        var text = new StringBuilder();
        var column = 0;
        foreach (var (piece, ink) in _pieces)
        {
            var look = palette[ink];
            text.Append(look);
            for (var at = 0; at < piece.Length;)
            {
                var length = StringInfo.GetNextTextElementLength(piece.AsSpan(at));
                column += TextWidth.OfElement(piece.AsSpan(at, length), out var isSure);
                text.Append(piece, at, length);
                if (!isSure) text.Append(CultureInfo.InvariantCulture, $"\u001b[{column + 1}G");
                at += length;
            }

            if (look.Length > 0) text.Append(Palette.Reset);
        }

        return text.ToString();
    }

    /// <summary>A text that does not begin with a mark, which would stand on whatever is before it.</summary>
    public static string Standing(string text) =>
        text.Length > 0 && Rune.TryGetRuneAt(text, 0, out var first) && (TextWidth.Of(first) == 0 || first.Value is >= 0x1F3FB and <= 0x1F3FF) ? "◌" + text : text;

    /// <summary>The beginning of a text that takes at most so many columns.</summary>
    public static string Cut(string text, int columns)
    {
        var (at, taken) = (0, 0);
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            taken += TextWidth.OfElement(text.AsSpan(at, length), out _);
            if (taken > columns) break;
            at += length;
        }

        return text[..at];
    }
}
