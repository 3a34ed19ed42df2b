using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmKit.Tokenization.Templates;

/// <summary>Values from JSON, and JSON from values as Python's <c>json.dumps</c> writes it.</summary>
internal static class TemplateJson
{
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number when json.TryGetInt64(out var whole) && !json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') => whole,
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.Object => Dictionary(json),
        _ => new Undefined("The JSON value is missing"),
    };

    /// <param name="isAscii">Whether other letters become escapes.</param>
    /// <param name="indent">Blanks for each level, or the text that indents; null writes one line.</param>
    /// <param name="separators">What stands between items and behind keys; null takes Python's.</param>
    public static string Write(object? value, bool isAscii, object? indent, object? separators, bool isSorted)
    {
        var step = indent switch
        {
            null => null,
            string text => text,
            _ => new string(' ', (int)Math.Clamp(Values.Whole(indent) ?? throw new TemplateFault("tojson's indent is no number."), 0, 1000)),
        };
        var (item, key) = (step is null ? ", " : ",", ": ");
        if (separators is not null)
        {
            if (Values.Items(separators) is not [string first, string second])
                throw new TemplateFault("tojson's separators are two texts: between items and behind keys.");
            (item, key) = (first, second);
        }

        var writer = new Writer(isAscii, step, item, key, isSorted);
        writer.Write(value, 0);
        return writer.ToString();
    }

    private static TemplateDictionary Dictionary(JsonElement json)
    {
        var dictionary = new TemplateDictionary();
        foreach (var property in json.EnumerateObject()) dictionary[property.Name] = Read(property.Value);
        return dictionary;
    }

    private sealed class Writer(bool isAscii, string? indent, string between, string behindKey, bool isSorted)
    {
        private readonly StringBuilder _text = new();

        public override string ToString() => _text.ToString();

        public void Write(object? value, int depth)
        {
            Budget.Spend();
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            switch (value)
            {
                case null: _text.Append("null"); break;
                case bool truth: _text.Append(truth ? "true" : "false"); break;
                case long number: _text.Append(number); break;
                case double number: _text.Append(Number(number)); break;
                case string text: Quote(text); break;
                case List<object?> list: WriteAll('[', ']', list, depth, item => Write(item, depth + 1)); break;
                case TemplateTuple tuple: WriteAll('[', ']', tuple.Items, depth, item => Write(item, depth + 1)); break;
                case TemplateDictionary dictionary: WriteAll('{', '}', Entries(dictionary), depth, entry => WriteEntry(entry, depth + 1)); break;
                case Undefined undefined: throw undefined.Fault();
                default: throw new TemplateFault($"A {Values.TypeName(value)} cannot be written as JSON.");
            }
        }

        private IReadOnlyList<KeyValuePair<string, object?>> Entries(TemplateDictionary dictionary)
        {
            var entries = dictionary.Entries.Select(entry => new KeyValuePair<string, object?>(KeyOf(entry.Key), entry.Value));
            return [.. isSorted ? entries.OrderBy(entry => entry.Key, Comparer<string>.Create(PythonText.Compare)) : entries];
        }

        private static string KeyOf(object? key) => key switch
        {
            string text => text,
            null => "null",
            bool truth => truth ? "true" : "false",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => Number(number),
            _ => throw new TemplateFault($"A {Values.TypeName(key)} cannot be a key in JSON."),
        };

        private static string Number(double number) => double.IsNaN(number) ? "NaN"
            : double.IsInfinity(number) ? (number > 0 ? "Infinity" : "-Infinity") : PythonNumbers.Repr(number);

        private void WriteEntry(KeyValuePair<string, object?> entry, int depth)
        {
            Quote(entry.Key);
            _text.Append(behindKey);
            Write(entry.Value, depth);
        }

        private void WriteAll<T>(char open, char close, IReadOnlyList<T> items, int depth, Action<T> write)
        {
            _text.Append(open);
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0) _text.Append(between);
                NewLine(depth + 1);
                write(items[i]);
            }

            if (items.Count > 0) NewLine(depth);
            _text.Append(close);
        }

        private void NewLine(int depth)
        {
            if (indent is null) return;
            Budget.Grow((long)depth * indent.Length);
            _text.Append('\n').Insert(_text.Length, indent, depth);
        }

        private void Quote(string text)
        {
            Budget.Grow(text.Length);
            _text.Append('"');
            foreach (var c in text)
            {
                switch (c)
                {
                    case '"': _text.Append("\\\""); break;
                    case '\\': _text.Append("\\\\"); break;
                    case '\n': _text.Append("\\n"); break;
                    case '\r': _text.Append("\\r"); break;
                    case '\t': _text.Append("\\t"); break;
                    case '\b': _text.Append("\\b"); break;
                    case '\f': _text.Append("\\f"); break;
                    case < ' ': Escape(c); break;
                    case > '~' when isAscii: Escape(c); break;
                    default: _text.Append(c); break;
                }
            }

            _text.Append('"');
        }

        private void Escape(char c) => _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
    }
}
