using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace LlmKit.Notebook.Display;

/// <summary>One line of text about a value; the rest of the value is not read once the line is
/// full.</summary>
internal sealed class PlainLine(Reading reading, int width)
{
    private const int MostLetters = 60, MostBytes = 16;
    private static readonly Type[] s_withMembers = [typeof(Lazy<>), typeof(ValueTask<>)];
    private readonly StringBuilder _text = new();
    private readonly List<object> _around = [];

    /// <summary>Whether something did not fit.</summary>
    public bool IsCut { get; private set; }

    private bool IsFull => _text.Length > width;

    /// <summary>What a type's own <c>ToString</c> says.</summary>
    public static string OwnText(object value)
    {
        try
        {
            return value.ToString() ?? "";
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            return $"({new Unread(e)})";
        }
    }

    /// <summary>What stands before the members of a value; nothing for an anonymous one, or for
    /// JSON.</summary>
    public static string NameOf(object value) =>
        value is JsonEntries || CSharpName.IsAnonymous(value.GetType())
            ? ""
            : CSharpName.Of(value.GetType(), isFull: false);

    public override string ToString() =>
        IsCut || IsFull ? Cut.Start(_text.ToString(), width - 1) + "…" : _text.ToString();

    public void Write(object? value)
    {
        if (IsFull)
        {
            IsCut = true;
            return;
        }

        value = reading.Shown(value);
        switch (value)
        {
            case null:
                Append(Formatter.NullString);
                break;
            case Unread:
                Append($"({value})");
                break;
            default:
                WriteKnown(value);
                break;
        }

        IsCut |= IsFull;
    }

    /// <summary>As <see cref="Write"/>, of a value whose own formatters were asked before.</summary>
    public void WriteBuiltIn(object value)
    {
        WriteShown(value);
        IsCut |= IsFull;
    }

    private void WriteKnown(object value)
    {
        if (OwnPlain(value) is { } own) Append(Cut.OnOneLine(own));
        else WriteShown(value);
    }

    private void WriteShown(object value)
    {
        if (value is string text) Append(Quoted(text));
        else if (value is char letter) Append(CSharpLiteral.Of(letter));
        else if (value is HtmlString html) Append(HtmlText.Stripped(html.Content));
        else if (value is Exception exception)
            Append(Cut.OnOneLine(new Unread(exception).ToString()));
        else if (value is byte[] bytes) Append(OfBytes(bytes));
        else if (value is XNode or XmlNode) Append(Cut.OnOneLine(XmlText.Of(value)));
        else if (value is DataTable table)
            Append($"{Named("DataTable", table.TableName)} with {Count(table.Rows.Count, "row")}, "
                + Count(table.Columns.Count, "column"));
        else if (value is DataView view)
            Append($"{Named("DataView", view.Table?.TableName)} with {Count(view.Count, "row")}");
        else if (Scalar.TextOf(value) is { } scalar) Append(Cut.OnOneLine(scalar));
        else WriteNested(value);
    }

    private void WriteNested(object value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_around.Exists(each => ReferenceEquals(each, value)))
        {
            Append($"↑ {NameOf(value)}");
            return;
        }

        if (_around.Count > Formatter.RecursionLimit)
        {
            Append(Shape.IsSequence(value) ? "[…]" : $"{NameOf(value)} {{…}}");
            return;
        }

        _around.Add(value);
        WriteParts(value);
        _around.RemoveAt(_around.Count - 1);
    }

    private void WriteParts(object value)
    {
        if (value is ITuple tuple)
            Parts("(", reading.MembersOf(tuple).Shown, member => Write(member.Value), ")");
        else if (Entry.Of(value) is { } pair) WriteEntry(pair);
        else if (HasText(value))
            Append(Cut.OnOneLine(OwnText(value)));
        else if (Shape.IsDictionary(value) && reading.ItemsOf(value) is { } entries)
            Listed("{ ", entries, item => WriteEntry(Entry.Of(item) ?? new(null, item)), " }");
        else if (value is Slice slice)
            Listed(slice.IsWhole ? $"{ShapeOf(slice.Array)} {{ " : "{ ", reading.ItemsOf(value)!, Write, " }");
        else if (reading.ItemsOf(value) is { } sample)
        {
            if (Shape.KeyOf(value) is { } key) Parts("", [key.Value], Write, ": ");
            Listed("[", sample, Write, "]");
        }
        else if (reading.MembersOf(value) is { Total: > 0 } members) WriteMembers(value, members);
        else Append(CSharpName.Of(value.GetType()));
    }

    // Their own text says less than the members that are shown of them.
    private static bool HasMembersToShow(object value) => value is Task or DataRow or Match or JsonEntries ||
        (value.GetType() is { IsGenericType: true } type && s_withMembers.Contains(type.GetGenericTypeDefinition()));

    private static bool HasText(object value) => Shape.HasOwnText(value.GetType()) && !HasMembersToShow(value) &&
        !(Shape.IsOfThePlatform(value.GetType()) && Shape.IsSequence(value));

    private void WriteMembers(object value, Members members)
    {
        var name = NameOf(value);
        Append(name.Length == 0 ? "{ " : $"{name} {{ ");
        Parts("", members.Shown, member =>
        {
            Append($"{member.Name} = ");
            Write(member.Value);
        }, members.Rest is { } rest ? $", {rest} }}" : " }");
    }

    private void WriteEntry(Entry entry)
    {
        Append("[");
        Write(entry.Key);
        Append("] = ");
        Write(entry.Value);
    }

    private void Listed(string open, Sample sample, Action<object?> write, string close)
    {
        if (sample.Items.Count == 0 && !sample.HasMore)
        {
            Append(open.Trim() + close.Trim());
            return;
        }

        Append(open);
        Parts("", sample.Items, write, "");
        if (sample.Rest is { } rest) Append(sample.Items.Count > 0 ? ", " + rest : rest);
        if (sample.Failure is { } failure) Append($" ({failure})");
        Append(close);
    }

    private void Parts<T>(string open, IReadOnlyList<T> parts, Action<T> write, string close)
    {
        Append(open);
        for (var i = 0; i < parts.Count && !IsFull; i++)
        {
            if (i > 0) Append(", ");
            write(parts[i]);
        }

        Append(close);
    }

    private string? OwnPlain(object value)
    {
        try
        {
            return OwnForms.Find(value, MimeBundle.Plain);
        }
        catch (FormatterException e)
        {
            return $"({e.Message})";
        }
    }

    private static string Quoted(string text) => text.Length <= MostLetters
        ? CSharpLiteral.Of(text)
        : $"{CSharpLiteral.Of(Cut.Start(text, MostLetters))}… ({Count(text.Length, "character")})";

    private static string OfBytes(byte[] bytes)
    {
        if (Picture.Of(bytes) is { } picture) return picture.Text;

        var shown = bytes.AsSpan(0, Math.Min(bytes.Length, MostBytes));
        return $"byte[{bytes.Length}] {{ {Convert.ToHexStringLower(shown)}{(bytes.Length > MostBytes ? "…" : "")} }}";
    }

    private static string ShapeOf(Array array) =>
        CSharpName.Of(array.GetType().GetElementType()!, isFull: false)
        + $"[{string.Join(", ", Enumerable.Range(0, array.Rank).Select(array.GetLength))}]";

    private static string Named(string kind, string? name) =>
        string.IsNullOrEmpty(name) ? kind : $"{kind} {name}";

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private void Append(string text)
    {
        if (_text.Length <= width) _text.Append(Cut.Start(text, width + 1));
    }
}
