using System.IO.Compression;

namespace LlmKit.Data.Sources;

/// <summary>An entry of an archive; closing it closes the archive.</summary>
internal sealed class ArchiveEntryStream(ZipArchive archive, Stream entry) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => entry.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            entry.Dispose();
            archive.Dispose();
        }

        base.Dispose(disposing);
    }
}
