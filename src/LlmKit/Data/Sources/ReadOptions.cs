using LlmKit.Data.Formats;

namespace LlmKit.Data.Sources;

/// <summary>How data is read.</summary>
public sealed record ReadOptions
{
    /// <summary>The format every row has to have; null takes each row for what its columns tell.</summary>
    public DataFormat? Format { get; init; }

    public OnError OnError { get; init; } = OnError.Stop;

    /// <summary>Is told each row that is skipped.</summary>
    public Action<DataFault>? Skipped { get; init; }

    /// <summary>What one sample is in a plain text file.</summary>
    public TextUnit TextUnit { get; init; } = TextUnit.Line;

    /// <summary>The longest row in bytes: 64 MiB. A longer one is a fault, and memory stays bounded.</summary>
    public int LargestRow { get; init => field = (int)Require.Positive(value); } = 64 << 20;

    /// <summary>Decides which samples <c>path#N</c> draws.</summary>
    public int Seed { get; init; } = 42;
}
