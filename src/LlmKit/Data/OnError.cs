namespace LlmKit.Data;

/// <summary>What becomes of a run that meets a row it cannot read or write.</summary>
public enum OnError
{
    /// <summary>It ends with a <see cref="DataFormatException"/>.</summary>
    Stop,

    /// <summary>The row is reported and counted, and the run goes on.</summary>
    Skip,
}
