namespace LlmKit.Tokenization.Training;

/// <summary>What a trainer is at.</summary>
public enum TrainingStage
{
    /// <summary>Counts words; what is done is told in characters, and the whole isn't known.</summary>
    CountingWords,

    /// <summary>Merges pairs of symbols; what is done is told in tokens of the vocabulary.</summary>
    MergingPairs,

    /// <summary>Looks for the frequent parts of words, with which Unigram starts.</summary>
    SeedingPieces,

    /// <summary>Estimates and prunes Unigram's pieces; what is done is told in rounds.</summary>
    EstimatingPieces,
}
