using System.Globalization;

namespace LlmKit.Plotting;

/// <summary>A colour: red, green and blue from 0 to 255, and the opacity <c>A</c> from 0 to 1.</summary>
/// <remarks>
/// A text converts by itself: <c>LineColor: "#D55E00"</c> or <c>LineColor: "steelblue"</c>.
/// </remarks>
public readonly record struct Color(byte R, byte G, byte B, double A = 1)
{
    private static readonly Dictionary<string, int> s_keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["black"] = 0x000000, ["white"] = 0xFFFFFF, ["gray"] = 0x808080, ["grey"] = 0x808080,
        ["lightgray"] = 0xD3D3D3, ["lightgrey"] = 0xD3D3D3, ["darkgray"] = 0xA9A9A9, ["darkgrey"] = 0xA9A9A9,
        ["silver"] = 0xC0C0C0, ["dimgray"] = 0x696969, ["red"] = 0xFF0000, ["darkred"] = 0x8B0000,
        ["crimson"] = 0xDC143C, ["firebrick"] = 0xB22222, ["tomato"] = 0xFF6347, ["salmon"] = 0xFA8072,
        ["coral"] = 0xFF7F50, ["orange"] = 0xFFA500, ["darkorange"] = 0xFF8C00, ["gold"] = 0xFFD700,
        ["yellow"] = 0xFFFF00, ["olive"] = 0x808000, ["green"] = 0x008000, ["darkgreen"] = 0x006400,
        ["lime"] = 0x00FF00, ["seagreen"] = 0x2E8B57, ["forestgreen"] = 0x228B22, ["teal"] = 0x008080,
        ["turquoise"] = 0x40E0D0, ["cyan"] = 0x00FFFF, ["aqua"] = 0x00FFFF, ["skyblue"] = 0x87CEEB,
        ["lightblue"] = 0xADD8E6, ["steelblue"] = 0x4682B4, ["royalblue"] = 0x4169E1, ["blue"] = 0x0000FF,
        ["navy"] = 0x000080, ["indigo"] = 0x4B0082, ["purple"] = 0x800080, ["violet"] = 0xEE82EE,
        ["orchid"] = 0xDA70D6, ["magenta"] = 0xFF00FF, ["pink"] = 0xFFC0CB, ["brown"] = 0xA52A2A,
        ["chocolate"] = 0xD2691E, ["tan"] = 0xD2B48C, ["maroon"] = 0x800000, ["slategray"] = 0x708090,
    };

    /// <summary>A colour from <c>#RRGGBB</c>, <c>#RGB</c> or the same without the hash sign.</summary>
    public static Color fromHex(string hex)
    {
        var digits = hex.TrimStart('#');
        if (digits.Length == 3) digits = string.Concat(digits.Select(digit => $"{digit}{digit}"));
        if (digits.Length != 6 || !int.TryParse(digits, NumberStyles.HexNumber, null, out var rgb))
        {
            throw new ArgumentException(
                $"\"{hex}\" is no colour. Write six hexadecimal digits: \"#0072B2\".", nameof(hex));
        }

        return FromRgb(rgb);
    }

    /// <summary>A colour from a CSS keyword such as <c>steelblue</c>, or from hexadecimal digits.</summary>
    public static Color fromString(string text)
    {
        if (text.StartsWith('#')) return fromHex(text);
        if (s_keywords.TryGetValue(text, out var rgb)) return FromRgb(rgb);
        throw new ArgumentException(
            $"\"{text}\" is no colour known here. Write hexadecimal digits (\"#0072B2\") or one of: "
            + string.Join(", ", s_keywords.Keys.Order()) + ".", nameof(text));
    }

    /// <summary>A colour from its three parts, each from 0 to 255.</summary>
    public static Color fromRGB(int r, int g, int b) =>
        new(checked((byte)r), checked((byte)g), checked((byte)b));

    public static implicit operator Color(string text) => fromString(text);

    /// <summary><c>#RRGGBB</c>; the opacity is not part of it.</summary>
    public override string ToString() => $"#{R:X2}{G:X2}{B:X2}";

    internal Color WithOpacity(double opacity) => this with { A = A * opacity };

    // Perceived brightness from 0 to 1 (ITU-R BT.601), to choose black or white text on a cell.
    internal double Brightness => (0.299 * R + 0.587 * G + 0.114 * B) / 255;

    private static Color FromRgb(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
