namespace LlmKit.Tokenization.Templates;

/// <summary>A chat template that cannot be read, or that fails on these messages.</summary>
public sealed class ChatTemplateException : Exception
{
    internal ChatTemplateException(string name, string source, int at, Exception cause)
        : this(name, SourceLine.At(source, at), cause)
    {
    }

    private ChatTemplateException(string name, SourceLine line, Exception cause)
        : base($"{name}, line {line.Number}, column {line.Column}: {cause.Message}\n{line.Pointed()}", cause)
    {
        (Line, Column, Reason) = (line.Number, line.Column, cause.Message);
        IsRaised = cause is TemplateFault { IsRaised: true };
    }

    /// <summary>The line of the template, from 1.</summary>
    public int Line { get; }

    /// <summary>The column of the line, from 1.</summary>
    public int Column { get; }

    /// <summary>The message without place and line.</summary>
    public string Reason { get; }

    /// <summary>Whether the template itself refuses the messages, by <c>raise_exception</c>.</summary>
    public bool IsRaised { get; }

    private readonly record struct SourceLine(int Number, int Column, string Text)
    {
        private const int Widest = 100;

        public static SourceLine At(string source, int at)
        {
            at = Math.Clamp(at, 0, source.Length);
            var start = at == 0 ? 0 : source.LastIndexOf('\n', at - 1) + 1;
            var end = source.IndexOf('\n', at);
            return new(source.AsSpan(0, at).Count('\n') + 1, at - start + 1, source[start..(end < 0 ? source.Length : end)]);
        }

        // The line with a mark below the column; of a long line the part around it.
        public string Pointed()
        {
            var from = Math.Max(0, Math.Min(Column - 1 - (Widest / 2), Text.Length - Widest));
            var shown = Text.Substring(from, Math.Min(Widest, Text.Length - from)).Replace('\t', ' ');
            return $"    {shown}\n    {new string(' ', Math.Max(0, Column - 1 - from))}^";
        }
    }
}
