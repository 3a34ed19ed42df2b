namespace LlmKit.Tokenization.Models;

/// <summary>A text can't be spelled in a vocabulary that has no token for the unknown.</summary>
public sealed class MissingTokenException : Exception
{
    public MissingTokenException() { }

    public MissingTokenException(string message) : base(message) { }

    public MissingTokenException(string message, Exception inner) : base(message, inner) { }

    internal static MissingTokenException For(ReadOnlySpan<char> piece, string? unknown) => new(
        $"\"{(piece.Length > 40 ? string.Concat(piece[..40], "…") : piece.ToString())}\" can't be spelled: the vocabulary has no tokens for it"
        + (unknown is null ? " and the model names none for the unknown." : $", nor the token \"{unknown}\" for the unknown."));
}
