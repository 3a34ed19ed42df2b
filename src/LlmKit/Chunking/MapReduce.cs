namespace LlmKit.Chunking;

/// <summary>Uses chunks one by one and puts the answers together: summaries of summaries, until one is left.</summary>
public static class MapReduce
{
    /// <summary>Maps each chunk, then reduces neighbours' answers, as many at a time as fit into the limit, until there is one.</summary>
    /// <param name="map">What is made of a chunk's text.</param>
    /// <param name="reduce">What is made of several answers that were joined by line breaks.</param>
    /// <exception cref="InvalidOperationException">The answers do not get shorter, so there would be no end.</exception>
    public static string Run(string text, IChunker chunker, ChunkLimit limit, Func<string, string> map, Func<string, string> reduce)
    {
        var answers = chunker.Split(text).Select(chunk => map(chunk.TextIn(text))).ToList();
        while (answers.Count > 1)
        {
            var groups = Groups(answers, limit);
            if (groups.Count == answers.Count)
            {
                throw new InvalidOperationException(
                    $"{answers.Count} answers are so long that no two of them fit into {limit.Tokens} tokens. Make map and reduce shorten more, or raise the limit.");
            }

            answers = [.. groups.Select(group => group.Count == 1 ? group[0] : reduce(string.Join('\n', group)))];
        }

        return answers.Count == 0 ? "" : answers[0];
    }

    private static List<List<string>> Groups(List<string> answers, ChunkLimit limit)
    {
        var groups = new List<List<string>> { new() { answers[0] } };
        foreach (var answer in answers.Skip(1))
        {
            if (limit.Fits(string.Join('\n', groups[^1].Append(answer)))) groups[^1].Add(answer);
            else groups.Add([answer]);
        }

        return groups;
    }
}
