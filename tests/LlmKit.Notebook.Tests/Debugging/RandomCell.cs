using System.Globalization;
using System.Text;

namespace LlmKit.Notebook.Tests.Debugging;

/// <summary>A small program that ends, and knows in which order its lines run: beside the cell there is one in which each
/// statement notes its line.</summary>
internal sealed class RandomCell
{
    private readonly Random _random;
    private readonly StringBuilder _plain = new(), _noting = new();
    private readonly bool _isAsync;
    private int _line = 1;
    private int _names;

    public RandomCell(int seed)
    {
        _random = new(seed);
        _isAsync = seed % 3 == 0;
        Write("#!debug", "#!csharp");
        Write("int total = 0;", null, "var lines = new List<int>(); ");
        Write(_isAsync ? "async Task<int> Work(int n)" : "int Work(int n)", "");
        Block(3, () => Statement("return n * 2;"));
        Write("IEnumerable<int> Items(int n)", "");
        Block(2, () => Statement("yield return n + 1;"));
        var call = _isAsync ? "await Work" : "Work";
        Statement($"var a = {call}(3);");
        Statement($"var b = {call}(a % 5);");
        Statement("foreach (var item in Items(b % 4))");
        Block(2, () => { });
        Statement("Func<int, int> twice = k =>");
        Block(1, () => Statement("return k * 2;"), ";");
        Statement("total += twice(a) + twice(b);");
        Statement("Console.Write(total);");
        Plain = _plain + "total * 10 + a + b";
        Noting = _noting + $"lines.Add({_line}); string.Join(',', lines)";
    }

    public string Plain { get; }

    public string Noting { get; }

    private void Block(int depth, Action last, string end = "")
    {
        Write("{", "");
        var own = $"v{_names++}";
        Statement($"var {own} = total % 7;");
        for (var i = _random.Next(1, 3); i > 0; i--) Random(depth, own);
        last();
        Write("}" + end, "");
    }

    private void Random(int depth, string own)
    {
        switch (depth == 0 ? _random.Next(2) : _random.Next(9))
        {
            case 0:
                Statement($"total += {own} + {_random.Next(9)};");
                break;
            case 1:
                Statement($"{own} = {own} * 3 % 11;");
                break;
            case 2:
                Statement($"if ({own} % 2 == {_random.Next(2)})");
                Block(depth - 1, () => { });
                Write("else", "");
                Block(depth - 1, () => { });
                break;
            case 3:
                Statement($"for (var i{_names} = 0; i{_names} < 2; i{_names}++)");
                _names++;
                Block(depth - 1, () => { });
                break;
            case 4:
                Statement("try");
                Block(depth - 1, () => Statement($"if ({own} > 2) throw new InvalidOperationException();", ("throw", _line)));
                Write("catch (InvalidOperationException)", "");
                Block(depth - 1, () => { });
                Write("finally", "");
                Block(0, () => { });
                break;
            case 5:
                Statement($"switch ({own} % 3)");
                Write("{ case 0:", "");
                Statement("total++;");
                Statement("break;");
                Write("default:", "");
                Statement("total += 2;");
                Statement("break;");
                Write("}", "");
                break;
            case 6:
                var name = $"f{_names++}";
                Write($"int {name}(int z)", "");
                Block(0, () => Statement("return z + 1;"));
                Statement($"total += {name}({own});");
                break;
            case 7:
                Statement($"while ({own}-- > 3)");
                Block(depth - 1, () => { });
                break;
            default:
                Statement($"using (var stream{_names++} = new MemoryStream())");
                Block(depth - 1, () => { });
                break;
        }
    }

    // A statement within another on one line is a place of its own.
    private void Statement(string code, (string Word, int Line)? inner = null)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"lines.Add({_line});");
        var noted = inner is { } place ? code.Replace(place.Word, $"{{ {note} {place.Word}", StringComparison.Ordinal) + " }" : code;
        Write(code, note + noted);
    }

    private void Write(string plain, string? noting, string before = "")
    {
        var isStatement = noting is { Length: > 0 };
        _plain.Append(plain).Append('\n');
        _noting.Append(before).Append(isStatement ? noting : plain).Append('\n');
        if (noting is null) _noting.Length--;
        if (noting is null) _noting.Append(CultureInfo.InvariantCulture, $" lines.Add({_line});\n");
        _line++;
    }
}
