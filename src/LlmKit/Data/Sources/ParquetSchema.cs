using System.Text.Json;

namespace LlmKit.Data.Sources;

/// <summary>
/// The types that the columns of a Parquet file need to hold some JSON rows: texts stay texts even where they look like dates,
/// lists and objects become LIST and STRUCT, and a column with anything in it that has no one type becomes JSON text.
/// </summary>
internal sealed class ParquetSchema
{
    private readonly Kind _root = new();

    public void Add(JsonElement row) => _root.Add(row);

    /// <summary>The columns as DuckDB's <c>read_json</c> takes them: <c>{'text': 'VARCHAR'}</c>; null when there is none.</summary>
    public string? Columns => _root.Fields.Count == 0 ? null
        : $"{{{string.Join(", ", _root.Fields.Select(pair => $"{Literal(pair.Key)}: {Literal(pair.Value.HoldsMixture ? "JSON" : pair.Value.Type)}"))}}}";

    /// <summary>Two columns whose names differ by case only, which SQL does not tell apart; null when there are none.</summary>
    public (string, string)? SameNames => _root.Fields.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1).Select(group => ((string, string)?)(group.First(), group.Last())).FirstOrDefault();

    /// <summary>A text as SQL spells it.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class Kind
    {
        private const int DeepestStruct = 16;

        private readonly HashSet<string> _seen = [];
        private Kind? _element;

        public Dictionary<string, Kind> Fields { get; } = new(StringComparer.Ordinal);

        public string Type
        {
            get
            {
                if (_seen.Count == 0) return "VARCHAR";
                if (_seen.SetEquals(["BIGINT", "DOUBLE"])) return "DOUBLE";
                if (_seen.Count > 1) return "JSON";
                return _seen.First() switch
                {
                    "LIST" => $"{_element?.Type ?? "VARCHAR"}[]",
                    "STRUCT" when IsStruct => $"STRUCT({string.Join(", ", Fields.Select(pair => $"{Quoted(pair.Key)} {pair.Value.Type}"))})",
                    "STRUCT" => "JSON",
                    var plain => plain,
                };
            }
        }

        /// <summary>Whether it, or anything in it, has no one type.</summary>
        public bool HoldsMixture => Type == "JSON" || _element?.HoldsMixture == true || Fields.Values.Any(kind => kind.HoldsMixture);

        // Objects used as dictionaries have too many names for a struct, and SQL does not tell their case.
        private bool IsStruct => Fields.Count is > 0 and <= 200 && Fields.Keys.All(name => name.Length > 0)
            && Fields.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Fields.Count;

        public void Add(JsonElement value, int depth = 0)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String: _seen.Add("VARCHAR"); break;
                case JsonValueKind.True or JsonValueKind.False: _seen.Add("BOOLEAN"); break;
                case JsonValueKind.Number: _seen.Add(value.TryGetInt64(out _) ? "BIGINT" : "DOUBLE"); break;
                case JsonValueKind.Array or JsonValueKind.Object when depth > DeepestStruct: _seen.Add("JSON"); break;
                case JsonValueKind.Array:
                    _seen.Add("LIST");
                    foreach (var element in value.EnumerateArray()) (_element ??= new()).Add(element, depth + 1);
                    break;
                case JsonValueKind.Object:
                    _seen.Add("STRUCT");
                    foreach (var field in value.EnumerateObject())
                    {
                        if (!Fields.TryGetValue(field.Name, out var kind)) Fields[field.Name] = kind = new();
                        kind.Add(field.Value, depth + 1);
                    }

                    break;
            }
        }
    }
}
