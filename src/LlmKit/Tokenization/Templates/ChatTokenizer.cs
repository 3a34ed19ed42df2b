using LlmKit.Data;

namespace LlmKit.Tokenization.Templates;

/// <summary>A model's tokenizer with its chat template: from messages to ids, and which of them are taught.</summary>
/// <param name="Tokenizer">The tokenizer.</param>
/// <param name="Templates">The templates of the same model.</param>
public sealed record ChatTokenizer(Tokenizer Tokenizer, ChatTemplateSet Templates)
{
    /// <summary>Reads both out of a model's folder.</summary>
    /// <exception cref="InvalidDataException">The folder has no tokenizer or no template, or one of them is damaged.</exception>
    public static ChatTokenizer FromFolder(string path) => new(Tokenizer.FromFile(path), ChatTemplateSet.Read(path));

    /// <summary>The tokens of a conversation. Special tokens are set by the template alone.</summary>
    /// <param name="messages">
    /// The conversation. What the model writes is taught with the weight 1 unless <see cref="Message.IsTaught"/> or
    /// <see cref="Message.Weight"/> of the message says otherwise; what others write never is.
    /// </param>
    /// <param name="options">Tools and the template's variables.</param>
    /// <exception cref="InvalidOperationException">
    /// The template writes earlier messages anew when later ones come, and does not mark what the model writes.
    /// </exception>
    public TokenizedChat Encode(Conversation messages, ChatTemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var template = Templates.For(hasTools: options?.Tools is not null);
        var chat = template.RenderTaught(messages, options);
        var weights = Weights(messages, chat.Generated, template.Name);
        var tokens = Tokenizer.Encode(chat.Text, new() { AddsSpecialTokens = false, NoTruncation = true, NoPadding = true });
        return new(chat, tokens, [.. tokens.Tokens.Select(Weight)]);

        float Weight(TokenInfo token)
        {
            for (var i = 0; i < weights.Length; i++)
                if (chat.Generated[i].Overlaps(token.Start, token.End)) return weights[i];
            return 0;
        }
    }

    /// <summary>The tokens with which a model is asked to go on: the conversation and the beginning of the answer.</summary>
    public int[] EncodePrompt(Conversation messages, ChatTemplateOptions? options = null)
    {
        options = (options ?? ChatTemplateOptions.Default) with { AddGenerationPrompt = true };
        return Tokenizer.EncodeIds(Templates.For(hasTools: options.Tools is not null).Render(messages, options).Text, addsSpecialTokens: false);
    }

    // One for each stretch that the model writes.
    private static float[] Weights(Conversation messages, IReadOnlyList<TextSpan> generated, string template)
    {
        if (messages.All(message => message.IsTaught is null && message.Weight is null)) return [.. Enumerable.Repeat(1f, generated.Count)];
        var turns = ChatTemplate.ModelTurns(messages).ToArray();
        if (turns.Length != generated.Count)
        {
            throw new InvalidOperationException(
                $"Messages have a weight of their own (loss, loss_scale), and {template} marks {generated.Count} stretches that the model writes for its {turns.Length} turns. "
                + "Put one {% generation %} … {% endgeneration %} around each turn.");
        }

        return [.. turns.Select(turn =>
        {
            var own = messages.Take(turn).ToArray();
            return own.Any(message => message.IsTaught == false) ? 0 : (float)(own.Select(message => message.Weight).FirstOrDefault(weight => weight is not null) ?? 1);
        })];
    }
}
