namespace LlmKit.Data.Queries;

/// <summary>A column of a result.</summary>
/// <param name="Name">As the query calls it.</param>
/// <param name="Type">DuckDB's name of the type: <c>BIGINT</c>, <c>VARCHAR[]</c>, <c>STRUCT(role VARCHAR)</c>.</param>
public sealed record QueryColumn(string Name, string Type);
