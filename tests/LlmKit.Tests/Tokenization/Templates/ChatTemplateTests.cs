using LlmKit.Data;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Tokenization.Templates;

public sealed class ChatTemplateTests : IDisposable
{
    private static readonly Conversation s_chat = new(
        Message.System("Be short."), Message.User("Hi"), Message.Assistant("Ho"), Message.User("你好"), Message.Assistant("好"));

    private static readonly Conversation s_calls = new(
        Message.User("Weather?"), new Message(Role.ToolCall, """{"name":"weather","arguments":{"city":"Oslo"}}"""),
        new Message(Role.ToolCall, """{"name":"time","arguments":"{}"}"""), new Message(Role.ToolResponse, "rain"),
        new Message(Role.ToolResponse, "noon"), Message.Assistant("Rain at noon."));

    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-template-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_conversation_becomes_the_text_of_its_family()
    {
        var text = BuiltInTemplates.Get("chatml").Render(new Conversation(s_chat.Take(2)), new() { AddGenerationPrompt = true }).Text;

        Assert.Equal("<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n", text);
        Assert.Equal(
            "<s>[INST] <<SYS>>\nBe short.\n<</SYS>>\n\nHi [/INST] Ho </s><s>[INST] 你好 [/INST] 好 </s>", BuiltInTemplates.Get("llama2").Render(s_chat).Text);
    }

    [Theory]
    [InlineData("chatml", "Ho<|im_end|>", "好<|im_end|>")]
    [InlineData("llama2", " Ho </s>", " 好 </s>")]
    [InlineData("llama3", "Ho<|eot_id|>", "好<|eot_id|>")]
    [InlineData("qwen", "Ho<|im_end|>", "<think>\n\n</think>\n\n好<|im_end|>")]
    [InlineData("gemma", "Ho<end_of_turn>", "好<end_of_turn>")]
    [InlineData("deepseek", "Ho<｜end▁of▁sentence｜>", "好<｜end▁of▁sentence｜>")]
    public void What_the_model_writes_is_marked(string name, string first, string second)
    {
        var chat = BuiltInTemplates.Get(name).Render(s_chat);

        Assert.Equal([first, second], chat.Generated.Select(span => span.In(chat.Text)));
    }

    [Fact]
    public void Tokens_that_share_a_character_with_a_marked_span_are_taught()
    {
        var chat = new RenderedChat("abcdef", [new(2, 4)]);

        Assert.Equal([false, true, true, false], chat.Taught([(0, 2), (1, 3), (3, 5), (4, 6)]));
    }

    [Fact]
    public void Without_marks_the_beginnings_of_the_conversation_tell_what_the_model_writes()
    {
        var marked = BuiltInTemplates.Get("chatml");
        var plain = new ChatTemplate(marked.Source.Replace("{%- generation %}", "").Replace("{% endgeneration %}", ""));
        var chat = plain.RenderTaught(s_chat);

        Assert.Equal(marked.Render(s_chat).Text, chat.Text);
        Assert.Equal(["Ho<|im_end|>\n", "好<|im_end|>\n"], chat.Generated.Select(span => span.In(chat.Text)));
    }

