namespace LlmKit.Data.Queries;

/// <summary>A query that DuckDB refuses or cannot end, in its words, or a value that .NET cannot hold.</summary>
public sealed class QueryException(string message) : Exception(message);
