namespace LlmKit.Data.Packing;

/// <summary>Knows how much room each row has left.</summary>
internal interface IRoomIndex
{
    /// <summary>Takes room in a row, a new one where none has enough, and gives the row's number.</summary>
    int Place(int length);
}
