namespace LlmKit.Tokenization;

/// <summary>A token that stands outside of the model's vocabulary rules, such as &lt;|endoftext|&gt;.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">The text that it matches.</param>
/// <param name="IsSpecial">Whether decoding may leave it out.</param>
public sealed record AddedToken(int Id, string Content, bool IsSpecial);
