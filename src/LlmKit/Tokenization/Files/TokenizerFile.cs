using System.Text.Encodings.Web;
using System.Text.Json;
using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Files;

/// <summary>Reads and writes <c>tokenizer.json</c>, the format of Hugging Face's tokenizers, version 1.0.</summary>
internal static class TokenizerFile
{
    public static Tokenizer Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} can't be used as a tokenizer.json: {e.Message}", e);
        }
    }

    public static Tokenizer Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return FileNode.Read(json, Tokenizer);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(Require.Said(e), e);
        }
    }

    public static void Write(Tokenizer tokenizer, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = File.Create(temporary))
            {
                Write(tokenizer, file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static void Write(Tokenizer tokenizer, Stream target)
    {
        using var json = new Utf8JsonWriter(target, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        SettingsFile.Write(json, tokenizer.Truncation, tokenizer.Padding);
        WriteAddedTokens(json, tokenizer.AddedTokens);
        Write(json, "normalizer", tokenizer.Parts.Normalizer, part => part.Write(json));
        Write(json, "pre_tokenizer", tokenizer.Parts.PreTokenizer, part => part.Write(json));
        Write(json, "post_processor", tokenizer.Parts.PostProcessor, part => part.Write(json));
        Write(json, "decoder", tokenizer.Parts.Decoder, part => part.Write(json));
        json.WritePropertyName("model");
        tokenizer.Model.Write(json);
        json.WriteEndObject();
    }

    private static Tokenizer Tokenizer(FileNode root)
    {
        var model = ModelFile.Read(root.Need("model"));
        return new(model, new()
        {
            Normalizer = root.Find("normalizer") is { } normalizer ? NormalizerFile.Read(normalizer) : null,
            PreTokenizer = root.Find("pre_tokenizer") is { } cutter ? PreTokenizerFile.Read(cutter) : null,
            PostProcessor = root.Find("post_processor") is { } post ? PostProcessorFile.Read(post) : null,
            Decoder = root.Find("decoder") is { } decoder ? DecoderFile.Read(decoder) : null,
            AddedTokens = root.Find("added_tokens") is { } added ? AddedTokens(added, model) : [],
            Truncation = root.Find("truncation") is { } truncation ? SettingsFile.Truncation(truncation) : null,
            Padding = root.Find("padding") is { } padding ? SettingsFile.Padding(padding) : null,
        });
    }

    private static List<AddedToken> AddedTokens(FileNode list, TokenModel model)
    {
        var tokens = new List<AddedToken>();
        var ids = new Dictionary<int, string>();
        foreach (var node in list.Items())
        {
            var content = node.Need("content").Text;
            var id = node.Need("id").Number;
            if (id < 0) throw node.Fault($"has the id {id}; an id is 0 or more");
            if (ids.TryGetValue(id, out var other) && other != content) throw node.Fault($"gives \"{content}\" the id {id}, which \"{other}\" has");
            if (model.IdOf(content) is { } known && known != id) throw node.Fault($"gives \"{content}\" the id {id}, but the model gives it {known}");
            ids[id] = content;
            tokens.Add(AddedToken(node, id));
        }

        return tokens;
    }

    /// <summary>An added token as this file and <c>tokenizer_config.json</c> describe it.</summary>
    internal static AddedToken AddedToken(FileNode node, int id)
    {
        var isSpecial = node.FlagOr("special", false);
        return new(id, node.Need("content").Text)
        {
            IsSpecial = isSpecial,
            IsSingleWord = node.FlagOr("single_word", false),
            TakesSpaceBefore = node.FlagOr("lstrip", false),
            TakesSpaceAfter = node.FlagOr("rstrip", false),
            IsNormalized = node.FlagOr("normalized", !isSpecial),
        };
    }

    private static void WriteAddedTokens(Utf8JsonWriter json, IReadOnlyList<AddedToken> tokens)
    {
        json.WriteStartArray("added_tokens");
        foreach (var token in tokens.OrderBy(token => token.Id))
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Content);
            json.WriteBoolean("single_word", token.IsSingleWord);
            json.WriteBoolean("lstrip", token.TakesSpaceBefore);
            json.WriteBoolean("rstrip", token.TakesSpaceAfter);
            json.WriteBoolean("normalized", token.IsNormalized);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T? part, Action<T> write) where T : class
    {
        json.WritePropertyName(name);
        if (part is null) json.WriteNullValue();
        else write(part);
    }
}
