using System.Text.Json;
using LlmKit.Data;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Tokenization.Templates;

/// <summary>A model's folder with a tokenizer and a template, from messages to taught tokens.</summary>
public sealed class ChatTokenizerTests : IDisposable
{
    private const string Marked = """
        {%- for m in messages %}<|{{ m.role }}|>{% if m.role == 'assistant' %}{% generation %}{{ m.content }}</s>{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}
        """;

    private const string Unmarked = "{%- for m in messages %}<|{{ m.role }}|>{{ m.content }}{% if m.role == 'assistant' %}</s>{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(Marked), InlineData(Unmarked)]
    public void What_the_model_writes_is_taught_and_nothing_else(string template)
    {
        var chat = Open(template).Encode(new(Message.User("Hi 你"), Message.Assistant("naïve 1"), Message.User("The"), Message.Assistant("b")));

        Assert.Equal("<|user|>Hi 你<|assistant|>naïve 1</s><|user|>The<|assistant|>b</s>", chat.Chat.Text);
        Assert.Equal("naïve 1</s>b</s>", Text(chat, chat.Taught));
        Assert.Equal(chat.Ids.Length, chat.Weights.Count);
        Assert.Equal(chat.Labels.Where(id => id != TokenizedChat.NoLabel), chat.Ids.Where((_, i) => chat.Taught[i]));
        Assert.Contains(TokenizedChat.NoLabel, chat.Labels);
    }

    [Theory, InlineData(Marked), InlineData(Unmarked)]
    public void A_message_s_own_weight_goes_before_the_rule(string template)
    {
        var chat = Open(template).Encode(new(
            Message.User("q") with { IsTaught = true }, Message.Assistant("one") with { IsTaught = false }, Message.User("q"),
            Message.Assistant("two") with { Weight = 0.5 }, Message.User("q"), Message.Assistant("end")));

        Assert.Equal("two</s>", Text(chat, [.. chat.Weights.Select(weight => weight == 0.5f)]));
        Assert.Equal("end</s>", Text(chat, [.. chat.Weights.Select(weight => weight == 1)]));
        Assert.All(chat.Weights, weight => Assert.Contains(weight, (float[])[0, 0.5f, 1]));
    }

    [Fact]
    public void Weights_cannot_be_given_to_marks_that_are_not_one_a_turn()
    {
        var chat = Open("{% for m in messages %}{% generation %}{{ m.content }}{% endgeneration %}{% endfor %}");

        var fault = Assert.Throws<InvalidOperationException>(() => chat.Encode(new(Message.User("a"), Message.Assistant("b") with { IsTaught = false })));

        Assert.Contains("marks 2 stretches that the model writes for its 1 turns", fault.Message);
    }

    [Fact]
    public void A_prompt_ends_with_the_head_of_the_answer()
    {
        var chat = Open(Unmarked);

        Assert.Equal("<|user|>Hi<|assistant|>", chat.Tokenizer.Decode(chat.EncodePrompt(new(Message.User("Hi"))), skipsSpecial: false));
    }

    [Fact]
    public void Special_tokens_are_set_by_the_template_alone()
    {
        var file = Zoo.Write("llama2", _folder.Path);
        File.Move(file, Path.Combine(_folder.Path, "tokenizer.json"), overwrite: true);
        Config("{{ bos_token }}{% for m in messages %}{{ m.content }}{% endfor %}");

        var chat = ChatTokenizer.FromFolder(_folder.Path).Encode(new(Message.User("a")));

        Assert.Equal(1, chat.Ids.Count(id => id == chat.Ids[0]));
    }

    [Fact]
    public void A_folder_without_a_template_says_so()
    {
        Open(Marked);
        File.WriteAllText(Path.Combine(_folder.Path, "tokenizer_config.json"), "{}");

        Assert.Contains("has no chat template", Assert.Throws<InvalidDataException>(() => ChatTokenizer.FromFolder(_folder.Path)).Message);
    }

    private ChatTokenizer Open(string template)
    {
        Tokenizer.FromFile(Zoo.Write("gpt2", _folder.Path)).WithSpecialTokens("<|user|>", "<|assistant|>", "</s>").Save(Path.Combine(_folder.Path, "tokenizer.json"));
        Config(template);
        return ChatTokenizer.FromFolder(_folder.Path);
    }

    private void Config(string template) => File.WriteAllText(
        Path.Combine(_folder.Path, "tokenizer_config.json"), JsonSerializer.Serialize(new { chat_template = template, bos_token = "<s>" }));

    private static string Text(TokenizedChat chat, bool[] isIn) =>
        string.Concat(chat.Tokens.Offsets.Where((_, i) => isIn[i]).Select(range => chat.Chat.Text[range.Start..range.End]));
}
