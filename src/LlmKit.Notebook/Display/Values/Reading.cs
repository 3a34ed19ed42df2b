using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Display;

/// <summary>
/// What one output reads of values. A sequence is begun once and a property asked once, however many forms
/// show it; an endless sequence is left after its first items.
/// </summary>
internal sealed class Reading
{
    /// <summary>The most properties of an object, entries of a JSON object, and columns of a table.</summary>
    public const int MostMembers = 50;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Dictionary<object, Sample> _samples = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, Members> _members = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object> _json = new(ReferenceEqualityComparer.Instance);
    private readonly ConditionalWeakTable<object, IReadOnlyList<string?>> _tupleNames = [];

    private TimeSpan TimeLeft => s_patience - Stopwatch.GetElapsedTime(_start);

    /// <summary>Says how the items of a tuple, or of the tuples in a sequence, are called.</summary>
    public void NameTuples(object value, IReadOnlyList<string?> names)
    {
        if (value is ITuple or IEnumerable) _tupleNames.AddOrUpdate(value, names);
    }

    /// <summary>The value that is shown in a value's place, such as the bytes of a stretch of
    /// memory.</summary>
    public object? Shown(object? value)
    {
        switch (value)
        {
            case Memory<byte> bytes:
                return bytes.ToArray();
            case ReadOnlyMemory<byte> bytes:
                return bytes.ToArray();
            case ArraySegment<byte> bytes:
                return bytes.ToArray();
            case Array { Rank: > 1 } array:
                return new Slice(array);
            case DBNull:
                return null;
            case JsonDocument or JsonNode:
                if (!_json.TryGetValue(value, out var element)) _json[value] = element = ElementOf(value);
                return Shown(element);
            case JsonElement json:
                return JsonValues.Shown(json);
            default:
                return value;
        }
    }

    /// <summary>The first items of a sequence; null when the value is none.</summary>
    public Sample? ItemsOf(object value)
    {
        if (!Shape.IsSequence(value)) return null;
        if (_samples.TryGetValue(value, out var known)) return known;

        var sample = value is IEnumerable sequence
            ? SequenceReader.Read(sequence, ListLimit.Of(value.GetType()), TimeLeft)
            : SequenceReader.ReadAsync(value, ListLimit.Of(value.GetType()), TimeLeft);
        if (_tupleNames.TryGetValue(value, out var names))
        {
            foreach (var item in sample.Items.OfType<ITuple>()) NameTuples(item, names);
        }

        return _samples[value] = sample;
    }

    /// <summary>The members that a value shows of itself. Reading them never throws.</summary>
    public Members MembersOf(object value)
    {
        if (!_members.TryGetValue(value, out var members)) _members[value] = members = Read(value);
        return members;
    }

    private Members Read(object value)
    {
        if (value is ITuple tuple) return TupleMembers(tuple);
        try
        {
            if (SpecialMembers.Of(value, this) is { } special) return special;
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            return Members.Of(new Member("…", new Unread(e)));
        }

        return TimeLeft > TimeSpan.Zero
            ? MemberReader.For(value.GetType()).Read(value, MostMembers, NameTuples)
            : Members.Of(new Member("…", new Unread("not read", "reading the others took too long")));
    }

    private Members TupleMembers(ITuple tuple)
    {
        _tupleNames.TryGetValue(tuple, out var names);
        return Members.Of([.. Enumerable.Range(0, tuple.Length).Select(i => new Member(Name(i), tuple[i]))]);

        string Name(int i) =>
            names is not null && i < names.Count && names[i] is { } name ? name : $"Item{i + 1}";
    }

    private static object ElementOf(object json)
    {
        try
        {
            return json is JsonNode node
                ? JsonSerializer.SerializeToElement(node)
                : ((JsonDocument)json).RootElement;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or JsonException)
        {
            return new Unread(e);
        }
    }
}
