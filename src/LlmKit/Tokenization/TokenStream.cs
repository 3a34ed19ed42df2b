namespace LlmKit.Tokenization;

/// <summary>
/// Decodes tokens as a model writes them, one after the other: <c>stream.Add(id)</c> gives the text that has become certain. Characters
/// whose bytes several tokens hold come with the last of them. For ids of a real text what was given joins to
/// <see cref="Tokenizer.Decode"/> of all ids.
/// </summary>
/// <remarks>Each call decodes only the last few tokens, as decoders look at neighbours. One stream for one text.</remarks>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="skipsSpecial">Leaves special tokens out.</param>
public sealed class TokenStream(Tokenizer tokenizer, bool skipsSpecial = true)
{
    private const char Incomplete = '\ufffd';

    // The tokens in front of _next have been given, but those behind may be written otherwise without them.
    private readonly List<int> _ids = [];
    private int _next;

    /// <summary>The text that is certain with this token, often empty.</summary>
    public string Add(int id)
    {
        _ids.Add(id);
        var (given, all) = Texts();
        return all.EndsWith(Incomplete) ? "" : Give(given, all);
    }

    /// <summary>What is left at the end: U+FFFD in place of the characters that were cut off.</summary>
    public string Finish()
    {
        var (given, all) = Texts();
        var rest = Give(given, all);
        _ids.Clear();
        _next = 0;
        return rest;
    }

    private (int Given, string All) Texts() =>
        (tokenizer.Decode(_ids.Take(_next), skipsSpecial).Length, tokenizer.Decode(_ids, skipsSpecial));

    private string Give(int given, string all)
    {
        if (all.Length <= given) return "";
        _ids.RemoveRange(0, _next);
        _next = _ids.Count;
        return all[given..];
    }
}
