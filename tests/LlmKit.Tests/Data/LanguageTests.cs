using LlmKit.Data.Cleaning;
using LlmKit.Data.Languages;

namespace LlmKit.Tests.Data;

/// <summary>Languages are told as fastText tells them, and without a model no more is said than scripts show.</summary>
public sealed class LanguageTests
{
    [Fact]
    public void Small_models_predict_what_fasttext_predicts()
    {
        foreach (var golden in DataGolden.Load("fasttext.json").EnumerateArray())
        {
            var model = FastTextLanguages.Of(Content(golden.GetProperty("model").GetString()!));
            foreach (var each in golden.GetProperty("predicted").EnumerateArray())
            {
                // fasttext leaves out what is below 0.00001.
                var probabilities = each.GetProperty("probabilities").EnumerateArray().Select(p => p.GetDouble()).ToArray();
                var guesses = model.Identify(each.GetProperty("text").GetString()!, probabilities.Length);

                Assert.Equal(each.GetProperty("labels").EnumerateArray().Select(label => label.GetString()), guesses.Select(guess => guess.Language));
                Assert.All(guesses.Zip(probabilities), pair => Assert.Equal(pair.Second, pair.First.Probability, 2e-5));
            }
        }
    }

    [Fact]
    public void The_model_of_176_languages_says_what_it_says_in_fasttext()
    {
        var model = FastTextLanguages.Load(Peers.Require("fasttext.wasm.js/dist/models/language-identification/assets/lid.176.ftz"));
        foreach (var each in DataGolden.Load("languages.json").EnumerateArray())
        {
            var guesses = model.Identify(each.GetProperty("text").GetString()!, 3);
            var expected = each.GetProperty("guesses").EnumerateArray().ToArray();

            Assert.Equal(expected.Select(guess => guess[0].GetString()), guesses.Select(guess => guess.Language));
            Assert.All(guesses.Zip(expected), pair => Assert.Equal(pair.Second[1].GetDouble(), pair.First.Probability, 2e-5));
        }
    }

    [Theory]
    [InlineData("守塔人每天早晨走到码头尽头。The pier.", "zh")]
    [InlineData("灯台守は毎朝、桟橋の端まで歩いて水位を読みます。", "ja")]
    [InlineData("등대지기는 매일 아침", "ko")]
    [InlineData("The keeper of the light walks to the end of the pier.", "en")]
    [InlineData("Le gardien du phare marche chaque matin.", "und-Latn")]
    [InlineData("Смотритель маяка каждое утро", "und-Cyrl")]
    [InlineData("12 + 30 = 42 !!!", null)]
    public void Scripts_tell_some_languages_and_no_more_than_that(string text, string? language) =>
        Assert.Equal(language, new ScriptLanguages().Identify(text) is [var guess, ..] ? guess.Language : null);

    [Fact]
    public void Texts_in_other_languages_are_rejected_with_what_was_found()
    {
        var step = new LanguageStep(new ScriptLanguages(), ["en", "zh"]);

        Assert.IsType<CleaningOutcome.Kept>(step.Clean(new("守塔人每天早晨走到码头尽头。")));
        Assert.Equal(new CleaningOutcome.Rejected("language", "language: ko (1), wanted en, zh"), step.Clean(new("등대지기는")));
        Assert.Equal("language_unsure", Assert.IsType<CleaningOutcome.Rejected>(step.Clean(new("守塔人灯 ΑΒΓ"))).Rule);
        Assert.Equal("language_unknown", Assert.IsType<CleaningOutcome.Rejected>(step.Clean(new("42"))).Rule);
    }

    private static byte[] Content(string name) =>
        File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden", name));
}
