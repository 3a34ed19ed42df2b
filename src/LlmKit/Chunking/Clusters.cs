using System.Globalization;

namespace LlmKit.Chunking;

/// <summary>Grapheme clusters: what a reader sees as one character, and what must not be cut.</summary>
internal static class Clusters
{
    /// <summary>The places between clusters, both ends of the stretch included.</summary>
    public static List<int> Boundaries(string text, int start, int end)
    {
        var boundaries = new List<int>(end - start + 1) { start };
        for (var at = start; at < end;)
        {
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at, end - at));
            boundaries.Add(at);
        }

        return boundaries;
    }

    /// <summary>Leaves out the places that lie within a cluster. Both ends stay.</summary>
    /// <param name="places">Rising, the first and the last at a cluster's border.</param>
    public static List<int> Snap(string text, List<int> places)
    {
        if (places.Count < 3) return places;
        var kept = new List<int>(places.Count) { places[0] };
        var next = 1;
        for (var at = places[0]; at < places[^1] && next < places.Count;)
        {
            var end = at + (IsPlain(text, at) ? 1 : StringInfo.GetNextTextElementLength(text.AsSpan(at)));
            while (next < places.Count && places[next] < end) next++;
            if (next < places.Count && places[next] == end) kept.Add(places[next++]);
            at = end;
        }

        return kept;
    }

    // A printable ASCII character before another is a cluster of its own.
    private static bool IsPlain(string text, int at) => text[at] is >= ' ' and < '\x7f' && (at + 1 == text.Length || text[at + 1] < '\x7f');
}
