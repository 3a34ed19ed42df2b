namespace LlmKit.Data.Augmentation;

/// <summary>
/// Says a text again by way of another language (Sennrich et al. 2016, arXiv:1511.06709). The translators are the caller's: models,
/// services, or functions of a test.
/// </summary>
/// <param name="there">Translates into the other language.</param>
/// <param name="back">Translates back.</param>
public sealed class BackTranslation(Func<string, CancellationToken, Task<string>> there, Func<string, CancellationToken, Task<string>> back)
{
    /// <summary>The text said again; null when the translators gave nothing, or the same but for case, space and signs.</summary>
    public async Task<string?> AgainAsync(string text, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var foreign = await there(text, cancel);
        if (string.IsNullOrWhiteSpace(foreign)) return null;
        var again = await back(foreign, cancel);
        return string.IsNullOrWhiteSpace(again) || Letters(again).SequenceEqual(Letters(text)) ? null : again;
    }

    private static IEnumerable<char> Letters(string text) => text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant);
}