    [Fact]
    public void A_template_that_writes_earlier_answers_anew_is_refused_where_its_marks_are_missing()
    {
        var template = new ChatTemplate("{% for m in messages %}[{{ m.content if loop.last else '…' }}]{% endfor %}{{ '[' if add_generation_prompt }}");

        var error = Assert.Throws<InvalidOperationException>(() => template.RenderTaught(s_chat));

        Assert.Contains("Put {% generation %} … {% endgeneration %} around it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_of_tools_are_given_in_the_form_that_the_template_reads()
    {
        var qwen = BuiltInTemplates.Get("qwen").Render(s_calls).Text;
        var asText = new ChatTemplate("{% for m in messages %}{% if m.content is none %}{% for c in m.tool_calls %}{{ c.function.name + c.function.arguments }};{% endfor %}{% else %}{{ m.content }};{% endif %}{% endfor %}");

        Assert.Contains("<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>\n<tool_call>\n{\"name\": \"time\", \"arguments\": {}}", qwen, StringComparison.Ordinal);
        Assert.Contains("<tool_response>\nrain\n</tool_response>\n<tool_response>\nnoon\n</tool_response>", qwen, StringComparison.Ordinal);
        Assert.Equal("Weather?;weather{\"city\": \"Oslo\"};time{};rain;noon;Rain at noon.;", asText.Render(s_calls).Text);
    }

    [Fact]
    public void A_rendering_that_was_stopped_leaves_the_next_one_its_whole_budget()
    {
        var endless = new ChatTemplate("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}");
        Assert.Throws<ChatTemplateException>(() => endless.Render(s_chat, new() { Limits = new() { Steps = 10_000 } }));

        Assert.Contains("Oslo", BuiltInTemplates.Get("deepseek").Render(s_calls).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_shows_no_calls_is_refused_for_messages_that_call() => Assert.StartsWith(
        "The messages call tools, and chatml shows no tool calls.",
        Assert.Throws<ArgumentException>(() => BuiltInTemplates.Get("chatml").Render(s_calls)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_last_message_can_be_continued()
    {
        var chat = BuiltInTemplates.Get("chatml").Render(s_chat, new() { ContinueLastMessage = true });

        Assert.EndsWith("<|im_start|>assistant\n好", chat.Text, StringComparison.Ordinal);
        Assert.Equal("好", chat.Generated[^1].In(chat.Text));
    }

    [Fact]
    public void Tools_that_are_no_JSON_are_refused() => Assert.StartsWith(
        "Tools is no JSON:",
        Assert.Throws<ArgumentException>(() => BuiltInTemplates.Get("qwen").Render(s_chat, new() { Tools = "[" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""[{"role": "user", "content": "\ud800"}]""", "messages is no JSON of Unicode text:")]
    [InlineData("""{"role": "user"}""", "messages is a JSON Object. It has to be a list of objects.")]
    public void Messages_that_cannot_be_read_are_refused(string json, string expected) => Assert.StartsWith(
        expected,
        Assert.Throws<ArgumentException>(() => BuiltInTemplates.Get("chatml").Render(System.Text.Json.JsonDocument.Parse(json).RootElement)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ten_thousand_damaged_configurations_give_templates_or_a_clear_error()
    {
        const string Config = """{"chat_template": [{"name": "default", "template": "{{ bos_token }}\u4f60"}], "bos_token": {"content": "<s>"}, "extra_special_tokens": {"image_token": "<i>"}}""";
        string[] pieces = ["\"", "{", "}", "[", "]", ",", ":", "\\ud800", "null", "1", "{%", "}}", "\0", "\\", "true"];
        var random = new Random(4);
        var read = 0;
        for (var trial = 0; trial < 10_000; trial++)
        {
            var (at, piece) = (random.Next(Config.Length), pieces[random.Next(pieces.Length)]);
            Write("tokenizer_config.json", random.Next(2) == 0 ? Config.Insert(at, piece) : Config.Remove(at, Math.Min(random.Next(1, 6), Config.Length - at)));
            var error = Record.Exception(() => ChatTemplateSet.Read(_folder));
            Assert.True(error is null or InvalidDataException or ChatTemplateException, error?.ToString());
            if (error is null) read++;
        }

        Assert.InRange(read, 1000, 9000);
    }

    [Fact]
    public void A_configuration_gives_its_templates_by_name_and_its_special_tokens()
    {
        Write("tokenizer_config.json", """
            {"chat_template": [{"name": "default", "template": "{{ bos_token }}d{{ eos_token }}"}, {"name": "tool_use", "template": "t"}],
             "bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>", "pad_token": null}
            """);
        var set = ChatTemplateSet.Read(_folder);

        Assert.Equal(["default", "tool_use"], set.Names);
        Assert.Equal("<s>d</s>", set.Default.Render(s_chat).Text);
        Assert.Equal("t", set.For(hasTools: true).Render(s_chat).Text);
        Assert.Contains("has no chat template named rag. It has default, tool_use.", Assert.Throws<KeyNotFoundException>(() => set["rag"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_its_own_goes_before_the_configuration()
    {
        Write("tokenizer_config.json", """{"chat_template": "config", "bos_token": "<s>"}""");
        Write("chat_template.jinja", "{{ bos_token }}file\n");

        Assert.Equal("<s>file", ChatTemplateSet.Read(_folder).Default.Render(s_chat).Text);
        Assert.Equal("<s>file", ChatTemplateSet.Read(Path.Combine(_folder, "chat_template.jinja")).Default.Render(s_chat).Text);
        Assert.Equal("config", ChatTemplateSet.Read(Path.Combine(_folder, "tokenizer_config.json")).Default.Render(s_chat).Text);
    }

    [Theory]
    [InlineData("{}", "has no chat template: neither a chat_template in tokenizer_config.json nor a chat_template.jinja.")]
    [InlineData("[]", "is a JSON Array. It has to be an object.")]
    [InlineData("{", "is no JSON:")]
    [InlineData("""{"chat_template": 3}""", "chat_template has to be a text, or a list of objects")]
    [InlineData("""{"chat_template": [{"name": 3}]}""", "chat_template has to be a text, or a list of objects")]
    public void A_configuration_that_cannot_be_used_is_refused(string content, string expected)
    {
        Write("tokenizer_config.json", content);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ChatTemplateSet.Read(_folder)).Message, StringComparison.Ordinal);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);
}
