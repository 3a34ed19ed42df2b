namespace LlmKit.Plotting.Display;

/// <summary>
/// Writes a chart as one MIME type: JSON as JSON text, a binary type in base64, as Jupyter's messages hold
/// them.
/// </summary>
internal sealed class ChartFormatter(string mimeType, Func<GenericChart, string> write)
{
    public string MimeType => mimeType;

    public Type Type => typeof(GenericChart);

    /// <summary>False when the value is not a chart, and nothing was written.</summary>
    public bool Format(object value, TextWriter writer)
    {
        if (value is not GenericChart chart) return false;
        writer.Write(write(chart));
        return true;
    }
}
