namespace LlmKit.Data.Packing;

/// <summary>A piece of a sequence in a row.</summary>
/// <param name="Sequence">The number of the sequence, from 0.</param>
/// <param name="Start">Where in the sequence the piece starts.</param>
/// <param name="Length">In tokens.</param>
public readonly record struct PackedSegment(int Sequence, int Start, int Length);
