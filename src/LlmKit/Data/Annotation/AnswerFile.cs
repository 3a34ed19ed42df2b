using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmKit.Data.Annotation;

/// <summary>
/// Answers in a JSONL file that only grows: each is on the disk before <see cref="Add"/> returns, and a later one of the same
/// annotator to the same item replaces the earlier. A line that a crash cut off is removed when the file is opened.
/// </summary>
public sealed class AnswerFile : IDisposable
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A file of its own is locked, so that others may read the answers meanwhile.
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly List<AnnotationAnswer> _history = [];
    private readonly Dictionary<(string Item, string Annotator), AnnotationAnswer> _last = [];

    /// <summary>Opens or makes a file. It is ours alone until it is closed.</summary>
    /// <exception cref="DataFormatException">A line is no answer.</exception>
    /// <exception cref="IOException">Another session has the file.</exception>
    public AnswerFile(string path)
    {
        Path = path;
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        try
        {
            _lock = new($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists($"{path}.lock"))
        {
            throw new IOException($"{path} is open in another session. Give each session a file of its own: llmkit data kappa reads several.", e);
        }

        try
        {
            _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        try
        {
            Load();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    /// <summary>All answers in the order in which they were given, also those that were replaced.</summary>
    public IReadOnlyList<AnnotationAnswer> History => _history;

    /// <summary>The answers that count.</summary>
    public IEnumerable<AnnotationAnswer> Answers => _last.Values;

    /// <summary>The answer that counts; null when there is none.</summary>
    public AnnotationAnswer? Find(string item, string annotator) => _last.GetValueOrDefault((item, annotator));

    /// <summary>Adds an answer, which is safe when this returns.</summary>
    public void Add(AnnotationAnswer answer)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, s_json))
        {
            json.WriteStartObject();
            json.WriteString("item", answer.Item);
            json.WriteString("annotator", answer.Annotator);
            json.WriteString("label", answer.Label);
            if (answer.IsSkipped) json.WriteBoolean("skipped", true);
            if (answer.IsUndo) json.WriteBoolean("undo", true);
            if (answer.Note is not null) json.WriteString("note", answer.Note);
            json.WriteString("time", answer.Time.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        _file.Write(line.WrittenSpan);
        _file.Flush(flushToDisk: true);
        Take(answer);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private void Load()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        var number = 0L;
        foreach (var range in bytes.AsSpan(0, end).Split((byte)'\n'))
        {
            number++;
            var line = bytes.AsMemory(range);
            if (!line.Span.Trim(" \t\r"u8).IsEmpty) Take(Parse(Path, line, number));
        }

        _file.SetLength(end);
        _file.Position = end;
    }

    internal static AnnotationAnswer Parse(string path, ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            return new(Text(row, "item") ?? throw Missing("item"), Text(row, "annotator") ?? throw Missing("annotator"), Text(row, "label"), Time(row))
            {
                IsSkipped = IsTrue(row, "skipped"),
                IsUndo = IsTrue(row, "undo"),
                Note = Text(row, "note"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            var fault = new DataFault(path, number, 0, $"this is no answer: {e.Message} Mend the line or take it out.")
            {
                Row = Encoding.UTF8.GetString(line.Span[..Math.Min(line.Length, 2000)]),
            };
            throw new DataFormatException(fault);
        }

        static FormatException Missing(string name) => new($"it has no {name}.");
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool IsTrue(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static DateTimeOffset Time(JsonElement row) =>
        Text(row, "time") is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : default;

    private void Take(AnnotationAnswer answer)
    {
        _history.Add(answer);
        _last[(answer.Item, answer.Annotator)] = answer;
    }
}
