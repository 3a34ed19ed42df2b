namespace LlmKit.Notebook;

/// <summary>Something on show that can be replaced.</summary>
public sealed class DisplayedValue
{
    private readonly string[] _mimeTypes;

    internal DisplayedValue(string id, object? value, string[] mimeTypes, MimeBundle forms)
    {
        (DisplayId, Value, _mimeTypes) = (id, value, mimeTypes);
        FormattedValues = Listed(forms);
    }

    public string DisplayId { get; }

    /// <summary>What is on show now.</summary>
    public object? Value { get; private set; }

    /// <summary>Whether <see cref="Update"/> was called.</summary>
    public bool IsUpdated { get; private set; }

    /// <summary>The forms that were sent last, richest first.</summary>
    public IReadOnlyList<FormattedValue> FormattedValues { get; private set; }

    /// <summary>Shows another value in the same place, in the MIME types that were asked for at
    /// first.</summary>
    public void Update(object? updatedValue)
    {
        var forms = Formatter.Format(updatedValue, _mimeTypes);
        (Value, IsUpdated, FormattedValues) = (updatedValue, true, Listed(forms));
        Kernel.Update(DisplayId, forms);
    }

    private static FormattedValue[] Listed(MimeBundle forms) =>
        [.. forms.Select(form => new FormattedValue(form.Key, form.Value))];
}
