namespace LlmKit.Tokenization.Training;

/// <summary>Merges the most frequent pair of the words, again and again, until the vocabulary is full.</summary>
/// <remarks>
/// The queue is put right lazily: a pair that has become rarer is found so when it comes first, and is queued again. Each entry of the
/// queue knows the places that were found since the one before it, so that only words that may have the pair are looked at.
/// </remarks>
internal sealed class PairMerger(BytePairTrainer settings, SymbolTable symbols, SpelledWords words, long[] counts, TrainingRun run)
{
    private readonly PairTable _pairs = new();
    private readonly PairQueue _queue = new();
    private readonly List<int> _changed = [];
    private readonly int[] _symbols = words.Symbols;
    private readonly int[] _lengths = [.. Enumerable.Range(0, counts.Length).Select(word => words.Starts[word + 1] - words.Starts[word])];
    private readonly int _longest = settings.MaxTokenLength ?? int.MaxValue;

    public (Dictionary<string, int> Vocabulary, List<(string, string)> Merges) Learn()
    {
        CountPairs();
        var merges = new List<int>();
        while (symbols.Count < settings.VocabularySize && _queue.Count > 0)
        {
            if ((merges.Count & 127) == 0) run.Tell(TrainingStage.MergingPairs, symbols.Count, settings.VocabularySize);
            var first = _queue.First;
            var count = _pairs[first.Pair].Count;
            if (count != first.Count)
            {
                if (count > 0) _queue.ReplaceFirst(first with { Count = count });
                else _queue.RemoveFirst();
                continue;
            }

            if (count < settings.MinimumFrequency) break;
            _queue.RemoveFirst();
            Merge(first);
            merges.Add(first.Pair);
        }

        run.Tell(TrainingStage.MergingPairs, symbols.Count, settings.VocabularySize);
        return (symbols.Ids, InOrder(merges));
    }

    private void CountPairs()
    {
        for (var word = 0; word < counts.Length; word++)
        {
            if ((word & 0xFFFF) == 0) run.Cancel.ThrowIfCancellationRequested();
            var spelling = _symbols.AsSpan(words.Starts[word], _lengths[word]);
            for (var i = 0; i + 1 < spelling.Length; i++) Gain(spelling[i], spelling[i + 1], counts[word], word);
        }

        QueueChanged();
    }

    private void Merge(in PairQueue.Entry entry)
    {
        var (left, right) = (_pairs[entry.Pair].Left, _pairs[entry.Pair].Right);
        var joined = symbols.Join(left, right);
        for (var place = entry.Places; place != PairTable.None;)
        {
            (var word, place) = _pairs.Place(place);
            MergeIn(word, left, right, joined);
        }

        QueueChanged();
    }

    private void MergeIn(int word, int left, int right, int joined)
    {
        var spelling = _symbols.AsSpan(words.Starts[word], _lengths[word]);
        var (count, kept) = (counts[word], 0);
        for (var i = 0; i < spelling.Length; i++)
        {
            if (spelling[i] != left || i + 1 == spelling.Length || spelling[i + 1] != right)
            {
                spelling[kept++] = spelling[i];
                continue;
            }

            if (kept > 0)
            {
                Lose(spelling[kept - 1], left, count);
                Gain(spelling[kept - 1], joined, count, word);
            }

            i++;
            if (i + 1 < spelling.Length)
            {
                Lose(right, spelling[i + 1], count);
                Gain(joined, spelling[i + 1], count, word);
            }

            spelling[kept++] = joined;
        }

        _lengths[word] = kept;
    }

    private void Lose(int left, int right, long count)
    {
        var number = _pairs.Find(left, right);
        if (number != PairTable.None) _pairs[number].Count -= count;
    }

    private void Gain(int left, int right, long count, int word)
    {
        if (symbols.LengthOf(left) + symbols.LengthOf(right) > _longest) return;
        var number = _pairs.FindOrAdd(left, right);
        ref var pair = ref _pairs[number];
        pair.Count += count;
        if (pair.Places == PairTable.None) _changed.Add(number);
        _pairs.AddPlace(ref pair, word);
    }

    private void QueueChanged()
    {
        foreach (var number in _changed)
        {
            ref var pair = ref _pairs[number];
            if (pair.Count > 0) _queue.Add(new(pair.Count, ((ulong)(uint)pair.Left << 32) | (uint)pair.Right, number, pair.Places));
            pair.Places = PairTable.None;
        }

        _changed.Clear();
    }

    // A pair that was merged more than once counts where it was last.
    private List<(string, string)> InOrder(List<int> merges)
    {
        var seen = new HashSet<int>();
        var ordered = new List<(string, string)>(merges.Count);
        for (var i = merges.Count - 1; i >= 0; i--)
            if (seen.Add(merges[i])) ordered.Add((symbols[_pairs[merges[i]].Left], symbols[_pairs[merges[i]].Right]));
        ordered.Reverse();
        return ordered;
    }
}
