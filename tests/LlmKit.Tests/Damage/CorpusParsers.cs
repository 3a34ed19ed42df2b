using System.Formats.Tar;
using System.Text;
using LlmKit.Data;
using LlmKit.Data.Augmentation;
using LlmKit.Data.Corpora;

namespace LlmKit.Tests.Damage;

/// <summary>The parsers of what packages hold: corpora, dictionaries, lists of words.</summary>
internal static class CorpusParsers
{
    private const string Manual = ".TH LS 1\n.SH NAME\nls \\- list \\fBfiles\\fR\n.SH \"A B\"\n.PP\n.B ls\n[\\fIOPTION\\fR]... \\(lqx\\(rq\n.IP \\(bu 2\nitem\n.nf\n  code\\e\n.fi\n.de XX\nmacro\n..\n.\\\" comment\n.BR ls (1),\n";
    private const string WordNet = "  1 licence\n00001740 03 n 02 entity 0 thing 0 001 ~ 00001930 n 0000 | that which exists; \"an entity\"\n00002000 03 n 01 galore(ip) 0 000 | much  \n";

    // The words of a line are texts of their own, of 24 bytes and more.
    private const int Words = 40;

    public static DamagedParser[] All { get; } =
    [
        new("roff", () => [Utf8(Manual)], _ => input =>
        {
            var page = DamageTrial.Text(input);
            Assert.True(Roff.TextOf(page).Length <= (page.Length * 3) + 10);
        })
        {
            IsText = true, Times = Words,
            Words = ".SH .B .IP .nf .fi .de .. . ' \\ \\f \\fB \\f( \\f[ \\( \\(em \\[ ] \\h' \\s+ \\* \\\" \" \"\" ⏎ ⏎. ⏎' 😀", Openings = ["\\", "\\f", "\\h'", "\"", "\"\"", ".B ", "\n", "\\*["],
        },
        Package("manuals", "man/zh_CN/man1/damaged.1.gz", () => [DataParsers.Packed(Utf8(Manual))], package => CorpusTexts.Manuals(package, "man/zh_CN/*/*.gz"))
            with { Bytes = [[0x1f, 0x8b, 8], [0, 0, 0, 0]] },
        Package("dictd", "damaged.index", () => [Utf8("00-database-short\tA\tB\nalpha\tA\tF\nbeta\tF\tI\n")], package => CorpusTexts.Dictionary(package, "damaged"), ("damaged.dict.dz", DataParsers.Packed(Utf8("First.Second.\n"))))
            with { Words = "\t ⏎ A / //////////// // 00 9 +", },
        Package("dictd-articles", "damaged.dict.dz", () => [DataParsers.Packed(Utf8("First.Second. 中\n"))], package => CorpusTexts.Dictionary(package, "damaged"), ("damaged.index", Utf8("alpha\tA\tF\nbeta\tF\tI\n")))
            with { Bytes = [[0x1f, 0x8b, 8], [0, 0, 0, 0]] },
        Package("wordnet", "dict/data.damaged", () => [Utf8(WordNet)], CorpusTexts.WordNet) with { Words = "␣|␣ ⏎ 00 ff ffffffff | ( ) _ n", },
        Package("poems", "damaged.json", () => [Utf8("[{\"title\":\"静夜思\",\"author\":\"李白\",\"paragraphs\":[\"床前明月光\",\"疑是地上霜\"]},{\"rhythmic\":\"x\",\"paragraphs\":[]}]")], package => CorpusTexts.Poems(package, "*.json"))
            with { Words = "[ ] { } \" , : null \"paragraphs\": \"title\": \\ud800 1", Openings = ["[", "{\"paragraphs\":", "[{\"paragraphs\":["] },
        Package("brown", "cats.txt", () => [Utf8("ca01 news\ncb02 editorial\n")], CorpusTexts.Brown, ("ca01", Utf8("The/at jury/nn ``/`` said/vbd ''/'' ./.\n")), ("cb02", Utf8("x/y (/( a/b )/)\n")))
            with { Words = "ca01 cb02 ⏎ * .. / ␣ \0" },
        Package("brown-documents", "damaged", () => [Utf8("\tThe/at jury/nn ``/`` said/vbd ''/'' ,/, (/( x/y )/) ./.\n\n")], CorpusTexts.Brown, ("cats.txt", Utf8("damaged news\n")))
            with { Words = "/ `` '' ( ) ⏎ \t", Times = Words },
        Package("fortunes", "games/fortunes/damaged", () => [Utf8("A saying.\n%\n\x1b[32m李白\x1b[m\n%\n")], CorpusTexts.Fortunes) with { Words = "% ⏎%⏎ \x1b[ m ; %% ␣", Openings = ["%\n", "\x1b[", " "] },
        Package("mails", "data/spam-1/damaged.txt", () => [Utf8("From: a@b\nSubject: x\n\nBuy\n")], CorpusTexts.Mails) with { Words = "⏎ : \0" },
        new("tar", Archives, Unpack)
        {
            Words = "ustar ../ / package/ 0 1 2 5 x g L K path= 77777777777 \0", Bytes = [new byte[512], [0], [0x80, 255, 255, 255]], Refusals = [typeof(InvalidDataException)],
        },
        new("synonyms", () => [Utf8("quick, fast, rapid\nAa01A01= 人 士 人物\n# no\nbig\tlarge\n")], trial => input => Assert.True(Synonyms.Read(trial.File("damaged.txt", input)).Count > 0))
        {
            Words = ", ， \t = # ⏎ a b 人 \0", Times = Words, Refusals = [typeof(FormatException)], NamesFile = true,
        },
        new("synonyms-wordnet", () => [Utf8(WordNet)], trial =>
        {
            foreach (var part in (string[])["noun", "verb", "adj"]) trial.File($"data.{part}", Utf8(WordNet));
            return input =>
            {
                trial.File("data.adv", input);
                Assert.True(Synonyms.WordNet(trial.Folder).Count > 0);
            };
        })
        {
            Words = "␣|␣ ⏎ 00 ff ffffffff 7fffffff ( ) _", Times = Words, Refusals = [typeof(DataFormatException)],
        },
    ];

