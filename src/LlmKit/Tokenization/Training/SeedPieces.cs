namespace LlmKit.Tokenization.Training;

/// <summary>The pieces that Unigram starts with: the characters, and what repeats in the words.</summary>
/// <param name="Words">The words to be cut into pieces.</param>
/// <param name="Pieces">The pieces, single characters first.</param>
/// <param name="Scores">How many characters of the text each covers.</param>
/// <param name="Characters">How many of the pieces are single characters.</param>
internal sealed record SeedPieces(WordCounts Words, string[] Pieces, double[] Scores, int Characters)
{
    public static SeedPieces Find(WordCounts words, UnigramTrainer settings, string initial, TrainingRun run)
    {
        run.Tell(TrainingStage.SeedingPieces, 0, 1);
        var characters = TrainingAlphabet.Counts(words);
        foreach (var character in initial.EnumerateRunes()) characters.TryAdd(character, 1);
        var found = Repeated(words, settings.MaxTokenLength, run);
        // Of equal ones the one that the order of suffixes has first: the sort is stable.
        var best = found.OrderByDescending(piece => piece.Score).Take(Math.Max(0, settings.SeedSize - characters.Count));
        (string Piece, double Score)[] all =
        [
            .. characters.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key)
                .Select(entry => (entry.Key.ToString(), (double)entry.Value)),
            .. best.Select(piece => (piece.Piece, piece.Score)),
        ];
        run.Tell(TrainingStage.SeedingPieces, 1, 1);
        return new(words, [.. all.Select(piece => piece.Piece)], [.. all.Select(piece => piece.Score)], characters.Count);
    }

    private static List<(string Piece, double Score)> Repeated(WordCounts words, int longest, TrainingRun run)
    {
        // One unit more than a piece can have, to tell what is too long from what is just long enough.
        var depth = (2 * longest) + 1;
        var (text, wordOf) = Join(words);
        var order = SuffixOrder.Sort(text, depth, run);
        var before = new long[order.Length + 1];
        for (var i = 0; i < order.Length; i++) before[i + 1] = before[i] + words.Counts[wordOf[order[i]]];

        // What neighbours in the order have in common are the nodes of the suffix tree, each closed where less is in common. Its leaves,
        // words that no other begins with, are left out: with them, whole words drive the parts of words out, and the text gets longer.
        var found = new List<(string, double)>();
        var open = new Stack<(int Length, int Start)>();
        for (var i = 0; i < order.Length; i++)
        {
            if ((i & 0xFFFFF) == 0) run.Cancel.ThrowIfCancellationRequested();
            var next = i + 1 < order.Length ? SuffixOrder.Common(text, order[i], order[i + 1], depth) : 0;
            var start = i;
            while (open.Count > 0 && open.Peek().Length > next)
            {
                (var length, start) = open.Pop();
                AddPiece(order[i], length, before[i + 1] - before[start]);
            }

            if (next > 0 && (open.Count == 0 || open.Peek().Length < next)) open.Push((next, start));
        }

        return found;

        void AddPiece(int at, int length, long count)
        {
            var piece = text.AsSpan(at, length);
            if (length < 2 || char.IsLowSurrogate(piece[0]) || char.IsHighSurrogate(piece[^1])) return;
            var characters = length;
            foreach (var unit in piece)
                if (char.IsLowSurrogate(unit)) characters--;
            if (characters > 1 && characters <= longest) found.Add((piece.ToString(), (double)count * characters));
        }
    }

    private static (char[] Text, int[] WordOf) Join(WordCounts words)
    {
        var total = words.Words.Sum(word => word.Length + 1L);
        if (total > Array.MaxLength)
            throw new InvalidDataException($"The different words of the texts have {total:N0} characters; at most {Array.MaxLength:N0} fit. Cut the texts into smaller words.");
        var (text, wordOf, at) = (new char[total], new int[total], 0);
        for (var i = 0; i < words.Words.Length; i++)
        {
            var word = words.Words[i];
            word.CopyTo(0, text, at, word.Length);
            text[at + word.Length] = SuffixOrder.Border;
            wordOf.AsSpan(at, word.Length + 1).Fill(i);
            at += word.Length + 1;
        }

        return (text, wordOf);
    }
}
