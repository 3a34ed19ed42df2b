namespace LlmKit.Torch;

/// <summary>Shows a tensor in a notebook: as tables or text of HTML, and as plain text.</summary>
internal sealed class TensorFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TensorFormatter("text/html", TensorHtml.Of),
        new TensorFormatter("text/plain", TensorText.Of),
    ];
}
