using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmKit.Notebook.Display;

/// <summary>Puts together the forms of one output.</summary>
internal sealed class Forms(Reading reading)
{
    private const string Json = "application/json", Markdown = "text/markdown", LatexText = "text/latex";
    private readonly List<string> _failures = [];

    /// <param name="mimeTypes">The wanted ones; the preferred ones when empty.</param>
    public MimeBundle Of(object? value, IReadOnlyCollection<string> mimeTypes)
    {
        if (value is MimeBundle ready) return Ready(ready, mimeTypes);

        if (value is Memory<byte> or ReadOnlyMemory<byte> or ArraySegment<byte>) value = reading.Shown(value);
        var bundle = new MimeBundle();
        foreach (var mimeType in mimeTypes.Count > 0 ? mimeTypes : Preferred(value))
        {
            if (mimeType == MimeBundle.Plain) continue;
            var form = mimeTypes.Count == 0 && mimeType == Json ? UnaskedJson(value!) : Form(value, mimeType);
            if (form is not null) bundle.Add(mimeType, form);
        }

        var richFailure = Told();
        var plain = Form(value, MimeBundle.Plain) ?? new PlainText(reading).Of(value);
        if (richFailure.Length > 0) bundle = WithNotice(bundle, richFailure, plain);
        var failure = Told();
        bundle.Add(MimeBundle.Plain, failure.Length == 0 ? plain : $"{failure}\n{plain}");
        return bundle;
    }

    private string Told() => string.Join('\n', _failures.Distinct());

    // As HTML, which clients show before most other forms.
    private MimeBundle WithNotice(MimeBundle bundle, string failure, string plain)
    {
        var notice = new HtmlView(reading).OfFailure(failure, bundle[MimeBundle.Html], plain);
        var told = new MimeBundle(MimeBundle.Html, notice);
        foreach (var (mimeType, form) in bundle)
        {
            if (mimeType != MimeBundle.Html) told.Add(mimeType, form);
        }

        return told;
    }

    private static IReadOnlyCollection<string> Preferred(object? value)
    {
        if (value is null) return [MimeBundle.Plain];
        if (Preferences.Of(value.GetType()) is { } preferred) return preferred;
        return value switch
        {
            RawContent raw => [raw.MimeType],
            HtmlString => [MimeBundle.Html],
            Latex => [LatexText],
            MarkdownText => [Markdown],
            Uri => [Formatter.DefaultMimeType],
            byte[] bytes when Picture.Of(bytes) is { } picture => [OfPicture(picture)],
            _ when IsJson(value) && Formatter.DefaultMimeType != MimeBundle.Plain => [Json, Formatter.DefaultMimeType],
            _ => Scalar.TextOf(value) is null ? [Formatter.DefaultMimeType] : [MimeBundle.Plain],
        };
    }

    // What clients know as a picture; the others, and those that could hold scripts, in an element that shows
    // them.
    private static string OfPicture(Picture picture) =>
        picture.MimeType is "image/png" or "image/jpeg" or "image/gif" ? picture.MimeType : MimeBundle.Html;

    private static bool IsJson(object? value) => value is JsonNode or JsonElement or JsonDocument;

    private string? UnaskedJson(object value) =>
        IsJson(value) && !OwnForms.Exist(value.GetType()) ? JsonForm.Short(value) : Form(value, Json);

    private string? Form(object? value, string mimeType)
    {
        try
        {
            return (value is null ? null : OwnForms.Find(value, mimeType)) ?? BuiltIn(value, mimeType);
        }
        catch (FormatterException e)
        {
            _failures.Add(e.Message);
            return null;
        }
        catch (Exception e) when (!Stop.Asked(e))
        {
            _failures.Add($"Showing {NameOf(value)} as {mimeType} failed: {new Unread(e)}");
            return null;
        }
    }

    private string? BuiltIn(object? value, string mimeType)
    {
        switch (value)
        {
            case RawContent raw when raw.MimeType == mimeType:
                return raw.Content;
            case HtmlString html when mimeType == MimeBundle.Html:
                return html.Content;
            case byte[] bytes when Picture.Of(bytes) is { } picture && picture.MimeType == mimeType:
                return MimeBundle.IsBinary(mimeType) ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);
        }

        return mimeType switch
        {
            MimeBundle.Plain => new PlainText(reading).Of(value),
            MimeBundle.Html => new HtmlView(reading).Of(value),
            Json => JsonForm.Of(value),
            _ when value is string text && !MimeBundle.IsBinary(mimeType) => text,
            _ when mimeType.StartsWith("text/", StringComparison.Ordinal) => new PlainText(reading).Of(value),
            _ => NoFormatter(value, mimeType),
        };
    }

    private string? NoFormatter(object? value, string mimeType)
    {
        var type = CSharpName.Of(value?.GetType() ?? typeof(object), isFull: false);
        _failures.Add($"There is no formatter of {NameOf(value)} for {mimeType}. "
            + $"Register one: Formatter.Register<{type}>(…, \"{mimeType}\").");
        return null;
    }

    private static string NameOf(object? value) => value is null ? "null" : CSharpName.Of(value.GetType());

    private static MimeBundle Ready(MimeBundle ready, IReadOnlyCollection<string> mimeTypes)
    {
        var bundle = new MimeBundle();
        foreach (var (mimeType, form) in ready)
        {
            if (mimeTypes.Count == 0 || mimeTypes.Contains(mimeType)) bundle.Add(mimeType, form);
        }

        if (bundle[MimeBundle.Plain] is null) bundle.Add(MimeBundle.Plain, ready.PlainText);
        return bundle;
    }
}
