using System.Text;
using LlmKit.Notebook.Documents.Pages;

namespace LlmKit.Notebook.Repl;

/// <summary>Passes on what is printed, and knows how far the line has come.</summary>
/// <param name="divert">Takes the text when it says so: then it is not passed on.</param>
internal sealed class WatchedWriter(TextWriter inner, WatchedLine line, Func<string, bool> divert) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value) || divert(value)) return;
        lock (line)
        {
            inner.Write(value);
            line.Add(value);
        }
    }

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush() => inner.Flush();
}

/// <summary>What stands on the line of the cursor, as far as managed code wrote it.</summary>
internal sealed class WatchedLine
{
    private const int Most = 10_000;
    private readonly StringBuilder _text = new();

    /// <summary>Grows with everything that is written.</summary>
    public long Version { get; private set; }

    /// <summary>The line up to the cursor, with what a terminal is told in it.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether anything on it can be seen.</summary>
    public bool HasText => TerminalText.Plain(Text).Length > 0;

    public void Add(string text)
    {
        Version++;
        var start = text.LastIndexOfAny(['\n', '\r']) + 1;
        if (start > 0) _text.Clear();
        if (_text.Length < Most) _text.Append(text, start, text.Length - start);
    }
}
