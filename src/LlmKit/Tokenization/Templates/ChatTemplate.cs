using System.Text.Json;
using LlmKit.Data;

namespace LlmKit.Tokenization.Templates;

/// <summary>
/// Turns messages into the text that a model was trained on, by a template in Jinja as tokenizer files carry it. Templates see values
/// only, reach no file, and are stopped when they take too long.
/// </summary>
/// <remarks>
/// The language is Jinja 3 with the settings of Hugging Face's transformers; where Python and JavaScript differ Python is
/// right, so texts are counted by code points. Left out are files (include, extends), recursive loops, random,
/// and whole numbers beyond 64 bits.
/// </remarks>
public sealed class ChatTemplate
{
    // Real ones have up to a hundred thousand characters.
    private const int LongestSource = 1_000_000;

    private const string ProbeName = "probe_tool";
    private const string ProbeArgument = "probe_argument";

    private readonly string _source;
    private readonly Statement[] _body;
    private readonly Lazy<ToolCallShape?> _toolCalls;

    /// <param name="name">What messages call it, such as its file.</param>
    /// <exception cref="ChatTemplateException">The template cannot be read.</exception>
    public ChatTemplate(string source, string name = "chat template")
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, Name, _source) = (source, name, TemplateLexer.Normalize(source));
        try
        {
            if (source.Length > LongestSource) throw new TemplateFault($"The template has {source.Length} characters, and at most {LongestSource} are read. Is it a template?");
            (_body, HasGeneration) = TemplateParser.Parse(_source);
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(name, _source, fault.At ?? 0, fault);
        }

        _toolCalls = new(ProbeToolCalls);
    }

    public string Source { get; }

    public string Name { get; }

    /// <summary>Whether the template marks what the model writes, by <c>{% generation %}</c>.</summary>
    public bool HasGeneration { get; }

    /// <summary>Variables of the tokenizer, such as <c>bos_token</c>: texts, or lists of texts.</summary>
    public IReadOnlyDictionary<string, object?> SpecialTokens { get; init; } = new Dictionary<string, object?>();

    /// <exception cref="ChatTemplateException">The template fails on these messages, or refuses them.</exception>
    /// <exception cref="ArgumentException">A tool call, the tools or the documents are no JSON, or the template shows no tool calls.</exception>
    public RenderedChat Render(Conversation messages, ChatTemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var shape = default(ToolCallShape);
        if (messages.Any(message => message.Role == Role.ToolCall))
        {
            shape = _toolCalls.Value ?? throw new ArgumentException(
                $"The messages call tools, and {Name} shows no tool calls. Take a template that does, or leave the calls out.", nameof(messages));
        }

        return Render(ChatMessages.From(messages, shape), options ?? ChatTemplateOptions.Default);
    }

    /// <summary>Renders messages that are given as a JSON list, with whatever the template reads from them.</summary>
    public RenderedChat Render(JsonElement messages, ChatTemplateOptions? options = null)
    {
        if (messages.ValueKind != JsonValueKind.Array)
            throw new ArgumentException($"messages is a JSON {messages.ValueKind}. It has to be a list of objects.");
        return Render((List<object?>)TemplateInputs.Value(messages, nameof(messages))!, options ?? ChatTemplateOptions.Default);
    }

    /// <summary>
    /// Renders with what the model writes marked, also where the template does not mark it: then by comparing with the texts of
    /// the conversation's beginnings.
    /// </summary>
    /// <exception cref="InvalidOperationException">The template writes earlier messages anew when later ones come.</exception>
    public RenderedChat RenderTaught(Conversation messages, ChatTemplateOptions? options = null)
    {
        options ??= ChatTemplateOptions.Default;
        var all = Render(messages, options);
        if (HasGeneration) return all;

        var spans = new List<TextSpan>();
        foreach (var turn in ModelTurns(messages))
        {
            var (start, end) = (turn.Start.Value, turn.End.Value);
            var before = start == 0 ? "" : Render(new Conversation(messages.Take(start)), options with { AddGenerationPrompt = true }).Text;
            var after = Render(new Conversation(messages.Take(end)), options with { AddGenerationPrompt = false }).Text;
            if (!after.StartsWith(before, StringComparison.Ordinal) || !all.Text.StartsWith(after, StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"{Name} writes message {start} otherwise when later ones follow, so what the model writes cannot be told. "
                    + "Put {% generation %} … {% endgeneration %} around it in the template, or teach the last answer alone.");
            }

            spans.Add(new(before.Length, after.Length));
        }

        return all with { Generated = spans };
    }

    /// <summary>The messages that the model writes in one go: an answer and the calls behind it.</summary>
    internal static IEnumerable<Range> ModelTurns(Conversation messages)
    {
        for (var start = 0; start < messages.Count; start++)
        {
            if (messages[start].Role is not (Role.Assistant or Role.ToolCall)) continue;
            var end = start + 1;
            while (end < messages.Count && messages[end].Role == Role.ToolCall) end++;
            yield return start..end;
            start = end - 1;
        }
    }

    private RenderedChat Render(List<object?> messages, ChatTemplateOptions options)
    {
        var evaluator = new Evaluator(Variables(messages, options), options.Clock);
        Budget.Open(options.Limits);
        try
        {
            var chat = new RenderedChat(evaluator.Render(_body), evaluator.Generated);
            return options.ContinueLastMessage ? Continued(chat, messages) : chat;
        }
        catch (TemplateFault fault)
        {
            throw new ChatTemplateException(Name, _source, fault.At ?? evaluator.At, fault);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ChatTemplateException(Name, _source, evaluator.At, new TemplateFault(
                "Macros or values are nested too deep. Look for a macro that calls itself without end."));
        }
        finally
        {
            Budget.Close();
        }
    }

    private IEnumerable<KeyValuePair<string, object?>> Variables(List<object?> messages, ChatTemplateOptions options)
    {
        foreach (var (name, value) in SpecialTokens) yield return new(name, TemplateInputs.Value(value, name));
        yield return new("messages", messages);
        yield return new("tools", options.Tools is { } tools ? TemplateInputs.Json(tools, nameof(options.Tools)) : null);
        yield return new("documents", options.Documents is { } documents ? TemplateInputs.Json(documents, nameof(options.Documents)) : null);
        yield return new("add_generation_prompt", options.AddGenerationPrompt);
        foreach (var (name, value) in options.Variables) yield return new(name, TemplateInputs.Value(value, name));
    }

    // Cuts the text off behind the last message's content.
    private RenderedChat Continued(RenderedChat chat, List<object?> messages)
    {
        var content = messages is [.., TemplateDictionary last] && last.TryFind("content", out var value) ? value as string : null;
        var stripped = content is null ? "" : PythonText.Strip(content);
        var at = stripped.Length == 0 ? -1 : chat.Text.LastIndexOf(stripped, StringComparison.Ordinal);
        if (at < 0)
            throw new InvalidOperationException($"{Name} does not write the last message's content as it is, so it cannot be continued.");
        var whole = PythonText.Strip(content!, right: false);
        var end = string.CompareOrdinal(chat.Text, at, whole, 0, whole.Length) == 0 ? at + whole.Length : at + stripped.Length;
        return new(chat.Text[..end], [.. chat.Generated.Where(span => span.Start < end).Select(span => span with { End = Math.Min(span.End, end) })]);
    }

    // Tries the four ways in which templates are given tool calls; null when the call never shows in the text.
    private ToolCallShape? ProbeToolCalls()
    {
        var conversation = new Conversation(
            Message.User("q"), new Message(Role.ToolCall, $$$"""{"name": "{{{ProbeName}}}", "arguments": {"{{{ProbeArgument}}}": 1}}"""));
        foreach (var shape in ToolCallShape.All)
        {
            try
            {
                var text = Render(ChatMessages.From(conversation, shape), ChatTemplateOptions.Default).Text;
                if (text.Contains(ProbeName, StringComparison.Ordinal) && text.Contains($"\"{ProbeArgument}\"", StringComparison.Ordinal)) return shape;
            }
            catch (ChatTemplateException)
            {
                // This way is not the template's; the next may be.
            }
        }

        return null;
    }
}
