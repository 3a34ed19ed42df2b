using LlmKit.Tokenization;
using LlmKit.Tokenization.Models;
using LlmKit.Tokenization.Normalizers;
using LlmKit.Tokenization.PreTokenizers;
using LlmKit.Tokenization.Training;

namespace LlmKit.Tests.Tokenization.Training;

public sealed class BytePairTrainerTests(TrainingTexts texts) : IClassFixture<TrainingTexts>
{
    private static readonly Dictionary<string, TokenizerParts> s_words = new()
    {
        ["bytelevel"] = new() { PreTokenizer = new ByteLevel { AddsPrefixSpace = false } },
        ["whitespace"] = new() { PreTokenizer = new Whitespace() },
        ["metaspace"] = new() { PreTokenizer = new Metaspace() },
        ["bert"] = new() { Normalizer = new BertNormalizer(), PreTokenizer = new BertPreTokenizer() },
    };

    [Theory, InlineData("bytelevel"), InlineData("whitespace"), InlineData("metaspace"), InlineData("bert")]
    public void Ids_and_merges_equal_the_Rust_trainer_s_on_real_text(string words)
    {
        var expected = (BytePairEncoding)RustTrainers.Train("bpe", words, texts.FilePath).Model;

        var actual = (BytePairEncoding)new BytePairTrainer { VocabularySize = 30_000, InitialAlphabet = "" }
            .Train(TextLines.Read(texts.FilePath), s_words[words]).Model;

        Assert.Equal(Tokens(expected), Tokens(actual));
        Assert.Equal(expected.Merges, actual.Merges);
    }

    // Few letters, so that many pairs are equally frequent, and tokens are made in more than one way.
    [Theory, InlineData(2, 1), InlineData(3, 2), InlineData(5, 3)]
    public void Merges_equal_the_Rust_trainer_s_on_random_words(int letters, int seed)
    {
        var folder = Directory.CreateTempSubdirectory("llmkit-words-");
        try
        {
            var random = new Random(seed);
            string[] files = [.. Enumerable.Range(0, 100).Select(i => Path.Combine(folder.FullName, $"{i}.txt"))];
            foreach (var file in files) File.WriteAllText(file, Words(random, letters));

            foreach (var (file, peer) in files.Zip(RustTrainers.TrainEach("bpe", "whitespace", files)))
            {
                var expected = (BytePairEncoding)peer.Model;
                var actual = (BytePairEncoding)new BytePairTrainer().Train(TextLines.Read(file), s_words["whitespace"]).Model;

                Assert.Equal(Tokens(expected), Tokens(actual));
                Assert.Equal(expected.Merges, actual.Merges);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The Rust library numbers the ##-characters in the order of its hash table, so its own order is given here.
    [Theory, InlineData("whitespace"), InlineData("bert")]
    public void WordPiece_equals_the_Rust_trainer_s_on_real_text(string words)
    {
        var expected = Tokens(RustTrainers.Train("wordpiece", words, texts.FilePath).Model);
        var characters = expected.TakeWhile(token => token.Replace("##", "", StringComparison.Ordinal).EnumerateRunes().Count() < 2);

        var actual = new WordPieceTrainer { SpecialTokens = [.. characters], Unknown = expected[0] }
            .Train(TextLines.Read(texts.FilePath), s_words[words]).Model;

        Assert.Equal(expected, Tokens(actual));
    }

    private static string Words(Random random, int letters) => string.Join(' ', Enumerable.Range(0, 40).SelectMany(_ =>
    {
        var word = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('a' + random.Next(letters))));
        return Enumerable.Repeat(word, random.Next(1, 6));
    }));

    private static string[] Tokens(TokenModel model) =>
        [.. model.Vocabulary.OrderBy(entry => entry.Value).Select(entry => entry.Key)];
}
