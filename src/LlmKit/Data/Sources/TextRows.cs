using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace LlmKit.Data.Sources;

/// <summary>Reads a plain text as rows <c>{"text": …}</c>: its lines, its paragraphs, or all of it.</summary>
internal sealed class TextRows(Stream stream, TextUnit unit, int limit)
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly LineReader _lines = new(stream, limit);
    private string? _fault;
    private long _start = 1;

    public IEnumerable<SourceRow> Read()
    {
        while (_lines.TryRead(out var line))
        {
            var isBlank = IsBlank(line.Span);
            if (isBlank && unit == TextUnit.Paragraph)
            {
                if (_text.WrittenCount > 0 || _fault is not null) yield return Row();
                continue;
            }

            if (isBlank && _text.WrittenCount == 0 && _fault is null) continue;
            Add(line.Span);
            if (unit == TextUnit.Line) yield return Row();
        }

        if (_text.WrittenCount > 0 || _fault is not null) yield return Row();
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_text.WrittenCount == 0 && _fault is null) _start = _lines.Number;
        else _text.Write("\n"u8);
        if (_lines.IsTooLong || _text.WrittenCount + (long)line.Length > limit) _fault ??= $"the text is longer than {limit} bytes.";
        else if (!Utf8.IsValid(line)) _fault ??= "the text is not UTF-8. Convert it: iconv -f GB18030 -t UTF-8.";
        if (_fault is null) _text.Write(line);
    }

    private SourceRow Row()
    {
        var fault = _fault;
        var text = _text.WrittenSpan.TrimEnd((byte)'\n');
        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json))
        {
            json.WriteStartObject();
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        _text.ResetWrittenCount();
        _fault = null;
        return new(_start, 1, _json.WrittenMemory, fault);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.Trim(" \t\r\f\v"u8).IsEmpty;
}
