using System.Runtime.InteropServices;
using System.Text;
using LlmKit.Data.Annotation;
using LlmKit.Notebook.Repl;
using LlmKit.Notebook.Repl.Editing;

namespace LlmKit.Cli.Data;

/// <summary>An annotator's session at a terminal: keys change the session, and its rows are painted.</summary>
internal sealed class AnnotationTerminal(AnnotationSession session, AnnotationView view, LabelKeys keys)
{
    private const string Enter = "\u001b[?1049h\u001b[?25l", Leave = "\u001b[2J\u001b[H\u001b[?25h\u001b[?1049l";

    /// <summary>Returns when the annotator ends it.</summary>
    /// <exception cref="OperationCanceledException">It is stopped from outside.</exception>
    public void Run(CancellationToken stop)
    {
        using var terminal = new Terminal();
        using var resized = OperatingSystem.IsWindows() ? null
            : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => terminal.Post(() => Paint(terminal)));
        using var stopped = stop.Register(() => terminal.Post(() => { }));
        terminal.IsRaw = true;
        terminal.Write(Enter);
        try
        {
            while (terminal.Read(() => Paint(terminal), stop) is { } key)
            {
                view.Message = null;
                if (key.IsControl('c') || (view.Note is null && (key.IsControl('d') || key.Text is "q" or "Q" && key.IsPlainText))) return;
                if (key.IsControl('z')) Suspend(terminal);
                else if (view.Note is { } note) Write(key, note);
                else Press(key);
            }
        }
        finally
        {
            terminal.Write(Leave);
        }
    }

    private static void Suspend(Terminal terminal)
    {
        terminal.Write(Leave);
        terminal.Suspend();
        terminal.Write(Enter);
    }

    private void Press(Key key)
    {
        if (key.IsPlainText && keys[key.Text] is { } label)
        {
            session.Label(label);
            view.Scroll = 0;
            return;
        }

        switch (key)
        {
            case { Name: KeyName.Enter } when view.Suggestion is { } suggestion && session.Answer?.IsDone != true: session.Label(suggestion); break;
            case { IsPlainText: true, Text: "s" or "S" }: session.Skip(); break;
            case { IsPlainText: true, Text: "u" or "U" }:
            case { Name: KeyName.Backspace }:
                if (!session.Undo()) view.Message = "There is nothing to take back.";
                break;
            case { IsPlainText: true, Text: "n" or "N" }: view.Note = session.Answer?.Note ?? ""; return;
            case { Name: KeyName.Left }: session.Move(-1); break;
            case { Name: KeyName.Right }: session.Move(1); break;
            case { Name: KeyName.Home }: session.Move(int.MinValue / 2); break;
            case { Name: KeyName.End }: session.Move(int.MaxValue / 2); break;
            case { Name: KeyName.Up }: view.Scroll--; return;
            case { Name: KeyName.Down }: view.Scroll++; return;
            case { Name: KeyName.PageUp }: view.Scroll -= 10; return;
            case { Name: KeyName.PageDown }: view.Scroll += 10; return;
            case { IsPlainText: true }:
                view.Message = $"{key.Text} is no key here. The labels are {string.Join(", ", keys.Pairs.Select(pair => $"{pair.Key} {pair.Label}"))}.";
                return;
            default: return;
        }

        view.Scroll = 0;
    }

    private void Write(Key key, string note)
    {
        switch (key)
        {
            case { Name: KeyName.Enter }:
                view.Note = null;
                if (note.Trim() != (session.Answer?.Note ?? "")) session.Note(note.Trim());
                break;
            case { Name: KeyName.Escape }: view.Note = null; break;
            case { Name: KeyName.Backspace }: view.Note = WithoutLast(note); break;
            case { IsPlainText: true } or { Name: KeyName.Paste }:
                view.Note = note + string.Concat(key.Text.ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter)));
                break;
        }
    }

    private static string WithoutLast(string text)
    {
        var starts = System.Globalization.StringInfo.ParseCombiningCharacters(text);
        return starts.Length == 0 ? "" : text[..starts[^1]];
    }

    private void Paint(Terminal terminal)
    {
        var (columns, rows) = Terminal.Size;
        var screen = new StringBuilder("\u001b[H");
        var lines = view.Rows(columns, rows);
        for (var row = 0; row < lines.Count; row++) screen.Append("\u001b[K").Append(lines[row]).Append(row < lines.Count - 1 ? "\r\n" : "");
        terminal.Write(screen.ToString());
    }
}
