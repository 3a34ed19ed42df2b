using LlmKit.Notebook.Assistance;
using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Answers what clients ask about code while it is written. Positions of the protocol count code points.</summary>
/// <param name="magics">Names to offer behind <c>#!</c>.</param>
internal sealed class CodeQuestions(CellEngine engine, IEnumerable<string> magics)
{
    private readonly Completer _completer = new(engine, magics);
    private readonly Inspector _inspector = new(engine);

    public byte[] Complete(string code, int cursor)
    {
        var list = _completer.Complete(code, Utf16(code, cursor));
        return Json.Object(json =>
        {
            json.WriteString("status", "ok");
            json.WriteTexts("matches", list.Items.Select(item => item.Text));
            json.WriteNumber("cursor_start", CodePoints(code, list.Start));
            json.WriteNumber("cursor_end", CodePoints(code, list.End));
            json.WriteObject("metadata", metadata =>
            {
                // What JupyterLab and VS Code show beside each match.
                metadata.WriteStartArray("_jupyter_types_experimental");
                foreach (var item in list.Items)
                {
                    metadata.WriteStartObject();
                    metadata.WriteText("text", item.Text);
                    metadata.WriteString("type", item.Kind.ToString().ToLowerInvariant());
                    metadata.WriteNumber("start", CodePoints(code, list.Start));
                    metadata.WriteNumber("end", CodePoints(code, list.End));
                    if (list.Items.Count <= MostWithSignature && item.Signature is { } signature) metadata.WriteText("signature", signature);
                    metadata.WriteEndObject();
                }

                metadata.WriteEndArray();
            });
        });
    }

    public byte[] Inspect(string code, int cursor, int detail)
    {
        var found = _inspector.Inspect(code, Utf16(code, cursor), detail);
        return Json.Object(json =>
        {
            json.WriteString("status", "ok");
            json.WriteBoolean("found", found is not null);
            json.WriteObject("data", data =>
            {
                if (found is null) return;
                data.WriteText(MimeBundle.Plain, found.Text);
                data.WriteText(MimeBundle.Html, found.Html);
            });
            json.WriteObject("metadata");
        });
    }

    public static byte[] IsComplete(string code)
    {
        var answer = Completeness.Of(code);
        return Json.Object(json =>
        {
            json.WriteString("status", answer.Status.ToString().ToLowerInvariant());
            if (answer.Status == CompletenessStatus.Incomplete) json.WriteString("indent", answer.Indent);
        });
    }

    // Signatures of a long list nobody reads; they would take most of the time.
    private const int MostWithSignature = 40;

    private static int Utf16(string code, int codePoints)
    {
        var at = 0;
        for (; codePoints > 0 && at < code.Length; codePoints--) at += char.IsSurrogatePair(code, at) ? 2 : 1;
        return at;
    }

    private static int CodePoints(string code, int utf16)
    {
        var count = 0;
        for (var at = 0; at < utf16 && at < code.Length; count++) at += char.IsSurrogatePair(code, at) ? 2 : 1;
        return count;
    }
}
