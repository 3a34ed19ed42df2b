using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Makes JSON readable that names half of a letter, as browsers write it when a text was cut inside an emoji.</summary>
internal static class Surrogates
{
    private const int Escape = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The JSON with U+FFFD for every escape of a surrogate that has no partner; the same array when there is none.</summary>
    public static byte[] Mended(byte[] json)
    {
        var mended = json;
        for (var i = json.AsSpan().IndexOf((byte)'\\'); i >= 0 && i < json.Length - 1;)
        {
            if (json[i] != '\\')
            {
                i++;
                continue;
            }

            var unit = UnitAt(json, i);
            if (unit is null)
            {
                i += 2;
            }
            else if (char.IsHighSurrogate(unit.Value) && UnitAt(json, i + Escape) is { } next && char.IsLowSurrogate(next))
            {
                i += 2 * Escape;
            }
            else
            {
                if (char.IsSurrogate(unit.Value))
                {
                    if (mended == json) mended = [.. json];
                    Replacement.CopyTo(mended.AsSpan(i));
                }

                i += Escape;
            }
        }

        return mended;
    }

    private static char? UnitAt(byte[] json, int place) =>
        place + Escape <= json.Length && json[place] == '\\' && json[place + 1] == 'u' &&
        ushort.TryParse(Encoding.ASCII.GetString(json, place + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit : null;
}
