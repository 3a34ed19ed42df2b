using System.Text.Json;
using LlmKit.Tokenization.Files;
using LlmKit.Tokenization.Patterns;

namespace LlmKit.Tokenization;

/// <summary>What a normalizer, a pre-tokenizer or a decoder looks for: a text, or a regular expression in Oniguruma's spelling.</summary>
public sealed class SearchPattern
{
    private SearchPattern(string text, bool isExpression)
    {
        (Text, IsExpression) = (text, isExpression);
        if (text.Length > 0) Pattern = new(isExpression ? text : Pattern.Escape(text));
    }

    public string Text { get; }

    public bool IsExpression { get; }

    // Null for the empty text, which is found nowhere.
    internal Pattern? Pattern { get; }

    public static SearchPattern Literal(string text) => new(text, isExpression: false);

    /// <exception cref="FormatException">The expression is damaged, or has a part that isn't supported.</exception>
    public static SearchPattern Expression(string expression) => new(expression, isExpression: true);

    internal static SearchPattern Read(FileNode node)
    {
        if (node.TextOrNull("String") is { } text) return Literal(text);
        var expression = node.Need("Regex");
        try
        {
            return Expression(expression.Text);
        }
        catch (FormatException e)
        {
            throw expression.Fault($"can't be used: {e.Message}");
        }
    }

    internal void Write(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString(IsExpression ? "Regex" : "String", Text);
        json.WriteEndObject();
    }
}
