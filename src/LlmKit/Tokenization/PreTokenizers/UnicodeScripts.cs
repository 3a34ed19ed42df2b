using LlmKit.Data.Unicode;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>Cuts where the script changes; Chinese, Hiragana and Katakana are one, and a space belongs to what is before it.</summary>
/// <remarks>As in Hugging Face's library, characters without a script at the start of a piece, spaces too, are dropped.</remarks>
public sealed class UnicodeScripts : PreTokenizer
{
    private static readonly int s_han = Index("Han");
    private static readonly int[] s_kana = [Index("Hiragana"), Index("Katakana")];

    internal override string Type => "UnicodeScripts";

    internal override void Cut(AlignedText text)
    {
        const int None = -1;
        foreach (var (start, end) in text.Pieces)
        {
            var last = None;
            var from = start;
            for (int at = start, length; at < end; at += length)
            {
                var script = ScriptOf(text.CodeAt(at, out length));
                if (script == None) continue;
                if (last == None)
                {
                    from = at;
                }
                else if (script != last)
                {
                    text.Keep(from, at);
                    from = at;
                }

                last = script;
            }

            if (last != None) text.Keep(from, end);
        }

        text.CommitPieces();

        // The long vowel mark of Katakana counts as Chinese too.
        static int ScriptOf(int code)
        {
            if (code == 0x30FC) return s_han;
            var script = UnicodeDatabase.Instance.Script(code);
            return code == ' ' || script == 0 ? None : s_kana.Contains(script) ? s_han : script;
        }
    }

    private static int Index(string name) => UnicodeDatabase.Instance.Scripts.ToList().IndexOf(name);
}
