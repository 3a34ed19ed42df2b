using System.Runtime.InteropServices;

namespace LlmKit.Tokenization.Training;

/// <summary>Counts the words of texts by all threads, as the normalizer and pre-tokenizer of a tokenizer make them.</summary>
internal static class WordCounter
{
    // So much at a time that taking turns at the source costs nothing, and so little that Ctrl-C is heeded at once.
    private const int CharactersPerTurn = 1 << 18;

    public static WordCounts Count(IEnumerable<string> texts, TokenizerParts parts, TrainingRun run)
    {
        var counts = new Dictionary<string, long>[run.Threads];
        using (var source = new Source(texts, run))
        {
            var workers = new Task[run.Threads];
            for (var i = 0; i < workers.Length; i++)
            {
                var own = counts[i] = [];
                workers[i] = Task.Run(() => Work(source, parts, own), CancellationToken.None);
            }

            Task.WhenAll(workers).GetAwaiter().GetResult();
        }

        return Sorted(counts, run.Cancel);
    }

    private static void Work(Source source, TokenizerParts parts, Dictionary<string, long> counts)
    {
        var (aligned, batch) = (new AlignedText(), new List<string>());
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        try
        {
            while (source.Take(batch))
            {
                foreach (var text in batch)
                {
                    if (text.Length == 0) continue;
                    aligned.Load(Encoder.Whole(text), 0, isTracked: false);
                    parts.Normalizer?.Normalize(aligned);
                    parts.PreTokenizer?.Cut(aligned);
                    foreach (var (start, end) in aligned.Pieces)
                        CollectionsMarshal.GetValueRefOrAddDefault(lookup, aligned.Text[start..end], out _)++;
                }
            }
        }
        catch
        {
            source.Stop();
            throw;
        }
    }

    private static WordCounts Sorted(Dictionary<string, long>[] counts, CancellationToken cancel)
    {
        var all = counts.MaxBy(own => own.Count)!;
        foreach (var own in counts)
        {
            cancel.ThrowIfCancellationRequested();
            if (ReferenceEquals(own, all)) continue;
            foreach (var (word, count) in own) CollectionsMarshal.GetValueRefOrAddDefault(all, word, out _) += count;
        }

        var (words, times) = (new string[all.Count], new long[all.Count]);
        all.Keys.CopyTo(words, 0);
        Array.Sort(words, StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++) times[i] = all[words[i]];
        return new(words, times);
    }

    /// <summary>Gives the texts out, some to each thread that asks.</summary>
    private sealed class Source(IEnumerable<string> texts, TrainingRun run) : IDisposable
    {
        private readonly Lock _turn = new();
        private readonly IEnumerator<string> _texts = texts.GetEnumerator();
        private long _characters;
        private bool _isOver;

        public bool Take(List<string> batch)
        {
            lock (_turn)
            {
                batch.Clear();
                if (_isOver) return false;
                var size = 0;
                while (size < CharactersPerTurn)
                {
                    if (!_texts.MoveNext())
                    {
                        _isOver = true;
                        break;
                    }

                    var text = _texts.Current ?? throw new InvalidDataException("One of the texts is null. Leave it out.");
                    batch.Add(text);
                    size += text.Length + 1;
                    _characters += text.Length;
                }

                run.Tell(TrainingStage.CountingWords, _characters, null);
                return batch.Count > 0;
            }
        }

        public void Stop()
        {
            lock (_turn) _isOver = true;
        }

        public void Dispose() => _texts.Dispose();
    }
}
