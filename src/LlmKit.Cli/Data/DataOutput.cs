using LlmKit.Data;
using LlmKit.Data.Formats;
using LlmKit.Data.Sources;

namespace LlmKit.Cli.Data;

/// <summary>The file a command writes. Without a format it is text when the first sample is, else messages.</summary>
internal sealed class DataOutput(string path, string? format) : IDisposable
{
    private SampleWriter? _writer;

    public long Written => _writer?.Written ?? 0;

    /// <summary>Why the sample cannot be written; null when it was.</summary>
    public string? TryWrite(Sample sample)
    {
        _writer ??= new(path, format is null ? Usual(sample) : DataOptions.FormatOf(format));
        return _writer.TryWrite(sample) is not { } reason ? null
            : format is null ? $"{reason} The first sample decided the format; --to messages holds every sample." : reason;
    }

    /// <summary>Ends the file; without a sample it is empty.</summary>
    public void Complete()
    {
        _writer ??= new(path, format is null ? DataFormat.Messages : DataOptions.FormatOf(format));
        _writer.Complete();
    }

    public void Dispose() => _writer?.Dispose();

    private static DataFormat Usual(Sample sample) =>
        sample.Task == SampleTask.PreTraining && sample.Conversation[0] == Message.Assistant(sample.Conversation[0].Content)
            ? DataFormat.Text : DataFormat.Messages;
}
