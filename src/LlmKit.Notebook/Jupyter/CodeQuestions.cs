using LlmKit.Notebook.Execution;

namespace LlmKit.Notebook.Jupyter;

/// <summary>Answers what clients ask about code while it is written.</summary>
internal sealed class CodeQuestions(CellEngine engine)
{
    public byte[] Complete(string code, int cursor)
    {
        _ = engine;
        return Json.Object(json =>
        {
            json.WriteString("status", "ok");
            json.WriteTexts("matches", []);
            json.WriteNumber("cursor_start", cursor);
            json.WriteNumber("cursor_end", cursor);
            json.WriteObject("metadata");
        });
    }

    public byte[] Inspect(string code, int cursor, int detail) => Json.Object(json =>
    {
        json.WriteString("status", "ok");
        json.WriteBoolean("found", false);
        json.WriteObject("data");
        json.WriteObject("metadata");
    });

    public byte[] IsComplete(string code) => Json.Object(json => json.WriteString("status", "unknown"));
}
