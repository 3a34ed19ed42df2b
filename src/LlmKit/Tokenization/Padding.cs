namespace LlmKit.Tokenization;

/// <summary>How texts with too few tokens are filled up.</summary>
/// <param name="Id">The id of the token to fill with.</param>
/// <param name="Token">The token itself.</param>
public sealed record Padding(int Id, string Token = "[PAD]")
{
    /// <summary>The length to fill up to; null, the default, is that of the longest text of the batch.</summary>
    public int? Length { get; init; }

    /// <summary>Rounds the length up to a multiple, which some hardware likes. 1 by default.</summary>
    public int MultipleOf { get; init => field = Require.InRange(value, 1, int.MaxValue); } = 1;

    /// <summary>The type id of the tokens to fill with. 0 by default.</summary>
    public int TypeId { get; init; }

    /// <summary>Where they are set. The end by default.</summary>
    public Side Side { get; init; }
}
