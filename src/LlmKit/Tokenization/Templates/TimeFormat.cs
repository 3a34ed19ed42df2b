using System.Globalization;
using System.Text;

namespace LlmKit.Tokenization.Templates;

/// <summary>C's <c>strftime</c>, in English.</summary>
internal static class TimeFormat
{
    public static string Apply(string format, DateTimeOffset time)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var hasPadding = format[++i] != '-' || i + 1 == format.Length;
            var field = Field(format[hasPadding ? i : ++i], time);
            text.Append(hasPadding || field.Length < 2 ? field : field.TrimStart('0', ' ') is { Length: > 0 } shorter ? shorter : "0");
        }

        return text.ToString();
    }

    private static string Field(char letter, DateTimeOffset time) => letter switch
    {
        'Y' => time.Year.ToString(CultureInfo.InvariantCulture),
        'y' => In("yy", time),
        'm' => In("MM", time),
        'd' => In("dd", time),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'H' => In("HH", time),
        'I' => In("hh", time),
        'M' => In("mm", time),
        'S' => In("ss", time),
        'f' => In("ffffff", time),
        'p' => time.Hour < 12 ? "AM" : "PM",
        'a' => In("ddd", time),
        'A' => In("dddd", time),
        'b' or 'h' => In("MMM", time),
        'B' => In("MMMM", time),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => (((int)time.DayOfWeek + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(time.DateTime).ToString(CultureInfo.InvariantCulture),
        'F' => In("yyyy-MM-dd", time),
        'D' or 'x' => In("MM/dd/yy", time),
        'T' or 'X' => In("HH:mm:ss", time),
        'R' => In("HH:mm", time),
        'c' => $"{In("ddd MMM", time)} {time.Day,2} {In("HH:mm:ss yyyy", time)}",
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'z' or 'Z' => "",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        _ => throw new TemplateFault($"strftime_now knows no %{letter}."),
    };

    private static string In(string format, DateTimeOffset time) => time.ToString(format, CultureInfo.InvariantCulture);
}
