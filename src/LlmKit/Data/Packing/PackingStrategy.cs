namespace LlmKit.Data.Packing;

/// <summary>How sequences are put together into rows.</summary>
public enum PackingStrategy
{
    /// <summary>The longest first, each into the first row that has room: at most 11/9 of the fewest rows, and one.</summary>
    FirstFit,

    /// <summary>The longest first, each into the row that it leaves the least room in; as few rows, and mostly less waste.</summary>
    BestFit,

    /// <summary>One after the other in their order, each into the row before if it has room: sequences stay neighbours.</summary>
    Sequential,

    /// <summary>All as one long text that is cut where a row is full, as in pre-training: no waste but in the last row.</summary>
    Concatenate,
}
