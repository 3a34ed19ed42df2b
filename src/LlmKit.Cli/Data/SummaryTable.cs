using System.Globalization;

namespace LlmKit.Cli.Data;

/// <summary>Rows of a name and a count, perhaps with a share and a remark, printed in columns.</summary>
internal sealed class SummaryTable(TextWriter output)
{
    public void Row(string name, long count, string remark = "") => output.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{name,-44}{count,12:N0}  {remark}").TrimEnd());

    public void Row(string name, long count, long of) =>
        Row(name, count, of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of,5:F1} %"));
}
