using System.Text;
using LlmKit.Notebook.Jupyter;

namespace LlmKit.Notebook.Tests.Jupyter;

/// <summary>Whatever comes over the sockets is a message or is refused; nothing else happens.</summary>
public sealed class WireFuzzTests
{
    private const int Rounds = 100_000;

    private static readonly string[] s_contents =
    [
        """{"code":"var x = 1;\nx","silent":false,"store_history":true,"user_expressions":{"a":"x"},"allow_stdin":true,"stop_on_error":true}""",
        """{"code":"Math.","cursor_pos":5,"detail_level":1}""",
        """{"comm_id":"4f","target_name":"jupyter.widget","data":{"state":{"value":[1,2.5,null,"字"]},"buffer_paths":[]}}""",
        """{"hist_access_type":"range","output":false,"raw":true,"session":0,"start":1,"stop":9,"n":4,"pattern":"*","unique":true}""",
        """{"restart":false}""",
    ];

    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", "\"", ":", ",", "\\ud800", "\\u0000", "null", "1e999", "-", "999999999999999999999", "\"code\":", "\"cursor_pos\":", "true", "<IDS|MSG>", "字"];

    [Theory, InlineData(""), InlineData("secret")]
    public void Damaged_messages_are_parsed_or_refused(string key)
    {
        var random = new Random(7);
        var (client, kernel) = (new Wire(key), new Wire(key));
        var (taken, refused) = (0, 0);
        for (var round = 0; round < Rounds / 2; round++)
        {
            var frames = Damage(Message(client, random), random);
            var bytes = frames.Sum(frame => frame.Length);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(kernel.Parse(frames));
                taken++;
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }

            // The first exceptions load their texts.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000 + 10 * bytes);
        }

        Assert.True(refused > Rounds / 8, $"{refused} were refused");
        Assert.True(taken > Rounds / 100, $"{taken} were taken");
    }

    [Fact]
    public void Brackets_without_end_are_refused()
    {
        var wire = new Wire("");
        var frames = wire.Frames([], "execute_request", null, Encoding.UTF8.GetBytes(new string('[', 1_000_000)));

        Assert.Throws<InvalidDataException>(() => wire.Parse([.. frames.Select(frame => frame.ToArray())]));
    }

    [Theory]
    [InlineData(@"""\ud83d""", "\ufffd")]
    [InlineData(@"""a\ude00b""", "a\ufffdb")]
    [InlineData(@"""\ud83d\ude00""", "\ud83d\ude00")]
    [InlineData(@"""\ud83d\ud83d\ude00""", "\ufffd\ud83d\ude00")]
    [InlineData(@"""\\ud83d""", @"\ud83d")]
    public void Half_a_letter_is_replaced(string code, string expected)
    {
        var wire = new Wire("");
        var frames = wire.Frames([], "execute_request", null, Encoding.UTF8.GetBytes($$"""{"code":{{code}}}"""));

        Assert.Equal(expected, wire.Parse([.. frames.Select(frame => frame.ToArray())]).Text("code"));
    }

    private static void Read(JupyterMessage message)
    {
        Assert.NotEmpty(message.Type);
        foreach (var name in new[] { "code", "comm_id", "cursor_pos", "silent", "pattern", "hist_access_type" })
        {
            Assert.NotNull(message.Text(name));
            _ = message.Flag(name, false);
            _ = message.Number(name);
        }
    }

    private static List<byte[]> Message(Wire client, Random random)
    {
        var content = s_contents[random.Next(s_contents.Length)];
        if (random.Next(2) == 0) content = Scribble(content, random);
        byte[][] identities = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Guid.NewGuid().ToByteArray())];
        return [.. client.Frames(identities, random.Next(8) == 0 ? "" : "execute_request", null, Encoding.UTF8.GetBytes(content)).Select(frame => frame.ToArray())];
    }

    // A signed message may say anything too.
    private static string Scribble(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var place = random.Next(text.Length);
            var cut = Math.Min(text.Length - place, random.Next(4));
            text = text.Remove(place, cut).Insert(place, s_pieces[random.Next(s_pieces.Length)]);
        }

        return text;
    }

    private static List<byte[]> Damage(List<byte[]> frames, Random random)
    {
        for (var i = random.Next(3); i > 0 && frames.Count > 0; i--)
        {
            var place = random.Next(frames.Count);
            var frame = frames[place];
            switch (random.Next(7))
            {
                case 0:
                    frames.RemoveAt(place);
                    break;
                case 1:
                    frames.Insert(place, frame);
                    break;
                case 2:
                    (frames[place], frames[^1]) = (frames[^1], frame);
                    break;
                case 3:
                    frames[place] = frame[..random.Next(frame.Length + 1)];
                    break;
                case 4:
                    frames[place] = [.. frame, .. Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)])];
                    break;
                case 5 when frame.Length > 0:
                    frames[place] = [.. frame];
                    frames[place][random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    random.NextBytes(frames[place] = new byte[random.Next(2_000)]);
                    break;
            }
        }

        return frames;
    }
}
