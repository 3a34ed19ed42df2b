using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization.Files;

/// <summary>The post-processors of a <c>tokenizer.json</c>.</summary>
internal static class PostProcessorFile
{
    public static PostProcessor Read(FileNode node)
    {
        var type = node.Need("type").Text;
        return type switch
        {
            "BertProcessing" => new BertProcessing(Token(node.Need("sep")), Token(node.Need("cls"))),
            "RobertaProcessing" => new RobertaProcessing(
                Token(node.Need("sep")), Token(node.Need("cls")), node.FlagOr("trim_offsets", true), node.FlagOr("add_prefix_space", true)),
            "ByteLevel" => new ByteLevelProcessing(
                node.FlagOr("trim_offsets", true), node.FlagOr("add_prefix_space", true), node.FlagOr("use_regex", true)),
            "TemplateProcessing" => Template(node),
            "Sequence" => new ProcessorSequence([.. node.Need("processors").Items().Select(Read)]),
            _ => throw node.Unknown(type, "BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing"),
        };
    }

    private static (string, int) Token(FileNode node) => node.Items().ToArray() is [var token, var id]
        ? (token.Text, id.Number)
        : throw node.Fault("must be a token and its id");

    private static TemplateProcessing Template(FileNode node)
    {
        var ids = new Dictionary<string, IReadOnlyList<int>>();
        var tokens = new Dictionary<string, IReadOnlyList<string>>();
        if (node.Find("special_tokens") is { } specials)
        {
            foreach (var (name, value) in specials.Members())
            {
                ids[name] = [.. value.Need("ids").Items().Select(id => id.Number)];
                tokens[name] = value.Find("tokens") is { } texts ? [.. texts.Items().Select(text => text.Text)] : [name];
            }
        }

        return new(Parts(node.Need("single"), ids, texts: 1), Parts(node.Need("pair"), ids, texts: 2)) { Tokens = tokens };
    }

    private static List<TemplatePart> Parts(FileNode list, Dictionary<string, IReadOnlyList<int>> ids, int texts)
    {
        var parts = new List<TemplatePart>();
        foreach (var part in list.Items())
        {
            if (part.Find("Sequence") is { } text)
            {
                var index = text.Need("id").Text switch
                {
                    "A" => 0,
                    "B" when texts == 2 => 1,
                    var other => throw text.Fault($"names the text \"{other}\"; there {(texts == 1 ? "is only A" : "are A and B")}"),
                };
                parts.Add(new TemplatePart.Text(index, text.NumberOr("type_id", 0)));
                continue;
            }

            var special = part.Find("SpecialToken") ?? throw part.Fault("must be a Sequence or a SpecialToken");
            var name = special.Need("id").Text;
            if (!ids.TryGetValue(name, out var known)) throw special.Fault($"names \"{name}\", which special_tokens lacks");
            parts.Add(new TemplatePart.Special(name, known, special.NumberOr("type_id", 0)));
        }

        return parts;
    }
}
