using System.Text.Json;

namespace LlmKit.Tokenization.PreTokenizers;

/// <summary>SentencePiece's way: spaces become a visible character, with which a word starts.</summary>
public sealed class Metaspace(char replacement = '▁', PrependScheme prepends = PrependScheme.Always, bool cuts = true) : PreTokenizer
{
    /// <summary>What stands for a space. ▁ (U+2581) by default.</summary>
    public char Replacement { get; } = replacement;

    /// <summary>Whether text that starts with no space gets one.</summary>
    public PrependScheme Prepends { get; } = prepends;

    /// <summary>Whether a piece ends where the next space stands; otherwise tokens may reach over spaces. True by default.</summary>
    public bool Cuts { get; } = cuts;

    internal override string Type => "Metaspace";

    internal override void Cut(AlignedText text)
    {
        foreach (var (start, end) in text.Pieces)
        {
            var from = text.Written;
            var isFirst = start == 0 && text.StartsAtOrigin;
            if ((Prepends == PrependScheme.Always || (Prepends == PrependScheme.First && isFirst))
                && text.Text[start] is var first && first != ' ' && first != Replacement)
                text.Put(Replacement, start);
            for (var at = start; at < end;)
            {
                var space = text.Text[at..end].IndexOf(' ');
                if (space < 0) space = end - at;
                text.Copy(at, at + space);
                at += space;
                if (at < end) text.Put(Replacement, at++);
            }

            KeepWords(text, from);
        }

        text.CommitPieces(hasText: true);
    }

    internal override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("replacement", Replacement.ToString());
        json.WriteString("prepend_scheme", Prepends.ToString().ToLowerInvariant());
        json.WriteBoolean("split", Cuts);
    }

    // A word starts with the replacement; of several in a row each but the last is a word of its own.
    private void KeepWords(AlignedText text, int from)
    {
        var start = from;
        for (var at = from; Cuts && at < text.Written; at++)
        {
            if (text.WrittenAt(at) != Replacement) continue;
            text.Keep(start, at);
            start = at;
        }

        text.Keep(start, text.Written);
    }
}
