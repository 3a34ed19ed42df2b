using System.Globalization;
using LlmKit.Tokenization.PostProcessors;

namespace LlmKit.Tokenization.Files;

/// <summary>
/// What the files beside a vocabulary say in a model's folder that has no <c>tokenizer.json</c>: <c>added_tokens.json</c>, and in
/// <c>tokenizer_config.json</c> <c>added_tokens_decoder</c>, <c>add_bos_token</c>, <c>add_eos_token</c> and the class, whose defaults count.
/// </summary>
internal static class FolderSettings
{
    private const string ConfigFile = "tokenizer_config.json";
    private const string AddedFile = "added_tokens.json";

    // Their ids are not those of the .model file: they come from fairseq's dictionary.
    private static readonly string[] s_renumbered = ["XLMRoberta", "Camembert", "MBart", "MBart50", "Nllb", "XGLM", "Barthez", "Plbart"];

    private static readonly string[] s_startClasses = ["Llama", "CodeLlama", "Gemma"];

    private static readonly string[] s_endClasses = ["T5", "Pegasus", "BigBirdPegasus"];

    /// <exception cref="InvalidDataException">A file is damaged, contradicts the vocabulary, or asks for what is not supported.</exception>
    public static Tokenizer Apply(Tokenizer tokenizer, string folder)
    {
        var added = tokenizer.AddedTokens.DistinctBy(token => token.Content).ToDictionary(token => token.Content, StringComparer.Ordinal);
        Read(Path.Combine(folder, AddedFile), root =>
        {
            foreach (var (content, id) in root.Members()) Add(tokenizer, added, new(id.Number, content) { IsNormalized = true }, id);
        });
        PostProcessor? post = null;
        Read(Path.Combine(folder, ConfigFile), root =>
        {
            if (root.Find("added_tokens_decoder") is { } decoder)
            {
                foreach (var (id, node) in decoder.Members())
                {
                    if (!int.TryParse(id, CultureInfo.InvariantCulture, out var number)) throw node.Fault($"stands under \"{id}\", but an id is needed");
                    Add(tokenizer, added, TokenizerFile.AddedToken(node, number), node);
                }
            }

            post = Surrounded(tokenizer, root, added);
        });
        return tokenizer.With(tokenizer.Parts with { AddedTokens = [.. added.Values.OrderBy(token => token.Id)], PostProcessor = post ?? tokenizer.Parts.PostProcessor });
    }

    private static void Read(string path, Action<FileNode> read)
    {
        if (!File.Exists(path)) return;
        try
        {
            FileNode.Read(File.ReadAllBytes(path), root =>
            {
                read(root);
                return true;
            });
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} can't be read: {e.Message}", e);
        }
    }

    private static void Add(Tokenizer tokenizer, Dictionary<string, AddedToken> added, AddedToken token, FileNode node)
    {
        if (token.Id < 0) throw node.Fault($"gives \"{token.Content}\" the id {token.Id}; an id is 0 or more");
        if (token.Content.Length == 0) throw node.Fault("is a token without text");
        if (tokenizer.IdOf(token.Content) is { } known && known != token.Id)
            throw node.Fault($"gives \"{token.Content}\" the id {token.Id}, but the vocabulary gives it {known}. The files are of different models");
        if (tokenizer.TokenOf(token.Id) is { } other && other != token.Content)
            throw node.Fault($"gives \"{token.Content}\" the id {token.Id}, which \"{other}\" has in the vocabulary. The files are of different models");
        added[token.Content] = token;
    }

    // None where neither the flags nor the class say anything.
    private static TemplateProcessing? Surrounded(Tokenizer tokenizer, FileNode root, Dictionary<string, AddedToken> added)
    {
        var name = root.TextOrNull("tokenizer_class") ?? "";
        var kind = name.EndsWith("TokenizerFast", StringComparison.Ordinal) ? name[..^13] : name.EndsWith("Tokenizer", StringComparison.Ordinal) ? name[..^9] : name;
        if (s_renumbered.Contains(kind))
        {
            throw new InvalidDataException(
                $"the class is {name}, whose ids are not those of the vocabulary beside it. Save its tokenizer.json with transformers, and put it into the folder.");
        }

        var start = root.FlagOr("add_bos_token", s_startClasses.Contains(kind));
        var end = root.FlagOr("add_eos_token", s_endClasses.Contains(kind));
        if (!start && !end) return null;
        var (before, after) = (Token("bos_token", start), Token("eos_token", end));
        return new(
            [.. before, new TemplatePart.Text(0), .. after],
            [.. before, new TemplatePart.Text(0), .. after, .. before, new TemplatePart.Text(1), .. after]);

        TemplatePart[] Token(string setting, bool isWanted)
        {
            if (!isWanted) return [];
            var node = root.Find(setting);
            var content = node is null ? setting == "bos_token" ? "<s>" : "</s>" : node.Value.IsText ? node.Value.Text : node.Value.Need("content").Text;
            var id = added.TryGetValue(content, out var token) ? token.Id : tokenizer.IdOf(content)
                ?? throw new InvalidDataException($"{setting} is \"{content}\", which the vocabulary does not have.");
            return [new TemplatePart.Special(content, [id])];
        }
    }
}
