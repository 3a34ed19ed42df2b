namespace LlmKit.Tokenization.Files;

/// <summary>Finds the tokenizer in a model's folder or behind a file of any of the known kinds.</summary>
internal static class TokenizerFolder
{
    private static readonly string[] s_sentencePiece = ["tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "spm.model"];

    public static Tokenizer Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) return OpenFolder(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file or folder {path}.", path);
        return Path.GetFileName(path) switch
        {
            "vocab.json" => VocabularyFiles.ReadBytePair(path, Beside(path, "merges.txt")),
            "merges.txt" => VocabularyFiles.ReadBytePair(Beside(path, "vocab.json"), path),
            "encoder.json" => VocabularyFiles.ReadBytePair(path, Beside(path, "vocab.bpe")),
            "vocab.bpe" => VocabularyFiles.ReadBytePair(Beside(path, "encoder.json"), path),
            _ => Path.GetExtension(path) switch
            {
                ".model" => SentencePieceFile.Read(path),
                ".tiktoken" => TiktokenFile.Read(path),
                ".txt" => VocabularyFiles.ReadWordPiece(path, Lowercases(Path.GetDirectoryName(path)!)),
                ".json" => TokenizerFile.Read(path),
                var other => throw new InvalidDataException(
                    $"{path} ends with \"{other}\"; tokenizers are read from .json, .model, .tiktoken and .txt (a vocabulary)."),
            },
        };
    }

    private static Tokenizer OpenFolder(string folder)
    {
        var whole = Path.Combine(folder, "tokenizer.json");
        if (File.Exists(whole)) return TokenizerFile.Read(whole);
        string[] candidates = [.. s_sentencePiece, "vocab.json", "encoder.json", "vocab.txt"];
        foreach (var name in candidates)
        {
            if (File.Exists(Path.Combine(folder, name))) return FolderSettings.Apply(Open(Path.Combine(folder, name)), folder);
        }

        return Directory.GetFiles(folder, "*.tiktoken") is [var single]
            ? FolderSettings.Apply(Open(single), folder)
            : throw new InvalidDataException($"The folder {folder} has no tokenizer: none of tokenizer.json, {string.Join(", ", candidates)}, *.tiktoken.");
    }

    private static string Beside(string path, string name)
    {
        var other = Path.Combine(Path.GetDirectoryName(path)!, name);
        return File.Exists(other) ? other : throw new FileNotFoundException($"{path} needs {name} beside it, which is not there.", other);
    }

    // BERT's files don't say it themselves.
    private static bool Lowercases(string folder)
    {
        var settings = Path.Combine(folder, "tokenizer_config.json");
        if (!File.Exists(settings)) return true;
        try
        {
            return FileNode.Read(File.ReadAllBytes(settings), root => root.FlagOr("do_lower_case", true));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{settings} can't be read: {e.Message}", e);
        }
    }
}
