using Google.Protobuf;
using LlmKit.Tokenization.Decoders;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PreTokenizers;

namespace LlmKit.Tokenization.Files;

/// <summary>Reads SentencePiece's <c>.model</c> files, Unigram and BPE.</summary>
/// <remarks>google/sentencepiece, sentencepiece_model.proto: the numbers below are the fields' there.</remarks>
internal static class SentencePieceFile
{
    private const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, ByteKind = 6;
    private const int UnigramKind = 1, BytePairKind = 2;

    public static Tokenizer Read(string path)
    {
        try
        {
            return Build(Parse(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"{path} can't be used as a SentencePiece model: {(e is ArgumentException argument ? Require.Said(argument) : e.Message)}", e);
        }
    }

    private static Tokenizer Build(Content content)
    {
        if (content.Pieces.Count == 0) throw new InvalidDataException("it has no pieces.");
        var unknown = content.Pieces.FindIndex(piece => piece.Kind == Unknown);
        var added = content.Pieces.Select((piece, id) => (piece, id))
            .Where(entry => entry.piece.Kind is Unknown or Control or UserDefined && entry.piece.Text.Length > 0)
            .Select(entry => new AddedToken(entry.id, entry.piece.Text) { IsSpecial = entry.piece.Kind != UserDefined }).ToList();
        TokenModel model = content.ModelKind switch
        {
            UnigramKind => new Unigram(
                content.Pieces.Select(piece => (piece.Text, (double)piece.Score)), unknown < 0 ? null : unknown, content.FallsBackToBytes),
            BytePairKind => BytePair(content, unknown),
            var other => throw new InvalidDataException($"its model is of type {other}; Unigram (1) and BPE (2) are supported."),
        };

        var metaspace = content.AddsPrefix ? PrependScheme.Always : PrependScheme.Never;
        return new(model, new()
        {
            Normalizer = Normalizer(content),
            PreTokenizer = content.CutsAtSpaces ? new Split(SearchPattern.Literal("▁"), SplitBehavior.MergedWithNext) : null,
            Decoder = content.FallsBackToBytes
                ? new DecoderSequence(new ByteFallbackDecoder(), new MetaspaceDecoder('▁', metaspace))
                : new MetaspaceDecoder('▁', metaspace),
            AddedTokens = added,
        });
    }

    private static NormalizerSequence Normalizer(Content content)
    {
        var steps = new List<Normalizer>();
        if (content.Map.Length > 0) steps.Add(new PrecompiledMap(content.Map) { TakesLongest = true });
        if (content.RemovesExtraSpaces)
        {
            steps.Add(new Strip());
            steps.Add(new Replace(SearchPattern.Expression(" {2,}"), " "));
        }

        if (content.AddsPrefix) steps.Add(new Prepend("▁"));
        steps.Add(new Replace(SearchPattern.Literal(" "), "▁"));
        return new(steps);
    }

    // The file has no merges: a piece comes from any two others that make it, in the order of the scores.
    private static BytePairEncoding BytePair(Content content, int unknown)
    {
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < content.Pieces.Count; id++) ids.TryAdd(content.Pieces[id].Text, id);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var merges = new List<(int Left, int Right)>();
        var whole = new List<int>();
        for (var id = 0; id < content.Pieces.Count; id++)
        {
            var (text, _, kind) = content.Pieces[id];
            if (kind is not (Normal or UserDefined or Unused)) continue;
            var pairs = new List<(int Left, int Right)>();
            for (var at = 1; at < text.Length; at++)
            {
                if (lookup.TryGetValue(text.AsSpan(0, at), out var left) && lookup.TryGetValue(text.AsSpan(at), out var right))
                    pairs.Add((left, right));
            }

            pairs.Sort();
            merges.AddRange(pairs);
            whole.AddRange(Enumerable.Repeat(id, pairs.Count));
        }

        var order = Enumerable.Range(0, merges.Count).OrderByDescending(i => content.Pieces[whole[i]].Score);
        return new(
            ids, order.Select(i => (content.Pieces[merges[i].Left].Text, content.Pieces[merges[i].Right].Text)),
            new()
            {
                Unknown = unknown < 0 ? null : content.Pieces[unknown].Text,
                FusesUnknown = true,
                FallsBackToBytes = content.FallsBackToBytes,
            });
    }

    private static Content Parse(byte[] bytes)
    {
        var content = new Content();
        Fields(bytes, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    content.Pieces.Add(Piece(input.ReadBytes().ToByteArray()));
                    return true;
                case 2:
                    Fields(input.ReadBytes().ToByteArray(), content.ReadTrainer);
                    return true;
                case 3:
                    Fields(input.ReadBytes().ToByteArray(), content.ReadNormalizer);
                    return true;
                default:
                    return false;
            }
        });
        return content;
    }

    private static (string Text, float Score, int Kind) Piece(byte[] bytes)
    {
        var (text, score, kind) = ("", 0f, Normal);
        Fields(bytes, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    text = input.ReadString();
                    return true;
                case 2:
                    score = input.ReadFloat();
                    return true;
                case 3:
                    kind = input.ReadEnum();
                    return true;
                default:
                    return false;
            }
        });
        if (kind is < Normal or > ByteKind) throw new InvalidDataException($"the piece \"{text}\" is of kind {kind}; kinds are 1 to 6.");
        if (!float.IsFinite(score)) throw new InvalidDataException($"the piece \"{text}\" has the score {score}.");
        return (text, score, kind);
    }

    // Goes through the fields of a message; what isn't read is skipped.
    private static void Fields(byte[] bytes, Func<int, CodedInputStream, bool> read)
    {
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and > 0)
        {
            var before = input.Position;
            if (!read(WireFormat.GetTagFieldNumber(tag), input) && input.Position == before) input.SkipLastField();
        }
    }

    private sealed class Content
    {
        public List<(string Text, float Score, int Kind)> Pieces { get; } = [];

        public int ModelKind { get; private set; } = UnigramKind;

        public bool FallsBackToBytes { get; private set; }

        public bool CutsAtSpaces { get; private set; } = true;

        public bool AddsPrefix { get; private set; } = true;

        public bool RemovesExtraSpaces { get; private set; } = true;

        public byte[] Map { get; private set; } = [];

        public bool ReadTrainer(int field, CodedInputStream input)
        {
            switch (field)
            {
                case 3:
                    ModelKind = input.ReadEnum();
                    return true;
                case 22:
                    CutsAtSpaces = input.ReadBool();
                    return true;
                case 35:
                    FallsBackToBytes = input.ReadBool();
                    return true;
                default:
                    return false;
            }
        }

        public bool ReadNormalizer(int field, CodedInputStream input)
        {
            switch (field)
            {
                case 2:
                    Map = input.ReadBytes().ToByteArray();
                    return true;
                case 3:
                    AddsPrefix = input.ReadBool();
                    return true;
                case 4:
                    RemovesExtraSpaces = input.ReadBool();
                    return true;
                default:
                    return false;
            }
        }
    }
}
