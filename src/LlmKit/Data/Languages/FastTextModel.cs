using System.Text;

namespace LlmKit.Data.Languages;

/// <summary>
/// A supervised fastText model (Joulin et al. 2016), read from a file of version 12: <c>.bin</c>, or <c>.ftz</c> whose matrices
/// are quantised by product quantisation and whose features are pruned. Losses softmax and hierarchical softmax.
/// </summary>
internal sealed class FastTextModel
{
    private const int Magic = 793712314;
    private const string EndOfLine = "</s>";

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _pruned = [];
    private readonly long _prunedCount;
    private readonly int _wordGrams;
    private readonly bool _isTree;
    private readonly int _buckets;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly FastTextMatrix _input;
    private readonly FastTextMatrix _output;
    private readonly LabelTree _tree;

    private FastTextModel(FastTextReader reader)
    {
        if (reader.Int32() != Magic) throw reader.Fault("it does not begin as a fastText model does");
        if (reader.Int32() is var version and not 12) throw reader.Fault($"its version is {version}, and 12 is read");
        Width = reader.Count(reader.Int32(), 1, 4096, "width");
        reader.Skip(16);
        _wordGrams = reader.Count(reader.Int32(), 1, 64, "words of an n-gram");
        _isTree = reader.Int32() switch
        {
            1 => true,
            3 => false,
            var loss => throw reader.Fault($"its loss is number {loss}; read are hierarchical softmax (1) and softmax (3)"),
        };
        if (reader.Int32() is var kind and not 3) throw reader.Fault($"its kind is number {kind}; read are classifiers (3)");
        _buckets = reader.Count(reader.Int32(), 0, int.MaxValue, "buckets");
        _shortest = reader.Count(reader.Int32(), 0, 64, "letters of the shortest n-gram");
        _longest = reader.Count(reader.Int32(), 0, 64, "letters of the longest n-gram");
        if (_buckets == 0 && (_longest > 0 || _wordGrams > 1)) throw reader.Fault("it has n-grams and no buckets for them");
        reader.Skip(12);

        var entries = reader.Count(reader.Int32(), 1, 100_000_000, "entries");
        var words = reader.Count(reader.Int32(), 0, entries, "words");
        reader.Skip(4 + 8);
        _prunedCount = reader.Int64();
        var (labels, counts) = (new List<string>(), new List<long>());
        for (var entry = 0; entry < entries; entry++)
        {
            var (name, count, type) = (reader.Text(), reader.Int64(), reader.Byte());
            if (type == 0)
            {
                if (entry >= words || !_words.TryAdd(name, entry)) throw reader.Fault($"the word {name} stands where none can");
                continue;
            }

            if (count < 0 || count > (counts.Count == 0 ? 1L << 40 : counts[^1])) throw reader.Fault($"the label {name} has the count {count}");
            labels.Add(name);
            counts.Add(count);
        }

        if (labels.Count == 0) throw reader.Fault("it has no labels");
        if (_words.Count != words) throw reader.Fault($"it promises {words} words and has {_words.Count}");
        for (var pair = 0L; pair < _prunedCount; pair++)
            _pruned[reader.Int32()] = reader.Count(reader.Int32(), 0, _prunedCount - 1, "pruned rows");
        (Labels, WordCount) = ([.. labels], words);
        _input = FastTextMatrix.Read(reader, reader.Byte() == 1, Width);
        _output = FastTextMatrix.Read(reader, reader.Byte() == 1, Width);
        var rows = (long)words + (_prunedCount >= 0 ? _prunedCount : _buckets);
        if (_input.Rows < rows) throw reader.Fault($"its input has {_input.Rows} rows, and {rows} are asked for");
        if (_output.Rows < Labels.Count) throw reader.Fault($"its output has {_output.Rows} rows for {Labels.Count} labels");
        _tree = new([.. counts]);
    }

    public int Width { get; }

    public int WordCount { get; }

    /// <summary>With the prefix that training gave them: <c>__label__zh</c>.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <exception cref="InvalidDataException">The file is no such model, or is damaged.</exception>
    public static FastTextModel Read(byte[] content, string name)
    {
        var reader = new FastTextReader(content, name);
        try
        {
            return new(reader);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw reader.Fault("it ends too early");
        }
    }

    /// <summary>The probability of each label; null when the text has no feature that the model knows.</summary>
    public double[]? Predict(string text)
    {
        var hidden = new float[Width];
        var count = 0;
        var hashes = new List<uint>();
        foreach (var word in Tokens(text))
        {
            AddWord(word, hidden, ref count);
            hashes.Add(Hash(Encoding.UTF8.GetBytes(word)));
        }

        AddWordGrams(hashes, hidden, ref count);
        if (count == 0) return null;
        var scale = (float)(1.0 / count);
        for (var index = 0; index < hidden.Length; index++) hidden[index] *= scale;
        return _isTree ? _tree.Probabilities(node => _output.Dot(node, hidden)) : Softmax(hidden);
    }

    // Parted by space, and ended by a word of its own, as the command line does with a line.
    private static IEnumerable<string> Tokens(string text) =>
        text.Split([' ', '\n', '\r', '\t', '\v', '\f', '\0'], StringSplitOptions.RemoveEmptyEntries).Append(EndOfLine);

    private void AddWord(string word, float[] hidden, ref int count)
    {
        if (_words.TryGetValue(word, out var row))
        {
            _input.AddTo(hidden, row);
            count++;
        }

        if (_longest <= 0 || word == EndOfLine) return;
        var bytes = Encoding.UTF8.GetBytes($"<{word}>");
        for (var start = 0; start < bytes.Length; start++)
        {
            if (IsInside(bytes[start])) continue;
            var hash = 2166136261U;
            for (var (end, length) = (start, 1); end < bytes.Length && length <= _longest; length++)
            {
                do hash = Step(hash, bytes[end++]);
                while (end < bytes.Length && IsInside(bytes[end]));
                if (length >= _shortest && !(length == 1 && (start == 0 || end == bytes.Length)))
                    AddHashed((int)(hash % (uint)_buckets), hidden, ref count);
            }
        }
    }

    private void AddWordGrams(List<uint> hashes, float[] hidden, ref int count)
    {
        for (var start = 0; start < hashes.Count; start++)
        {
            var hash = (ulong)(int)hashes[start];
            for (var index = start + 1; index < hashes.Count && index < start + _wordGrams; index++)
            {
                hash = (hash * 116049371) + (ulong)(int)hashes[index];
                AddHashed((int)(hash % (ulong)_buckets), hidden, ref count);
            }
        }
    }

    private void AddHashed(int bucket, float[] hidden, ref int count)
    {
        if (_prunedCount == 0 || (_prunedCount > 0 && !_pruned.TryGetValue(bucket, out bucket))) return;
        _input.AddTo(hidden, WordCount + bucket);
        count++;
    }

    private double[] Softmax(float[] hidden)
    {
        var scores = Enumerable.Range(0, Labels.Count).Select(label => (double)_output.Dot(label, hidden)).ToArray();
        var most = scores.Max();
        var sum = scores.Sum(score => Math.Exp(score - most));
        return [.. scores.Select(score => Math.Exp(score - most) / sum)];
    }

    // FNV-1a, with bytes above 127 taken for negative numbers.
    private static uint Step(uint hash, byte letter) => (hash ^ (uint)(sbyte)letter) * 16777619;

    private static uint Hash(byte[] bytes) => bytes.Aggregate(2166136261U, Step);

    private static bool IsInside(byte letter) => (letter & 0xc0) == 0x80;
}
