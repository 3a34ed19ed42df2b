using System.Globalization;

namespace LlmKit.Notebook.Display;

/// <summary>One look at a bar.</summary>
internal sealed record ProgressView(string Title, long Done, long? Total, TimeSpan Time, string Text, bool IsOver)
{
    private const int Width = 30;

    /// <summary>How much is done, from 0 to 1; null when nobody knows.</summary>
    public double? Part =>
        Total is { } total ? total <= 0 ? 1 : Math.Clamp((double)Done / total, 0, 1) : null;

    public string Line =>
        string.Join("  ", new[] { Title, Bar, Numbers, Text }.Where(part => part.Length > 0));

    public string Html
    {
        get
        {
            var html = new Markup();
            html.Element("div", HtmlStyle.Root, () =>
            {
                html.Raw(HtmlStyle.Sheet);
                if (Title.Length > 0) html.Text(Title + " ");
                var value = Part is { } part ? part : IsOver ? 1 : (double?)null;
                html.Element("progress", null, () => { }, value is { } known
                    ? [("max", "1"), ("value", known.ToString("0.####", CultureInfo.InvariantCulture))]
                    : []);
                html.Text(" " + Numbers);
                if (Text.Length > 0) html.Text("  " + Text);
            });
            return html.ToString();
        }
    }

    private string Bar => Part is { } part
        ? $"{new string('█', (int)(part * Width)).PadRight(Width, '░')} {(int)(part * 100)}%"
        : "";

    private string Numbers
    {
        get
        {
            var count = string.Create(
                CultureInfo.InvariantCulture, $"{Done:N0}{(Total is null ? "" : "/")}{Total:N0}");
            var isRunning = !IsOver && Part is > 0 and < 1;
            return $"{count} · {Duration(Time)}{(isRunning ? $", {Duration(Time / Part!.Value - Time)} left" : "")}";
        }
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.TotalMinutes >= 1 ? time.ToString("m\\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
