using System.Security.Cryptography;
using System.Text;

namespace LlmKit.Data.Annotation;

/// <summary>
/// One annotator before a list of samples: which one is asked, what was answered, and the way back. A session that starts again
/// goes on at the first sample without an answer.
/// </summary>
public sealed class AnnotationSession
{
    private readonly IReadOnlyList<Sample> _samples;
    private readonly string[] _items;
    private readonly AnswerFile _answers;
    private readonly TimeProvider _clock;
    private readonly Stack<(int Index, AnnotationAnswer? Before)> _past = [];

    public AnnotationSession(IReadOnlyList<Sample> samples, AnswerFile answers, string annotator, TimeProvider clock)
    {
        (_samples, _answers, Annotator, _clock) = (samples, answers, annotator, clock);
        _items = ItemsOf(samples);
        Remember();
        Index = Math.Max(0, Unanswered(0));
    }

    public string Annotator { get; }

    public int Count => _samples.Count;

    /// <summary>The number of the sample that is asked, from 0.</summary>
    public int Index { get; private set; }

    public Sample Sample => _samples[Index];

    /// <summary>The answer to the sample that is asked; null when there is none.</summary>
    public AnnotationAnswer? Answer => AnswerTo(Index);

    public int Labelled => CountOf(answer => answer.Label is not null);

    public int Skipped => CountOf(answer => answer.IsSkipped);

    public int Left => Count - CountOf(answer => answer.IsDone);

    /// <summary>The names by which answers call samples: the column <c>id</c>, else a fingerprint of the text. What comes twice
    /// has its number behind it.</summary>
    public static string[] ItemsOf(IEnumerable<Sample> samples)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. samples.Select(sample =>
        {
            var name = sample.Extra.FirstOrDefault(column => column.Key == "id").Value?.Trim('"');
            name = string.IsNullOrEmpty(name) ? Fingerprint(sample) : name;
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            return times == 1 ? name : $"{name}#{times}";
        })];
    }

    /// <summary>Answers, and goes to the next sample without an answer.</summary>
    public void Label(string label) => Go(new(Item, Annotator, label, _clock.GetUtcNow()) { Note = Answer?.Note });

    /// <summary>Leaves the sample out, and goes on.</summary>
    public void Skip() => Go(new(Item, Annotator, null, _clock.GetUtcNow()) { IsSkipped = true, Note = Answer?.Note });

    /// <summary>Keeps a note beside the answer, also before there is one.</summary>
    public void Note(string note) => Put(new(Item, Annotator, Answer?.Label, _clock.GetUtcNow())
    {
        IsSkipped = Answer?.IsSkipped == true, Note = note.Length == 0 ? null : note,
    });

    /// <summary>Takes back what was done last, also in an earlier session, and goes there. False when there is nothing.</summary>
    public bool Undo()
    {
        if (!_past.TryPop(out var last)) return false;
        Index = last.Index;
        var before = last.Before ?? new(Item, Annotator, null, default);
        _answers.Add(before with { Time = _clock.GetUtcNow(), IsUndo = true });
        return true;
    }

    /// <summary>Goes some samples on or back.</summary>
    public void Move(int samples) => Index = Math.Clamp(Index + samples, 0, Math.Max(0, Count - 1));

    private string Item => _items[Index];

    private static string Fingerprint(Sample sample) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sample.Conversation.ToString())).AsSpan(0, 8));

    private AnnotationAnswer? AnswerTo(int index) => _answers.Find(_items[index], Annotator);

    private int CountOf(Func<AnnotationAnswer, bool> holds) =>
        Enumerable.Range(0, Count).Count(index => AnswerTo(index) is { } answer && holds(answer));

    private void Go(AnnotationAnswer answer)
    {
        Put(answer);
        if (Unanswered(Index + 1) is >= 0 and var next) Index = next;
    }

    private void Put(AnnotationAnswer answer)
    {
        _past.Push((Index, Answer));
        _answers.Add(answer);
    }

    // The next sample from there on, else from the start; -1 when all are answered.
    private int Unanswered(int start)
    {
        for (var step = 0; step < Count; step++)
            if (AnswerTo((start + step) % Count)?.IsDone != true) return (start + step) % Count;
        return -1;
    }

    private void Remember()
    {
        var places = _items.Select((item, index) => (item, index)).ToDictionary(pair => pair.item, pair => pair.index, StringComparer.Ordinal);
        var before = new Dictionary<string, AnnotationAnswer>(StringComparer.Ordinal);
        foreach (var answer in _answers.History.Where(answer => answer.Annotator == Annotator && places.ContainsKey(answer.Item)))
        {
            var last = before.GetValueOrDefault(answer.Item);
            if (answer.IsUndo) _past.TryPop(out _);
            else _past.Push((places[answer.Item], last));
            before[answer.Item] = answer;
        }
    }
}
