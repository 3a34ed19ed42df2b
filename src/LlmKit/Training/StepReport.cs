namespace LlmKit.Training;

/// <summary>What one step of training did. Plain numbers: no tensor outlives the step.</summary>
/// <param name="Step">Counted from 0.</param>
/// <param name="Loss">Mean cross entropy of the step's tokens, in nats.</param>
/// <param name="GradientNorm">Length of the whole gradient before clipping.</param>
/// <param name="LearningRate">The rate of this step.</param>
/// <param name="Tokens">Tokens that were learnt from.</param>
public sealed record StepReport(int Step, double Loss, double GradientNorm, double LearningRate, int Tokens);