    private static DamagedParser Package(string name, string file, Func<IEnumerable<byte[]>> seeds, Func<PackageFolder, IEnumerable<Sample>> read, params (string Name, byte[] Content)[] others) =>
        new(name, seeds, trial =>
        {
            foreach (var (path, content) in others) Put(trial, path, content);
            var package = new PackageFolder(trial.Folder);
            return input =>
            {
                Put(trial, file, input);
                foreach (var sample in read(package)) Assert.NotEmpty(sample.AllText);
            };
        })
        {
            Refusals = [typeof(InvalidDataException)],
        };

    private static void Put(DamageTrial trial, string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(trial.Folder, file))!);
        trial.File(file, content);
    }

    // Nothing is written outside of the folder.
    private static Action<byte[]> Unpack(DamageTrial trial) => input =>
    {
        var (root, folder) = (Path.Combine(trial.Folder, "root"), Path.Combine(trial.Folder, "root", "unpacked"));
        Directory.CreateDirectory(root);
        try
        {
            PackageClient.Unpack(trial.File("damaged.tgz", DataParsers.Packed(input)), folder);
        }
        finally
        {
            Assert.All(Directory.GetFileSystemEntries(root), entry => Assert.Equal(folder, entry));
            Assert.Equal(2, Directory.GetFileSystemEntries(trial.Folder).Length);
            Directory.Delete(root, recursive: true);
        }
    };

    private static IEnumerable<byte[]> Archives()
    {
        foreach (var format in (TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu])
        {
            var bytes = new MemoryStream();
            using (var writer = new TarWriter(bytes, format, leaveOpen: true))
            {
                foreach (var name in (string[])["package/a.txt", "package/data/b.txt"])
                {
                    TarEntry entry = format switch
                    {
                        TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                        TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                        _ => new GnuTarEntry(TarEntryType.RegularFile, name),
                    };
                    entry.ModificationTime = DateTimeOffset.UnixEpoch;
                    entry.DataStream = new MemoryStream(Utf8("text of " + name));
                    writer.WriteEntry(entry);
                }
            }

            yield return bytes.ToArray();
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
