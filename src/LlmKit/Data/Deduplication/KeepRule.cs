namespace LlmKit.Data.Deduplication;

/// <summary>Which text of a cluster of duplicates stays. Among equals the first does.</summary>
public enum KeepRule
{
    First,
    Last,
    Longest,
    Shortest,
}
