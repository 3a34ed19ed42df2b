using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace LlmKit.Notebook.Execution;

/// <summary>An exception, and those that caused it, with the calls that led to them in the terms of the cells.</summary>
internal sealed class ExceptionTrace
{
    private const int MostFrames = 40;
    private const int LastFrames = 10;
    private const int MostSame = 2;
    private const int MostExceptions = 10;

    private static readonly string[] s_machinery =
    [
        "LlmKit.Notebook.Execution.", "LlmKit.Notebook.Scripts.", "System.Runtime.CompilerServices.", "System.Runtime.ExceptionServices.", "System.Threading.ExecutionContext",
        "System.Threading.ThreadPoolWorkQueue", "System.Threading.PortableThreadPool", "System.Threading.Tasks.Task", "System.Threading.Tasks.AwaitTask",
        "System.Threading.Tasks.Parallel", "System.Threading.Tasks.TaskReplicator", "System.Threading.Thread.StartCallback", "System.RuntimeMethodHandle",
        "System.Reflection.", "System.Linq.Parallel.", "System.Threading.Tasks.SynchronizationContextAwaitTaskContinuation",
    ];

    private readonly string _cell;
    private readonly (int First, int Last)? _statement;
    private readonly List<string> _lines = [];
    private readonly List<(string File, int Line)> _places = [];

    public ExceptionTrace(Exception exception, string cell, (int First, int Last)? statement)
    {
        (_cell, _statement) = (cell, statement);
        Add(exception, "", MostExceptions);
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The line of a cell that the exception came through, the innermost; null when it came through none.</summary>
    public int? LineIn(string cell) => _places.Where(place => place.File == cell).Select(place => (int?)place.Line).FirstOrDefault();

    private void Add(Exception exception, string lead, int most)
    {
        var type = FrameText.TypeName(exception.GetType(), isFull: true);
        var message = exception is AggregateException { InnerExceptions.Count: > 0 } ? "One or more errors occurred." : exception.Message;
        _lines.Add($"{lead}{type}: {message.ReplaceLineEndings("\n")}");
        AddFrames(exception);
        if (most == 0) return;
        if (exception is AggregateException { InnerExceptions: { Count: > 1 } many })
        {
            foreach (var (i, inner) in many.Take(most).Index()) Add(inner, $"caused by {i + 1} of {many.Count}: ", most / 2);
            if (many.Count > most) _lines.Add($"and {many.Count - most} more");
        }
        else if (exception.InnerException is { } inner)
        {
            Add(inner, "caused by ", most - 1);
        }
    }

    private void AddFrames(Exception exception)
    {
        // Of a recursion without an end there are a hundred thousand.
        var calls = new StackTrace(exception, fNeedFileInfo: true).GetFrames().Where(IsShown).ToList();
        _places.AddRange(calls.Where(call => call.GetFileName() is not null && call.GetFileLineNumber() > 0)
            .Select(call => (call.GetFileName()!, call.GetFileLineNumber())).Distinct());
        var texts = new List<string>();
        for (var i = 0; i < calls.Count;)
        {
            var same = 1;
            while (i + same < calls.Count && IsSame(calls[i], calls[i + same])) same++;
            var text = "   at " + (FrameText.Of(calls[i]) ?? Statement());
            texts.AddRange(Enumerable.Repeat(text, Math.Min(same, MostSame)));
            if (same > MostSame) texts.Add(string.Create(CultureInfo.InvariantCulture, $"   … {same - MostSame:N0} more of the same …"));
            i += same;
        }

        if (texts.Count > MostFrames)
        {
            var left = texts.Count - MostFrames;
            texts.RemoveRange(MostFrames - LastFrames, left);
            texts.Insert(MostFrames - LastFrames, string.Create(CultureInfo.InvariantCulture, $"   … {left:N0} more calls …"));
        }

        _lines.AddRange(texts);
    }

    private string Statement()
    {
        if (_statement is not var (first, last)) return _cell;
        _places.Add((_cell, first));
        return first == last ? $"{_cell}:line {first}" : $"{_cell}:lines {first} to {last}";
    }

    private static bool IsSame(StackFrame one, StackFrame other) =>
        one.GetMethod() == other.GetMethod() && one.GetFileLineNumber() == other.GetFileLineNumber();

    private static bool IsShown(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method || method.IsDefined(typeof(StackTraceHiddenAttribute))) return false;
        if (method.DeclaringType is not { } type) return true;
        if (type.IsDefined(typeof(StackTraceHiddenAttribute))) return false;
        if (CellLoadContext.IsCell(type.Assembly)) return method.Name != "<Factory>" && !IsEngineCall(method);
        var name = $"{type.FullName}.{method.Name}";
        return !s_machinery.Any(machinery => name.StartsWith(machinery, StringComparison.Ordinal));
    }

    // The method that starts a cell's statements; these are in the frame above.
    private static bool IsEngineCall(MethodBase method) => method.Name == "<Initialize>" && method.GetParameters().Length == 0;
}
