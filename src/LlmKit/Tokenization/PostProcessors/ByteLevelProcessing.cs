using System.Text.Json;

namespace LlmKit.Tokenization.PostProcessors;

/// <summary>Offsets of byte-level tokens without the spaces around them, where that is asked for.</summary>
public sealed class ByteLevelProcessing(bool trimsOffsets = true, bool addsPrefixSpace = true, bool cuts = true) : PostProcessor
{
    internal override string Type => "ByteLevel";

    internal override bool TrimsOffsets => trimsOffsets;

    internal override bool AddsPrefixSpace => addsPrefixSpace;

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("add_prefix_space", addsPrefixSpace);
        json.WriteBoolean("trim_offsets", trimsOffsets);
        json.WriteBoolean("use_regex", cuts);
    }
}
