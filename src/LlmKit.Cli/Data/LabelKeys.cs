namespace LlmKit.Cli.Data;

/// <summary>Which key gives which label.</summary>
internal sealed class LabelKeys
{
    /// <summary>Keys that do something else.</summary>
    public const string Reserved = "usnq";

    private const string Usual = "123456789abcdefghijklmoprtvwxyz";

    private LabelKeys(IReadOnlyList<(char Key, string Label)> pairs) => Pairs = pairs;

    public IReadOnlyList<(char Key, string Label)> Pairs { get; }

    public string? this[string key] => key.Length == 1 ? Pairs.FirstOrDefault(pair => pair.Key == char.ToLowerInvariant(key[0])).Label : null;

    /// <summary>Reads <c>good,bad</c>, or with keys <c>g=good,b=bad</c>.</summary>
    /// <exception cref="FormatException">A key stands twice or means something else, or there are too many labels.</exception>
    public static LabelKeys Parse(string text)
    {
        var words = text.Split([',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new FormatException("--labels is empty. Name the classes: --labels good,bad.");
        if (words.Length > Usual.Length) throw new FormatException($"--labels names {words.Length} labels, and there are keys for {Usual.Length}.");
        var chosen = words.Select(word => word.Length > 2 && word[1] == '=' ? (char?)char.ToLowerInvariant(word[0]) : null).ToArray();
        var free = new Queue<char>(Usual.Where(key => !chosen.Contains(key)));
        var pairs = words.Zip(chosen, (word, key) => key is { } own ? (own, word[2..].Trim()) : (free.Dequeue(), word)).ToArray();
        foreach (var (key, label) in pairs)
        {
            if (Reserved.Contains(key)) throw new FormatException($"--labels gives {label} the key {key}, which {Meaning(key)}. Give it another: 1={label}.");
            if (pairs.Count(pair => pair.Item1 == key) > 1) throw new FormatException($"--labels gives the key {key} to two labels.");
            if (pairs.Count(pair => pair.Item2 == label) > 1) throw new FormatException($"--labels names {label} twice.");
        }

        return new(pairs);
    }

    private static string Meaning(char key) => key switch
    {
        'u' => "takes an answer back",
        's' => "skips",
        'n' => "writes a note",
        _ => "quits",
    };
}
