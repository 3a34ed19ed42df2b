using System.Diagnostics;
using System.Globalization;
using LlmKit.Notebook.Debugging;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Magics;

/// <summary>Runs cells as authors write them: C# with magics, and text in other languages. What all front ends call.</summary>
public sealed class CellSession
{
    private static int s_shown;
    private readonly Stack<string> _imports = [];

    public CellSession(CellEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        engine.Formats = value => Formatter.Format(value);
        engine.Warned = lines => Note(string.Join('\n', lines));
    }

    /// <summary>Names of magics, without <c>#!</c>, to offer while a cell is written.</summary>
    public static IEnumerable<string> Magics => MagicList.Names;

    public CellEngine Engine { get; }

    /// <summary>Where relative paths start: at the file that is being imported, or at the notebook.</summary>
    internal string Folder => _imports.TryPeek(out var file) ? Path.GetDirectoryName(file)! : Engine.Folder;

    internal string Trail => string.Join(", ", _imports.Reverse().Select(Path.GetFileName));

    /// <summary>Runs one cell and waits for its end.</summary>
    /// <param name="name">Names the cell in errors, such as <c>Cell[3]</c>.</param>
    /// <param name="language">What the cell is in where no line in it says anything else.</param>
    /// <param name="cancel">Stops the cell.</param>
    /// <returns>The outcome of its last part, or of the first that does not end well. Earlier values are shown.</returns>
    public Task<CellOutcome> RunAsync(string text, string name, string language, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        _imports.Clear();
        return RunPartsAsync(text, name, language, cancel);
    }

    /// <inheritdoc cref="RunAsync(string, string, string, CancellationToken)"/>
    public Task<CellOutcome> RunAsync(string text, string name, CancellationToken cancel = default) =>
        RunAsync(text, name, CellLanguages.CSharp, cancel);

    internal async Task<CellOutcome> RunPartsAsync(string text, string name, string language, CancellationToken cancel)
    {
        var parts = CellParts.Of(text, language);
        var isTimed = parts.Any(part => part is CellPart.Request { Magic: MagicList.Time });
        var clock = Stopwatch.StartNew();
        DebugRequest? debug = null;
        CellOutcome outcome = new CellOutcome.Finished(null, HasValue: false);
        foreach (var part in parts)
        {
            if (outcome is CellOutcome.Finished earlier) ShowValue(earlier);
            else break;
            if (part is CellPart.Request { Magic: var line } request && line.Split(' ')[0] == MagicList.Debug)
            {
                debug = DebugRequest.Parse(line[MagicList.Debug.Length..], out var wrong);
                if (debug is null) outcome = new MagicCall(this, line, "", name, request.Line, cancel).Fail($"{wrong} is no line of the cell. Write #!debug, #!debug 5,12 or #!debug --on-error.");
                if (debug is not null && Kernel.Asked is null)
                {
                    debug = null;
                    Note("#!debug: there is no client here that takes input, so the cell runs through.");
                }

                continue;
            }

            outcome = await RunPart(part, name, debug, cancel).ConfigureAwait(false);
        }

        if (!isTimed) return outcome;
        if (outcome is CellOutcome.Finished last) ShowValue(last);
        Show(new(MimeBundle.Plain, string.Create(CultureInfo.InvariantCulture, $"Wall time: {Took(clock.Elapsed)}")));
        return outcome is CellOutcome.Finished ? new CellOutcome.Finished(null, HasValue: false) : outcome;
    }

    /// <summary>Notes that a file is being imported.</summary>
    /// <returns>False when it already is.</returns>
    internal bool Begin(string file)
    {
        if (_imports.Contains(file)) return false;
        _imports.Push(file);
        return true;
    }

    internal void End() => _imports.Pop();

    internal static void Show(MimeBundle content) =>
        Kernel.Outputs?.Invoke(new CellOutput.Displayed(content, $"shown-{Interlocked.Increment(ref s_shown)}"));

    internal static void ShowValue(CellOutcome.Finished outcome)
    {
        if (outcome.Shown is { } shown) Show(shown);
    }

    /// <summary>Tells something about a cell that is no output of it.</summary>
    internal static void Note(string text) => Kernel.Outputs?.Invoke(new CellOutput.Stream("stderr", text + "\n"));

    private Task<CellOutcome> RunPart(CellPart part, string name, DebugRequest? debug, CancellationToken cancel) => part switch
    {
        CellPart.Code code => Engine.RunAsync(code.Content, name, debug, cancel),
        CellPart.Text text => RunMagic(new(this, text.Magic, text.Content, name, text.Line, cancel)),
        CellPart.Request request => RunMagic(new(this, request.Magic, "", name, request.Line, cancel)),
        _ => throw new UnreachableException(),
    };

    private static async Task<CellOutcome> RunMagic(MagicCall call)
    {
        if (MagicList.Find(call.Name) is not { } magic) return call.Fail(MagicList.NotFound(call.Name));
        if (call.Cancel.IsCancellationRequested) return new CellOutcome.Stopped(LeftBehind: false);
        return (magic.Run is null ? null : await magic.Run(call).ConfigureAwait(false)) ?? new CellOutcome.Finished(null, HasValue: false);
    }

    private static string Took(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:F1} ms")
        : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");
}
