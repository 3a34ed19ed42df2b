using LlmKit.Data.Agreement;

namespace LlmKit.Data.WeakLabels;

/// <summary>A rule that guesses the class of some samples: cheap, often wrong, and silent where it knows nothing.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Vote">The class of a sample; null where the function says nothing.</param>
public sealed record LabelingFunction(string Name, Func<Sample, string?> Vote)
{
    /// <summary>What all functions say of all samples: the functions are the annotators of the table.</summary>
    /// <param name="classes">The classes in order; null for those that come up.</param>
    /// <exception cref="ArgumentException">There is no function, two have one name, or one names a class that is not there.</exception>
    public static RatingTable Votes(
        IReadOnlyList<LabelingFunction> functions, IEnumerable<Sample> samples, IReadOnlyList<string>? classes = null)
    {
        if (functions.Count == 0) throw new ArgumentException("functions is empty. Give at least one labelling function.", nameof(functions));
        if (functions.GroupBy(function => function.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"two functions are called {twice.Key}. Give each a name of its own.", nameof(functions));
        return RatingTable.Of(
            [.. functions.Select(function => function.Name)],
            samples.Select(sample => (IReadOnlyList<string?>)[.. functions.Select(function => function.Vote(sample))]), classes);
    }
}
