namespace LlmKit.Data.Sources;

/// <summary>One row of a file as JSON, or why there is none.</summary>
/// <param name="Line">Where the row starts, from 1.</param>
/// <param name="Column">Where in the line it starts, in bytes from 1.</param>
/// <param name="Json">The row; valid until the next row is read. With a fault: what was read of it.</param>
/// <param name="Fault">Why the row cannot be read; null when it can.</param>
internal readonly record struct SourceRow(long Line, long Column, ReadOnlyMemory<byte> Json, string? Fault = null);
