using System.Text;
using System.Text.Json;
using LlmKit.Data;
using LlmKit.Tokenization;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Damage;

/// <summary>The parsers of chat templates, of the settings that carry them, and of the messages they are given.</summary>
internal static class TemplateParsers
{
    private const string Config = """{"chat_template": "{% for m in messages %}{{ m.content }}{% endfor %}", "bos_token": {"content": "<s>"}, "eos_token": "</s>", "additional_special_tokens": ["<a>"], "do_lower_case": false}""";
    private const string Named = """{"chat_template": [{"name": "default", "template": "{{ messages[0].content }}"}, {"name": "tool_use", "template": "{{ tools }}"}], "extra_special_tokens": {"x_token": "y"}}""";
    private const string Exchange = """[{"role": "user", "content": "q"}, {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1.5}}}]}, {"role": "tool", "content": "r"}]""";
    private const string Json = """" " { } [ ] , : null true 1e999 \ud800 "" """";

    private static readonly ChatTemplateOptions s_options = new() { Limits = new() { Steps = 20_000, Length = 100_000 } };

    private static readonly JsonElement s_chat = JsonSerializer.SerializeToElement(new[]
    {
        new { role = "system", content = "S" }, new { role = "user", content = "Hi 你好" }, new { role = "assistant", content = "<think>\nx</think>Ho" },
    });

    private static readonly Dictionary<string, object?> s_tokens = new() { ["bos_token"] = "<s>", ["eos_token"] = "</s>" };

    public static DamagedParser[] All { get; } =
    [
        new("template", Templates, _ => input => Assert.InRange(new ChatTemplate(DamageTrial.Text(input), "damaged.jinja") { SpecialTokens = s_tokens }.Render(s_chat, s_options).Text.Length, 0, 200_000))
        {
            // A token of a template takes twenty-four bytes, and what a rendering makes is bounded by its limits, here 20,000 items.
            IsText = true, Times = 40, Allowance = 4 << 20,
            Words = "{{ }} {% %} {# #} - + ( ) [ ] { } | ~ ' \" \\ ⏎ ␣ . , : * ** // ␣if␣ ␣else␣ ␣in␣ ␣is␣ ␣not␣ for␣x␣in␣messages endfor endif set␣x␣=␣ macro␣m(a) endmacro generation endgeneration "
                + "messages loop.index range(99) range(99999) namespace() tojson split('a') [::-1] 99999999999 1e999 none x m() raw endraw 😀 \0 \u2028 join replace('',␣'x') '%s'␣% format call␣m() break "
                + "indent(9) upper include␣'/etc/passwd' import extends strftime_now('%Y') __class__ %99999d center(99999) batch(2) map('upper') xmlattr *99999",
            Refusals = [typeof(ChatTemplateException)], NamesFile = true, Ordinary = 2000,
            Openings = ["(", "{{(", "{{[", "{{{1:", "{{-", "{{not ", "{{x.a", "{{x[", "{{1+", "{{1 if ", "{{f(", "{{x|", ".a", "|upper", "{% if x %}", "{% for i in messages %}", "{% macro a() %}", "{% elif x %}", "{%", "{#", "{{x~x"],
        },
        new("template-settings", () => [Utf8(Config), Utf8(Named)], trial => input =>
        {
            trial.File("vocab.txt", Utf8("[UNK]\na\n"));
            var templates = ChatTemplateSet.Read(trial.File("tokenizer_config.json", input));
            foreach (var name in templates.Names) templates[name].Render(s_chat, s_options);
            Tokenizer.FromFile(Path.Combine(trial.Folder, "vocab.txt")).EncodeIds("a b");
        })
        {
            Words = Json + """ "chat_template": "name": "template": "content": "do_lower_case": "bos_token": {{ {% """, Refusals = [typeof(InvalidDataException), typeof(ChatTemplateException)],
            Openings = ["[", "{\"a\":", "{\"chat_template\":["], Times = 40,
        },
        new("messages", () => [Utf8(Exchange)], Messages)
        {
            Words = Json + """ "role": "content": "tool_calls": "function": "user" "tool" """, Refusals = [typeof(ChatTemplateException), typeof(ArgumentException)],
        },
        new("tool-calls", () => [Utf8("""{"name": "f", "arguments": {"a": [1, "x"]}}"""), Utf8("""[{"function": {"name": "g", "arguments": "{\"b\": 2}"}}]""")], Calls)
        {
            Words = Json + """ "name": "arguments": "function": """, Refusals = [typeof(ChatTemplateException), typeof(ArgumentException)], Openings = ["[", "{\"arguments\":", "{\"name\":"],
        },
    ];

    private static Action<byte[]> Messages(DamageTrial trial)
    {
        using var seed = JsonDocument.Parse(Exchange);
        var templates = BuiltInTemplates.Names.Select(BuiltInTemplates.Get).Where(template => Record.Exception(() => template.Render(seed.RootElement)) is null).ToArray();
        var number = 0;
        return input =>
        {
            JsonElement messages;
            try
            {
                messages = JsonDocument.Parse(input).RootElement;
            }
            catch (JsonException)
            {
                trial.Fault("The messages are no JSON: that is for the caller.");
                return;
            }

            templates[number++ % templates.Length].Render(messages, s_options);
        };
    }

    private static Action<byte[]> Calls(DamageTrial trial)
    {
        var templates = BuiltInTemplates.Names.Select(BuiltInTemplates.Get).Where(HasCalls).ToArray();
        var number = 0;
        return input =>
        {
            var call = DamageTrial.Text(input);
            var conversation = new Conversation(Message.User("q"), new Message(Role.ToolCall, call), new Message(Role.ToolResponse, "r"));
            templates[number++ % templates.Length].Render(conversation, s_options with { Tools = number % 5 == 0 ? call : null });
        };

        static bool HasCalls(ChatTemplate template) =>
            Record.Exception(() => template.Render(new Conversation(Message.User("q"), new Message(Role.ToolCall, """{"name": "f", "arguments": {"a": 1}}""")))) is null;
    }

    private static byte[][] Templates()
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Tokenization/Templates/Golden/semantics.json")));
        string[] small = [.. cases.RootElement.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("template").GetString()!)];
        return [.. BuiltInTemplates.Names.Select(name => BuiltInTemplates.Get(name).Source).Concat(small).Where(Renders).Select(Utf8)];

        static bool Renders(string source) => Record.Exception(() => new ChatTemplate(source) { SpecialTokens = s_tokens }.Render(s_chat, s_options)) is null;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
