namespace LlmKit.Tokenization.Training;

/// <summary>How far a trainer has come.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Done">How much of that is done, in the stage's own unit.</param>
/// <param name="Total">How much there is to do, or null.</param>
public readonly record struct TrainingProgress(TrainingStage Stage, long Done, long? Total);
