namespace LlmKit.Data.Formats;

/// <summary>A row's value is not what its format asks for. Readers turn it into a <see cref="DataFault"/>.</summary>
internal sealed class RowException(string reason) : Exception(reason);
