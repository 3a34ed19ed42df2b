using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using LlmKit.Tokenization.Models;

namespace LlmKit.Tokenization.Files;

/// <summary>The models of a <c>tokenizer.json</c>.</summary>
internal static class ModelFile
{
    public static TokenModel Read(FileNode node)
    {
        var type = node.TextOrNull("type") ?? Guess(node);
        return type switch
        {
            "BPE" => BytePair(node),
            "WordPiece" => new WordPiece(
                Vocabulary(node.Need("vocab")), node.TextOrNull("unk_token") ?? "[UNK]", node.TextOrNull("continuing_subword_prefix") ?? "##",
                node.NumberOr("max_input_chars_per_word", 100)),
            "WordLevel" => new WordLevel(Vocabulary(node.Need("vocab")), node.TextOrNull("unk_token") ?? "<unk>"),
            "Unigram" => Unigram(node),
            _ => throw node.Unknown(type, "BPE", "Unigram", "WordLevel", "WordPiece"),
        };
    }

    // Files of the first versions don't say.
    private static string Guess(FileNode node) =>
        node.Find("merges") is not null ? "BPE"
        : node.Find("continuing_subword_prefix") is not null ? "WordPiece"
        : node.Find("vocab") is { Kind: JsonValueKind.Array } ? "Unigram"
        : "WordLevel";

    private static BytePairEncoding BytePair(FileNode node)
    {
        if (node.Find("dropout") is { } dropout && dropout.Real > 0)
            throw dropout.Fault($"is {dropout.Real}: merges dropped at random aren't supported. Set it to null");
        return new(new Vocabulary(Vocabulary(node.Need("vocab"))), vocabulary => Merges(node.Need("merges"), vocabulary), new()
        {
            Unknown = node.TextOrNull("unk_token"),
            ContinuationPrefix = node.TextOrNull("continuing_subword_prefix"),
            EndSuffix = node.TextOrNull("end_of_word_suffix"),
            FusesUnknown = node.FlagOr("fuse_unk", false),
            FallsBackToBytes = node.FlagOr("byte_fallback", false),
            TakesWholeWords = node.FlagOr("ignore_merges", false),
        });
    }

    private static Unigram Unigram(FileNode node)
    {
        var list = node.Need("vocab");
        var entries = new List<(string, double)>();
        foreach (var entry in Items(list))
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2) throw Item(list, entries.Count, entry).Fault("must be a token and its score");
            entries.Add((Text(list, entries.Count, entry[0]), Item(list, entries.Count, entry[1]).Real));
        }

        return new(entries, node.Find("unk_id")?.Number, node.FlagOr("byte_fallback", false));
    }

    internal static Dictionary<string, int> Vocabulary(FileNode node)
    {
        if (node.Kind != JsonValueKind.Object) throw node.Fault("must be an object of tokens and their ids");
        var ids = new Dictionary<string, int>(node.Raw.GetPropertyCount());
        foreach (var member in node.Raw.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out var id) || id < 0)
                throw new FileNode(member.Value, $"{node.Path}[\"{member.Name}\"]").Fault($"is {member.Value}; an id is a whole number from 0 on");
            ids[member.Name] = id;
        }

        return ids;
    }

    // Written as "a b", and since version 0.20 as ["a", "b"].
    private static (int, int)[] Merges(FileNode node, Vocabulary vocabulary)
    {
        if (node.Kind != JsonValueKind.Array) throw node.Fault("must be a list");
        var merges = new (int, int)[node.Raw.GetArrayLength()];
        Span<char> text = new char[512];
        var rank = 0;
        foreach (var merge in node.Raw.EnumerateArray())
        {
            if (merge.ValueKind == JsonValueKind.Array)
            {
                if (merge.GetArrayLength() != 2) throw Item(node, rank, merge).Fault("must be two tokens");
                merges[rank] = (Id(merge[0], text), Id(merge[1], text));
            }
            else
            {
                var pair = Text(node, rank, merge, text);
                var space = pair.IndexOf(' ');
                if (space < 0 || pair[(space + 1)..].Contains(' '))
                    throw Item(node, rank, merge).Fault($"is \"{pair}\"; it must be two tokens with a space between");
                merges[rank] = (BytePairEncoding.Need(vocabulary, pair[..space], rank), BytePairEncoding.Need(vocabulary, pair[(space + 1)..], rank));
            }

            rank++;
        }

        return merges;

        int Id(JsonElement element, Span<char> room) => BytePairEncoding.Need(vocabulary, Text(node, rank, element, room), rank);
    }

    // Without a string for each of half a million, where nothing is escaped.
    private static ReadOnlySpan<char> Text(FileNode list, int index, JsonElement element, Span<char> room)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            var raw = JsonMarshal.GetRawUtf8Value(element)[1..^1];
            if (raw.Length <= room.Length && !raw.Contains((byte)'\\') && Utf8.ToUtf16(raw, room, out _, out var length) == OperationStatus.Done) return room[..length];
        }

        return Item(list, index, element).Text;
    }

    private static JsonElement.ArrayEnumerator Items(FileNode node) => node.Kind == JsonValueKind.Array
        ? node.Raw.EnumerateArray()
        : throw node.Fault("must be a list");

    private static string Text(FileNode list, int index, JsonElement element) => Item(list, index, element).Text;

    private static FileNode Item(FileNode list, int index, JsonElement element) => new(element, list.Path, index);
}
