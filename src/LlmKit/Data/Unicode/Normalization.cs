using System.Text;

namespace LlmKit.Data.Unicode;

/// <summary>Brings text into a normalisation form, by tables of one Unicode version, whatever the machine has.</summary>
/// <remarks>Unicode Standard Annex #15. Half surrogate pairs stay as they are.</remarks>
public static class Normalization
{
    // Parts that are kept together where they could be parted: few enough for the processor's cache.
    private const int LongRun = 256;

    private static readonly Lazy<FormTables>[] s_tables =
        [.. Enum.GetValues<UnicodeForm>().Select(form => new Lazy<FormTables>(() => new FormTables(form)))];

    /// <summary>The version of the Unicode Character Database whose tables are used.</summary>
    public static string UnicodeVersion => UnicodeDatabase.Instance.Version;

    /// <summary><paramref name="text"/> in <paramref name="form"/>; the same object when it already is.</summary>
    public static string Normalize(string text, UnicodeForm form)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = Tables(form).FirstToChange(text, 0);
        if (first == text.Length) return text;

        var result = new StringBuilder(text.Length + 16);
        Rewrite(
            text, form,
            (from, to) => result.Append(text, from, to - from),
            (code, _) =>
            {
                if (code > 0xFFFF) result.Append(char.ConvertFromUtf32(code));
                else result.Append((char)code);
            });
        return result.ToString();
    }

    /// <summary>Whether <paramref name="text"/> is in <paramref name="form"/>.</summary>
    public static bool IsNormalized(string text, UnicodeForm form) => Normalize(text, form) == text;

    /// <summary>Whether no character of the text can change, which is quickly seen; false means that one may.</summary>
    internal static bool IsPlain(ReadOnlySpan<char> text, UnicodeForm form) => Tables(form).FirstToChange(text, 0) == text.Length;

    /// <summary>Goes through the text: <paramref name="copy"/> gets ranges that stay, <paramref name="put"/> each other code point of
    /// the result with the index of a code point of <paramref name="text"/> that it came from, in the order of the text.</summary>
    internal static void Rewrite(ReadOnlySpan<char> text, UnicodeForm form, Action<int, int> copy, Action<int, int> put)
    {
        var tables = Tables(form);
        var run = new List<Part>();
        var sources = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var start = tables.FirstToChange(text, at);
            // The character before may take up the ones that change.
            if (start > at && start < text.Length)
                start -= start - 2 >= at && char.IsSurrogatePair(text[start - 2], text[start - 1]) ? 2 : 1;
            if (start > at) copy(at, start);
            if (start == text.Length) return;

            run.Clear();
            sources.Clear();
            for (at = start; at < text.Length;)
            {
                var code = CodeAt(text, at, out var length);
                if (at > start && (!tables.MayChange(code) || (run.Count > LongRun && tables.BeginsAnew(code)))) break;
                tables.Decompose(code, run);
                sources.Add(at);
                at += length;
            }

            Order(run);
            if (form is UnicodeForm.Composed or UnicodeForm.CompatiblyComposed) tables.Compose(run);

            var taken = 0;
            foreach (var part in run)
            {
                put(part.Code, sources[part.Taken > 0 ? taken : Math.Max(taken - 1, 0)]);
                taken += part.Taken;
            }
        }
    }

    /// <summary>The code point that starts at <paramref name="at"/>; half a surrogate pair stands for itself.</summary>
    internal static int CodeAt(ReadOnlySpan<char> text, int at, out int length)
    {
        var unit = text[at];
        if (char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(unit, text[at + 1]);
        }

        length = 1;
        return unit;
    }

    private static FormTables Tables(UnicodeForm form) => s_tables[(int)form].Value;

    // Marks after a character are sorted by class; equal ones keep their order.
    private static void Order(List<Part> run)
    {
        for (var from = 0; from < run.Count;)
        {
            var to = from + 1;
            var isSorted = true;
            for (; to < run.Count && run[to].Class != 0; to++) isSorted &= run[to - 1].Class <= run[to].Class;
            if (!isSorted)
            {
                var sorted = run.GetRange(from, to - from).OrderBy(part => part.Class).ToList();
                for (var i = 0; i < sorted.Count; i++) run[from + i] = sorted[i];
            }

            from = to;
        }
    }

    /// <summary>
    /// A code point on its way, its combining class, and how many code points of the text it uses up: the first part of what was
    /// taken apart one, the others none, and what was put together as many as its parts.
    /// </summary>
    internal readonly record struct Part(int Code, byte Class, int Taken);
}
