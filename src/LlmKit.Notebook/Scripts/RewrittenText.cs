using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Scripts;

/// <summary>
/// A text that the compiler gets in place of a file. It has the hash of the file itself, by which a debugger
/// knows that the symbols belong to it.
/// </summary>
internal sealed class RewrittenText(string text, byte[] original)
    : SourceText([.. SHA256.HashData(original)], SourceHashAlgorithm.Sha256)
{
    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => text.Length;

    public override char this[int position] => text[position];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
        text.CopyTo(sourceIndex, destination, destinationIndex, count);
}
