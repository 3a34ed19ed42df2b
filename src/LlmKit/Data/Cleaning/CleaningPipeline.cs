namespace LlmKit.Data.Cleaning;

/// <summary>Steps of cleaning one after the other; the first that rejects a text decides.</summary>
public sealed class CleaningPipeline(params IReadOnlyList<CleaningStep> steps)
{
    public IReadOnlyList<CleaningStep> Steps { get; } = steps;

    /// <summary>Cleans one text.</summary>
    /// <param name="split">How to part words, such as by a dictionary; null for <see cref="PlainWords.Split"/>.</param>
    public CleaningOutcome Clean(string text, Func<string, IReadOnlyList<string>>? split = null)
    {
        var document = new DocumentText(text, split);
        foreach (var step in Steps)
        {
            switch (step.Clean(document))
            {
                case CleaningOutcome.Rejected rejected:
                    return rejected;
                case CleaningOutcome.Kept kept:
                    document = kept.Document;
                    break;
            }
        }

        return new CleaningOutcome.Kept(document);
    }

    /// <summary>
    /// Cleans a sample: a plain text by every step; of a conversation, and of the rejected, positive and negative ones beside it,
    /// each message by the steps that are for messages; all messages together are judged by the others.
    /// </summary>
    /// <returns>The sample and null, or null and why it is rejected.</returns>
    public (Sample? Sample, CleaningOutcome.Rejected? Why) Clean(Sample sample)
    {
        if (sample.Conversation.IsPlainText && sample.Rejected is null)
        {
            var message = sample.Conversation[0];
            return Clean(message.Content) switch
            {
                CleaningOutcome.Rejected why => (null, why),
                CleaningOutcome.Kept kept => (sample with { Conversation = new(message with { Content = kept.Document.Text }) }, null),
                _ => (sample, null),
            };
        }

        foreach (var step in Steps)
        {
            if (step.IsForMessages)
            {
                if (!TryChange(step, ref sample, out var why)) return (null, why);
            }
            else if (step.Clean(new(sample.AllText)) is CleaningOutcome.Rejected why)
            {
                return (null, why);
            }
        }

        return (sample, null);
    }

    /// <summary>Cleans samples in order, on all processors.</summary>
    public IEnumerable<(Sample Given, Sample? Cleaned, CleaningOutcome.Rejected? Why)> Clean(
        IEnumerable<Sample> samples, CancellationToken stop = default)
    {
        foreach (var batch in samples.Chunk(256))
        {
            var cleaned = new (Sample?, CleaningOutcome.Rejected?)[batch.Length];
            Parallel.For(0, batch.Length, new ParallelOptions { CancellationToken = stop }, index => cleaned[index] = Clean(batch[index]));
            for (var index = 0; index < batch.Length; index++) yield return (batch[index], cleaned[index].Item1, cleaned[index].Item2);
        }
    }

    private static bool TryChange(CleaningStep step, ref Sample sample, out CleaningOutcome.Rejected? why)
    {
        CleaningOutcome.Rejected? found = null;
        sample = sample with
        {
            Conversation = Changed(step, sample.Conversation, ref found),
            Rejected = sample.Rejected is null ? null : Changed(step, sample.Rejected, ref found),
            Positives = [.. sample.Positives.Select(text => Changed(step, text, ref found))],
            Negatives = [.. sample.Negatives.Select(text => Changed(step, text, ref found))],
        };
        why = found;
        return why is null;
    }

    private static Conversation Changed(CleaningStep step, Conversation conversation, ref CleaningOutcome.Rejected? why)
    {
        var messages = new List<Message>(conversation.Count);
        foreach (var message in conversation)
        {
            switch (step.Clean(new(message.Content)))
            {
                case CleaningOutcome.Kept kept:
                    messages.Add(message with { Content = kept.Document.Text });
                    break;
                case CleaningOutcome.Rejected rejected:
                    why ??= rejected;
                    messages.Add(message);
                    break;
            }
        }

        return new(messages);
    }
}
