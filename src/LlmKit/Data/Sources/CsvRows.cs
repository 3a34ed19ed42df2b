using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace LlmKit.Data.Sources;

/// <summary>Reads the records of a CSV or TSV file as JSON objects of texts. The first record names the columns.</summary>
internal sealed class CsvRows(Stream stream, string delimiter, int limit)
{
    // As many as spreadsheets have. A long row of separators would otherwise take a hundred times its length.
    private const int MostColumns = 16_384;

    private readonly ArrayBufferWriter<byte> _json = new();
    private bool _isBad;

    public IEnumerable<SourceRow> Read()
    {
        using var reader = new FieldCounter(new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true)), delimiter[0], MostColumns);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            MaxFieldSize = limit,
            BadDataFound = _ => _isBad = true,
        });
        if (!TryRead(parser, out var fault))
        {
            if (fault is not null) yield return new(1, 1, default, fault);
            yield break;
        }

        var header = parser.Record!;
        if (WrongIn(header) is { } wrong)
        {
            yield return new(1, 1, default, wrong);
            yield break;
        }

        while (true)
        {
            var line = parser.RawRow + 1L;
            if (!TryRead(parser, out fault))
            {
                if (fault is not null) yield return new(line, 1, default, fault);
                yield break;
            }

            var breaks = IsOpen(parser.RawRecord) ? parser.RawRecord : parser.RawRecord.TrimEnd('\r', '\n');
            var start = Math.Max(line, parser.RawRow - breaks.Count(letter => letter == '\n'));
            yield return Row(header, parser, start);
        }
    }

    private SourceRow Row(string[] header, CsvParser parser, long line)
    {
        var (raw, fields) = (parser.RawRecord, parser.Record!);
        if (_isBad)
        {
            return new(line, QuoteIn(raw), Bytes(raw), IsOpen(raw) ? "a quotation mark opens a field, and none closes it before the file ends."
                : "a quotation mark stands inside an unquoted field. Put the field in quotation marks and double those inside.");
        }

        if (fields.Length != header.Length)
            return new(line, 1, Bytes(raw), $"the record has {fields.Length} fields, and the header names {header.Length} columns.");

        _json.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_json))
        {
            json.WriteStartObject();
            for (var index = 0; index < header.Length; index++)
            {
                if (fields[index] is { Length: > 0 } field) json.WriteString(header[index], field);
                else json.WriteNull(header[index]);
            }

            json.WriteEndObject();
        }

        return new(line, 1, _json.WrittenMemory);
    }

    private bool TryRead(CsvParser parser, out string? fault)
    {
        (_isBad, fault) = (false, null);
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            fault = $"a field is longer than {limit} characters; perhaps a closing quotation mark is missing.";
        }
        catch (TooManyFieldsException)
        {
            fault = $"a record has more than {MostColumns} fields from about here on. Is {Shown(delimiter)} what parts them?";
        }
        catch (DecoderFallbackException)
        {
            fault = "the file is not UTF-8 from about here on. Convert it: iconv -f GB18030 -t UTF-8.";
        }

        return false;
    }

    private static string Shown(string delimiter) => delimiter == "\t" ? "a tabulator" : $"\"{delimiter}\"";

    private static string? WrongIn(string[] header) =>
        header.FirstOrDefault(name => name.Length == 0) is not null ? "a column has no name in the header. Give each a name."
        : FirstTwice(header) is { } twice ? $"the header names the column {Excerpt.Of(twice)} twice. Rename one of them." : null;

    private static string? FirstTwice(string[] header)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return Array.Find(header, name => !known.Add(name));
    }

    private static bool IsOpen(string raw) => raw.Count(letter => letter == '"') % 2 == 1;

    private static int QuoteIn(string raw) => raw.IndexOf('"') + 1;

    private static byte[] Bytes(string raw) => Encoding.UTF8.GetBytes(raw.Length > 2000 ? raw[..2000] : raw);
}
