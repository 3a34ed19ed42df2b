using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Documents.Pages;

/// <summary>
/// Text as a terminal shows it: escape codes colour it (ECMA-48, SGR), and a carriage return writes over its
/// line, as progress bars do.
/// </summary>
internal static class TerminalText
{
    private const char Escape = '\u001b';

    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        Draw(text, line => line.ForEach(cell => plain.Append(cell.Letter)), () => plain.Append('\n'));
        return plain.ToString();
    }

    public static string Html(string text)
    {
        var html = new StringBuilder(text.Length);
        Draw(text, line => AppendLine(html, line), () => html.Append('\n'));
        return html.ToString();
    }

    private static void AppendLine(StringBuilder html, List<(char Letter, Style Style)> line)
    {
        var letters = new StringBuilder();
        for (var start = 0; start < line.Count;)
        {
            var style = line[start].Style;
            letters.Clear();
            for (; start < line.Count && line[start].Style == style; start++)
                letters.Append(line[start].Letter);
            var markup = style.Markup;
            if (markup.Length > 0) html.Append("<span").Append(markup).Append('>');
            Markup.Encode(html, letters.ToString());
            if (markup.Length > 0) html.Append("</span>");
        }
    }

    private static void Draw(string text, Action<List<(char Letter, Style Style)>> show, Action breakLine)
    {
        var line = new List<(char Letter, Style Style)>();
        var column = 0;
        var style = new Style();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    show(line);
                    breakLine();
                    line.Clear();
                    column = 0;
                    break;
                case '\r':
                    column = 0;
                    break;
                case '\b':
                    column = Math.Max(0, column - 1);
                    break;
                case Escape:
                    Obey(text, ref i, ref style, line, column);
                    break;
                case var letter when letter != '\t' && char.IsControl(letter):
                    break;
                case var letter:
                    if (column < line.Count) line[column] = (letter, style);
                    else line.Add((letter, style));
                    column++;
                    break;
            }
        }

        show(line);
    }

    // Leaves i at the last character of the sequence.
    private static void Obey(
        string text, ref int i, ref Style style, List<(char Letter, Style Style)> line, int column)
    {
        if (i + 1 >= text.Length) return;
        var start = i + 2;
        switch (text[i + 1])
        {
            case '[':
                var end = start;
                while (end < text.Length && text[end] is < '@' or > '~') end++;
                i = Math.Min(end, text.Length - 1);
                if (end == text.Length) return;
                if (text[end] == 'm') style = style.After(text.AsSpan(start, end - start));
                if (text[end] == 'K' && column < line.Count) line.RemoveRange(column, line.Count - column);
                break;
            case ']':
                // A link or a window title: up to a bell or ESC \.
                while (start < text.Length && text[start] != '\a'
                    && !(text[start] == '\\' && text[start - 1] == Escape))
                    start++;
                i = Math.Min(start, text.Length - 1);
                break;
            default:
                i++;
                break;
        }
    }

    private readonly record struct Style(
        string? Ink, string? Paper, bool IsBold, bool IsFaint, bool IsItalic, bool IsUnderlined,
        bool IsInverse)
    {
        public string Markup
        {
            get
            {
                if (this == default) return "";
                var (ink, paper) = IsInverse ? (Paper ?? "var(--page)", Ink ?? "var(--ink)") : (Ink, Paper);
                if (paper is not null) ink = Fixed(ink);
                var css = (ink is null ? "" : $"color:{ink};") + (paper is null ? "" : $"background:{paper};")
                    + (IsBold ? "font-weight:bold;" : "") + (IsFaint ? "opacity:.6;" : "")
                    + (IsItalic ? "font-style:italic;" : "")
                    + (IsUnderlined ? "text-decoration:underline;" : "");
                return $" style=\"{css.TrimEnd(';')}\"";
            }
        }

        public Style After(ReadOnlySpan<char> parameters)
        {
            var numbers = new List<int>();
            foreach (var part in parameters.SplitAny(';', ':'))
            {
                // What is no number, such as nothing at all, counts as 0.
                _ = int.TryParse(
                    parameters[part], NumberStyles.None, CultureInfo.InvariantCulture, out var value);
                numbers.Add(value);
            }

            var style = this;
            for (var i = 0; i < numbers.Count; i++)
            {
                style = numbers[i] switch
                {
                    0 => default,
                    1 => style with { IsBold = true },
                    2 => style with { IsFaint = true },
                    3 => style with { IsItalic = true },
                    4 => style with { IsUnderlined = true },
                    7 => style with { IsInverse = true },
                    22 => style with { IsBold = false, IsFaint = false },
                    23 => style with { IsItalic = false },
                    24 => style with { IsUnderlined = false },
                    27 => style with { IsInverse = false },
                    >= 30 and <= 37 => style with { Ink = Named(numbers[i] - 30) },
                    38 => style with { Ink = Wide(numbers, ref i) },
                    39 => style with { Ink = null },
                    >= 40 and <= 47 => style with { Paper = Named(numbers[i] - 40) },
                    48 => style with { Paper = Wide(numbers, ref i) },
                    49 => style with { Paper = null },
                    >= 90 and <= 97 => style with { Ink = Named(numbers[i] - 82) },
                    >= 100 and <= 107 => style with { Paper = Named(numbers[i] - 92) },
                    _ => style,
                };
            }

            return style;
        }

        // On a ground of its own, black is black and white is white whatever the page is.
        private static string? Fixed(string? ink) => ink switch
        {
            "var(--ansi-0)" or "var(--ansi-8)" => "#101418",
            "var(--ansi-7)" or "var(--ansi-15)" => "#f6f8fa",
            _ => ink,
        };

        // The sixteen colours are the page's, so that they can be read in light and dark.
        private static string Named(int number) =>
            string.Create(CultureInfo.InvariantCulture, $"var(--ansi-{number})");

        // 38;5;n is one of 256 colours, 38;2;r;g;b any.
        private static string? Wide(List<int> numbers, ref int i)
        {
            if (i + 2 < numbers.Count && numbers[i + 1] == 5)
            {
                i += 2;
                return OfTable(numbers[i]);
            }

            if (i + 4 < numbers.Count && numbers[i + 1] == 2)
            {
                i += 4;
                return Rgb(numbers[i - 2], numbers[i - 1], numbers[i]);
            }

            return null;
        }

        // After the 16 names come a cube of 6 × 6 × 6 colours and 24 greys.
        private static string? OfTable(int number) => number switch
        {
            < 16 => Named(number),
            < 232 => Rgb(Level((number - 16) / 36), Level((number - 16) / 6 % 6), Level((number - 16) % 6)),
            < 256 => Rgb(8 + (number - 232) * 10, 8 + (number - 232) * 10, 8 + (number - 232) * 10),
            _ => null,
        };

        private static int Level(int step) => step == 0 ? 0 : 55 + 40 * step;

        private static string Rgb(int red, int green, int blue) => string.Create(CultureInfo.InvariantCulture,
            $"#{Math.Min(red, 255):x2}{Math.Min(green, 255):x2}{Math.Min(blue, 255):x2}");
    }
}
