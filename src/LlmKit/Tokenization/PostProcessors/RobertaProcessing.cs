using System.Text.Json;

namespace LlmKit.Tokenization.PostProcessors;

/// <summary>&lt;s&gt; A &lt;/s&gt;, and for a pair &lt;s&gt; A &lt;/s&gt;&lt;/s&gt; B &lt;/s&gt;, all of type id 0.</summary>
public sealed class RobertaProcessing(
    (string Token, int Id) separator, (string Token, int Id) start, bool trimsOffsets = true, bool addsPrefixSpace = true) : PostProcessor
{
    public (string Token, int Id) Separator { get; } = separator;

    public (string Token, int Id) Start { get; } = start;

    internal override string Type => "RobertaProcessing";

    internal override bool TrimsOffsets => trimsOffsets;

    internal override bool AddsPrefixSpace => addsPrefixSpace;

    internal override IReadOnlyList<TemplatePart> Template(bool isPair)
    {
        var end = new TemplatePart.Special(Separator.Token, [Separator.Id]);
        TemplatePart[] single = [new TemplatePart.Special(Start.Token, [Start.Id]), new TemplatePart.Text(0), end];
        return isPair ? [.. single, end, new TemplatePart.Text(1), end] : single;
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        BertProcessing.WriteToken(json, "sep", Separator);
        BertProcessing.WriteToken(json, "cls", Start);
        json.WriteBoolean("trim_offsets", trimsOffsets);
        json.WriteBoolean("add_prefix_space", addsPrefixSpace);
    }
}
