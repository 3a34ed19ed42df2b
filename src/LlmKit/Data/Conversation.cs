using System.Collections;

namespace LlmKit.Data;

/// <summary>Messages in order, at least one. Two conversations are equal when their messages are.</summary>
public sealed class Conversation : IReadOnlyList<Message>, IEquatable<Conversation>
{
    private readonly Message[] _messages;

    /// <exception cref="ArgumentException">There are no messages.</exception>
    public Conversation(params IEnumerable<Message> messages)
    {
        _messages = [.. messages];
        if (_messages.Length == 0)
            throw new ArgumentException("messages is empty. A conversation has at least one message.", nameof(messages));
    }

    public int Count => _messages.Length;

    public Message this[int index] => _messages[index];

    public Message Last => _messages[^1];

    /// <summary>The system message's content; null when the first message is not one.</summary>
    public string? SystemText => _messages[0].Role == Role.System ? _messages[0].Content : null;

    /// <summary>Whether an assistant speaks last.</summary>
    public bool IsAnswered => Last.Role == Role.Assistant;

    /// <summary>Whether an assistant alone speaks: a text to continue, with nothing asked.</summary>
    public bool IsPlainText => _messages is [{ Role: Role.Assistant }];

    /// <summary>All but the last message; null when there is only one.</summary>
    public Conversation? BeforeLast => _messages.Length > 1 ? new(_messages[..^1]) : null;

    public bool Equals(Conversation? other) => other is not null && _messages.AsSpan().SequenceEqual(other._messages);

    public override bool Equals(object? obj) => Equals(obj as Conversation);

    public override int GetHashCode() => HashCode.Combine(_messages.Length, _messages[0], _messages[^1]);

    public override string ToString() =>
        string.Join('\n', _messages.Select(message => $"{message.Role}: {message.Content}"));

    public IEnumerator<Message> GetEnumerator() => ((IEnumerable<Message>)_messages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
