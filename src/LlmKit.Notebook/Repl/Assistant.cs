using System.Diagnostics.CodeAnalysis;
using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Magics;
using LlmKit.Notebook.Repl.Editing;
using LlmKit.Notebook.Repl.Screen;

namespace LlmKit.Notebook.Repl;

/// <summary>Finds out, beside the typing, what could stand at the caret and what is known of it.</summary>
/// <param name="session">Is there when the engine is.</param>
/// <param name="post">Has the thread of the prompt run something.</param>
[SuppressMessage("Design", "CA1001", Justification = "Sources without a timer hold nothing to free.")]
internal sealed class Assistant(Task<CellSession> session, Action<Action> post)
{
    private const int MostLines = 2;
    private readonly Task<(Completer Completer, Inspector Inspector)> _tools = Tools(session);
    private CancellationTokenSource _asked = new();
    private CancellationTokenSource _described = new();

    /// <summary>Answers with completions, when they are wanted, and with what the call around the caret takes.</summary>
    public void Ask(EditText text, bool wantsMenu, Action<CompletionList?, IReadOnlyList<HintLine>> answered) => Start(ref _asked, async cancel =>
    {
        var (completer, inspector) = await _tools.ConfigureAwait(false);
        var list = wantsMenu ? completer.Complete(text.Text, text.Caret, cancel) : null;
        cancel.ThrowIfCancellationRequested();
        var tip = text.Before.Contains('(', StringComparison.Ordinal) || text.Before.Contains('[', StringComparison.Ordinal)
            ? inspector.CallAt(text.Text, text.Caret, cancel) : null;
        return () => answered(list, tip is null ? [] : LinesOf(tip));
    });

    /// <summary>Answers with the declaration and the summary of an item.</summary>
    public void Describe(CompletionItem item, Action<IReadOnlyList<HintLine>> answered) => Start(ref _described, cancel =>
    {
        var lines = new List<HintLine>();
        if (item.Signature is { } signature) lines.Add(new(signature, ..signature.Length));
        if (item.Documentation is { } text) lines.AddRange(Lines(text).Take(MostLines).Select(line => new HintLine(line)));
        return Task.FromResult(() => answered(lines));
    });

    /// <summary>Answers with everything known of the name at the caret.</summary>
    public void Document(EditText text, Action<IReadOnlyList<HintLine>> answered) => Start(ref _described, async cancel =>
    {
        var found = await DocumentationOf(text.Text, text.Caret, cancel).ConfigureAwait(false);
        IReadOnlyList<HintLine> lines = found is null ? [new("Nothing is known of what stands here.")] : [.. found.Split('\n').Select(line => new HintLine(line))];
        return () => answered(lines);
    });

    /// <summary>Everything known of a name; null for nothing.</summary>
    public async Task<string?> DocumentationOf(string code, int caret, CancellationToken cancel = default)
    {
        var (_, inspector) = await _tools.ConfigureAwait(false);
        return inspector.Inspect(code, caret, detail: 1, cancel)?.Text;
    }

    private static async Task<(Completer, Inspector)> Tools(Task<CellSession> session)
    {
        var engine = (await session.ConfigureAwait(false)).Engine;
        return (new(engine, CellSession.Magics), new(engine));
    }

    private static IReadOnlyList<HintLine> LinesOf(CallTip tip)
    {
        var more = tip.Others == 0 ? "" : $"  (+ {tip.Others})";
        var lines = new List<HintLine> { new(tip.Signature + more, tip.Parameter ?? default) };
        if (tip.Documentation is { Length: > 0 } text) lines.AddRange(Lines(text).Take(1).Select(line => new HintLine(line)));
        return lines;
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Trim().Length > 0);

    private void Start(ref CancellationTokenSource last, Func<CancellationToken, Task<Action>> work)
    {
        last.Cancel();
        last = new();
        var cancel = last.Token;
        _ = Task.Run(async () =>
        {
            try
            {
                var answer = await work(cancel).ConfigureAwait(false);
                if (!cancel.IsCancellationRequested) post(answer);
            }
            catch (OperationCanceledException)
            {
                // Something newer is asked.
            }
        }, CancellationToken.None);
    }
}
