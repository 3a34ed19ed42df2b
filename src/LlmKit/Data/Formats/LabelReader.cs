using System.Globalization;
using System.Text.Json;

namespace LlmKit.Data.Formats;

/// <summary>Reads the column <c>label</c>, also where a CSV file spells a number or a truth value as text.</summary>
internal static class LabelReader
{
    public static Label Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => new Label.Wanted(true),
        JsonValueKind.False => new Label.Wanted(false),
        JsonValueKind.Number => OfNumber(value.GetRawText()),
        JsonValueKind.Array => new Label.Classes([.. value.EnumerateArray().Select(ClassOf)]),
        JsonValueKind.String => OfText(RowColumns.TextOf(value, "label")),
        _ => throw new RowException(
            $"label is {RowColumns.Kind(value)}. It has to be a number, a text, true, false, or a list of class numbers."),
    };

    /// <summary>A label that can only be a likeness.</summary>
    public static Label.Similarity ReadSimilarity(JsonElement value)
    {
        var text = RowColumns.TextOf(value, "label");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= -1 and <= 1 ? new(number)
            : throw new RowException($"label is {Excerpt.Of(text)}. In embedding data it has to be a number from 0 to 1 (or -1 to 1).");
    }

    private static Label OfText(string text) => text switch
    {
        "true" or "True" or "TRUE" => new Label.Wanted(true),
        "false" or "False" or "FALSE" => new Label.Wanted(false),
        "" => throw new RowException("label is an empty text. It has to name a class."),
        _ when text.All(char.IsAsciiDigit) => OfNumber(text),
        _ => new Label.Name(text),
    };

    private static Label OfNumber(string digits)
    {
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new Label.Class(number);
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is >= -1 and <= 1) return new Label.Similarity(value);
        throw new RowException($"label is {Excerpt.Of(digits)}. A class is a number from 0 to {int.MaxValue}, a likeness lies in -1 to 1.");
    }

    private static int ClassOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= 0 ? number
            : throw new RowException($"label holds {RowColumns.Kind(item)}. A list of classes holds their numbers, from 0.");
}
