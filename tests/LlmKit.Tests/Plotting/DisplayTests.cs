using LlmKit.Plotting;
using System.Collections;
using System.Text.Json;

namespace LlmKit.Tests.Plotting;

/// <summary>Reads a chart the way a kernel does: by the names of attribute, properties and methods.</summary>
public sealed class DisplayTests
{
    [Fact]
    public void A_kernel_gets_Plotly_JSON_a_PNG_and_one_line_of_text()
    {
        var chart = Samples.All["lines"]();
        var bundle = Bundle(chart);

        Assert.Equal(["application/vnd.plotly.v1+json", "image/png", "text/plain"], bundle.Keys);
        Assert.Equal(
            2, JsonDocument.Parse(bundle["application/vnd.plotly.v1+json"]).RootElement.GetProperty("data")
            .GetArrayLength());
        Assert.Equal(
            (1400, 900), PngReader.Read(Convert.FromBase64String(bundle["image/png"])) is var png
            ? (png.Width, png.Height) : default);
        Assert.Equal(chart.ToString(), bundle["text/plain"]);
        Assert.DoesNotContain('\n', bundle["text/plain"]);
    }

    [Fact]
    public void An_output_stays_under_60_KB()
    {
        Assert.All(["lines", "points", "columns", "histogram", "heat map"], (string kind) =>
            Assert.InRange(Bundle(Samples.All[kind]()).Values.Sum(text => text.Length), 1, 60_000));
    }

    [Fact]
    public void A_formatter_leaves_other_values_alone()
    {
        foreach (var formatter in Formatters(typeof(GenericChart)))
        {
            var text = new StringWriter();
            Assert.Equal(
                false, formatter.GetType().GetMethod("Format")!.Invoke(formatter, ["no chart", text]));
            Assert.Equal("", text.ToString());
        }
    }

    private static Dictionary<string, string> Bundle(object value)
    {
        var bundle = new Dictionary<string, string>();
        foreach (var formatter in Formatters(value.GetType()))
        {
            var text = new StringWriter();
            Assert.Equal(true, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [value, text]));
            bundle.Add(
                (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!, text.ToString());
        }

        var attribute = Attribute(value.GetType());
        Assert.Equal(
            (string[])attribute.GetType()
            .GetProperty("PreferredMimeTypes")!.GetValue(attribute)!, bundle.Keys);
        return bundle;
    }

    private static IEnumerable<object> Formatters(Type type)
    {
        var attribute = Attribute(type);
        var source =
            Activator.CreateInstance(
            (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        return ((IEnumerable)source.GetType()
            .GetMethod("CreateTypeFormatters", Type.EmptyTypes)!.Invoke(source, null)!).Cast<object>();
    }

    private static object Attribute(Type type) =>
        type.GetCustomAttributes(true)
            .Single(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
}
