namespace LlmKit.Plotting.Drawing;

/// <summary>
/// Shapes in drawing order on white paper. Sizes in CSS pixels; Title is for readers who hear the page.
/// </summary>
internal sealed record Picture(int Width, int Height, string Title, IReadOnlyList<Shape> Shapes);
