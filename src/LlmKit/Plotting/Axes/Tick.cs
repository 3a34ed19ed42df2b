namespace LlmKit.Plotting.Axes;

/// <summary>
/// A mark on an axis, in the data's own numbers. A minor one has no label and no grid line.
/// </summary>
internal readonly record struct Tick(double Value, string Label, bool IsMajor = true);
