namespace LlmKit.Torch;

/// <summary>Shows a tensor in a notebook: as a table when it has one or two dimensions, as text otherwise.</summary>
internal sealed class TensorFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TensorFormatter("text/html", TensorTable.Of),
        new TensorFormatter("text/plain", TensorText.Of),
    ];
}
