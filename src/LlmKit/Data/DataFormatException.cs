namespace LlmKit.Data;

/// <summary>Data that is not what its format promises; the message names file, line and column.</summary>
public sealed class DataFormatException(DataFault fault) : Exception(fault.ToString())
{
    public DataFault Fault { get; } = fault;
}
