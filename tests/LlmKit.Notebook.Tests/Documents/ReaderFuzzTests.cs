using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LlmKit.Notebook.Documents;
using LlmKit.Notebook.Documents.Pages;
using LlmKit.Notebook.Documents.Programs;

namespace LlmKit.Notebook.Tests.Documents;

/// <summary>
/// Damaged documents are refused with a <see cref="NotebookFormatException"/> or read, and what is read can
/// be written in every form. LLMKIT_FUZZ sets the number of documents.
/// </summary>
public sealed class ReaderFuzzTests
{
    private const long MaxBytes = 64 << 20;

    private static readonly (string Extension, string Text)[] s_documents =
    [
        (".ipynb", Samples.Polyglot), (".dib", Samples.Dib), (".csx", Samples.Script),
        (".ipynb", Samples.Notebook($"{Samples.Code("1 + 1")}, {Samples.Text("**x** $y$")}")),
    ];

    [Fact]
    public async Task Damaged_documents_end_in_a_message_or_can_be_written()
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("LLMKIT_FUZZ"), CultureInfo.InvariantCulture, out var wanted)
            ? wanted : 20_000;
        int seed = 0, read = 0;
        var run = Task.Run(() =>
        {
            for (; seed < count; seed++) read += Try(seed) ? 1 : 0;
        });

        // A hang is a failure that names its seed.
        await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(60_000 + 20 * count)));

        Assert.True(run.IsCompleted, $"The document of seed {seed} takes for ever.");
        await run;
        TestContext.Current.TestOutputHelper?
            .WriteLine($"{count} damaged documents, {read} of them readable");

        // Neither all refused nor all read: the test is not blind.
        Assert.InRange(read, count / 10, count * 9 / 10);
    }

    private static bool Try(int seed)
    {
        var random = new Random(seed);
        var (extension, text) = s_documents[seed % s_documents.Length];
        var bytes = Damaged(extension, text, random);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = IsRead(bytes, extension, seed);
        var used = GC.GetAllocatedBytesForCurrentThread() - before;
        return used <= MaxBytes ? isRead
            : throw new InvalidOperationException($"Seed {seed} took {used >> 20} MB.");
    }

    private static bool IsRead(byte[] bytes, string extension, int seed)
    {
        try
        {
            var notebook = NotebookDocument.Parse(bytes, "n" + extension);
            if (seed % 3 == 0) WriteInAllForms(notebook, withPrograms: seed % 33 == 0);
            return true;
        }
        catch (NotebookFormatException e)
        {
            Assert.StartsWith("n" + extension, e.Message, StringComparison.Ordinal);
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}:\n{Encoding.UTF8.GetString(bytes)}\n{e}", e);
        }
    }

    private static void WriteInAllForms(NotebookDocument notebook, bool withPrograms)
    {
        var json = notebook.ToJson();
        Assert.Equal(json, NotebookDocument.Parse(json, "n.ipynb").ToJson());
        notebook.AddMissingIds();
        DibText.Write(notebook);
        new MarkdownPage("files").Write(notebook);
        HtmlPage.Write(notebook, null, []);
        if (!withPrograms) return;

        ProgramText.Program(notebook, "p.cs", []);
        ProgramText.Script(notebook, "p.csx", []);
    }

    private static byte[] Damaged(string extension, string text, Random random)
    {
        if (extension == ".ipynb" && random.Next(2) == 0) text = DamagedTree(text, random);
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(text));
        if (extension == ".ipynb" && random.Next(3) > 0) return [.. bytes];

        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at)));
                    break;
                case 4:
                    bytes.InsertRange(at, [(byte)random.Next(128, 256)]);
                    break;
                case 5:
                    bytes.InsertRange(
                        at, Encoding.UTF8.GetBytes(
                            string.Concat(Enumerable.Repeat("[{(\"$*>#`"[random.Next(9)], random.Next(2000)))));
                    break;
                case 6:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
                default:
                    bytes.InsertRange(
                        at, Encoding.UTF8.GetBytes("\n" + s_pieces[random.Next(s_pieces.Length)] + "\n"));
                    break;
            }
        }

        return [.. bytes];
    }

    private static readonly string[] s_pieces =
    [
        "#!csharp", "#!meta", "// %%", "// %% [markdown]", "#!time", "\u001b[31", "\r", "\0", "\ufeff",
            "\\ud800", "1e999999", "-", "99999999999999999999",
        "null", "\"", "$$", "\\begin{align}", "![x](attachment:dot.png)", "<!--", "</script>", "/*", "\"\"\"",
            "#if", "#r \"nuget:", "#load \"n\"", "\u2028", "🐳",
    ];

    // A value changed, dropped, doubled or moved somewhere in the tree.
    private static string DamagedTree(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var places = Places(root).ToList();
            var (parent, key, index) = places[random.Next(places.Count)];
            var value = random.Next(9) switch
            {
                0 => null,
                1 => JsonValue.Create(random.Next(-5, 100)),
                2 => JsonNode.Parse("1e400"),
                3 => JsonValue.Create(
                    s_pieces[random.Next(s_pieces.Length)].Replace("\\ud800", "", StringComparison.Ordinal)),
                4 => new JsonArray(),
                5 => new JsonObject(),
                6 => Nested(random.Next(1, 400)),
                _ => Of(places[random.Next(places.Count)])?.DeepClone(),
            };
            if (parent is JsonArray list)
            {
                if (random.Next(3) == 0) list.RemoveAt(index);
                else list[index] = value;
            }
            else if (random.Next(3) == 0)
            {
                ((JsonObject)parent).Remove(key!);
            }
            else
            {
                parent[key!] = value;
            }
        }

        return root.ToJsonString(new() { MaxDepth = 1000 });
    }

    private static JsonNode? Of((JsonNode Parent, string? Key, int Index) place) =>
        place.Key is null ? place.Parent[place.Index] : place.Parent[place.Key];

    private static JsonArray Nested(int depth)
    {
        var inner = new JsonArray();
        for (; depth > 0; depth--) inner = [inner];
        return inner;
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject map => map.Select(pair => ((JsonNode)map, (string?)pair.Key, 0, pair.Value)),
            JsonArray list => list.Select((item, i) => ((JsonNode)list, (string?)null, i, item)),
            _ => [],
        };
        foreach (var (parent, key, index, child) in children.ToList())
        {
            yield return (parent, key, index);
            if (child is null) continue;
            foreach (var place in Places(child)) yield return place;
        }
    }
}
