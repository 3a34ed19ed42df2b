using System.Text;

namespace LlmKit.Tests.Damage;

/// <summary>A parser of outside bytes, and what is needed to damage its files.</summary>
/// <param name="Name">Also how it is named for a replay: <c>LLMKIT_DAMAGE=jsonl:17</c>.</param>
/// <param name="Seeds">Small files that are right.</param>
/// <param name="Open">Makes what reads an input. It throws on what is no right answer.</param>
internal sealed record DamagedParser(string Name, Func<IEnumerable<byte[]>> Seeds, Func<DamageTrial, Action<byte[]>> Open)
{
    /// <summary>The signs, names and values of the format, separated by spaces; <c>␣</c> and <c>⏎</c> stand for a space and a line break.</summary>
    public string Words { get; init; } = "";

    /// <summary>Words that are no text.</summary>
    public byte[][] Bytes { get; init; } = [];

    /// <summary>The exceptions by which it may refuse an input.</summary>
    public Type[] Refusals { get; init; } = [];

    /// <summary>What opens one more level, or may be taken for it.</summary>
    public string[] Openings { get; init; } = [];

    /// <summary>Whether it is given a text in memory, whose letters take two bytes each.</summary>
    public bool IsText { get; init; }

    /// <summary>How many times its length an input may take. More than 10 only where the result itself does, as the parser's list says.</summary>
    public int Times { get; init; } = 10;

    /// <summary>What an input may take beyond that, in bytes, where limits of its own bound it.</summary>
    public long Allowance { get; init; }

    /// <summary>How many inputs it is given in an ordinary run.</summary>
    public int Ordinary { get; init; } = 1000;

    /// <summary>Whether messages name the file, which then is called <c>damaged</c> with some extension.</summary>
    public bool NamesFile { get; init; }

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public Func<string?> Obstacle { get; init; } = () => null;

    public Mutator Mutator() => new([.. Seeds()],
        [.. Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Plain), .. Openings.Select(Encoding.UTF8.GetBytes), .. Bytes]);

    public override string ToString() => Name;

    private static byte[] Plain(string word) => Encoding.UTF8.GetBytes(word.Replace('␣', ' ').Replace('⏎', '\n'));
}

/// <summary>What a parser may use while it reads, and where it tells the faults that it does not throw.</summary>
internal sealed class DamageTrial(string folder, Action<string> fault)
{
    /// <summary>A folder of its own in memory.</summary>
    public string Folder { get; } = folder;

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A part of the input was refused.</summary>
    public void Fault(string message) => fault(message);

    /// <summary>The bytes as a text; what is no UTF-8 becomes half a surrogate pair.</summary>
    public static string Text(byte[] input) => Encoding.UTF8.GetString(input).Replace('\ufffd', '\ud800');
}
