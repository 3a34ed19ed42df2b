namespace LlmKit.Notebook;

/// <summary>How values of one type are shown.</summary>
#pragma warning disable CA1000 // Notebooks spell it Formatter<T>.ListExpansionLimit.
public class Formatter<T>
{
    private protected Formatter()
    {
    }

    /// <summary>The most items that are shown of a sequence of <typeparamref name="T"/>, or of a
    /// <typeparamref name="T"/> that is a sequence; <see cref="Formatter.ListExpansionLimit"/> unless
    /// set.</summary>
    public static int ListExpansionLimit
    {
        get =>
            Formatter.ListLimits.TryGetValue(typeof(T), out var limit) ? limit : Formatter.ListExpansionLimit;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Formatter.ListLimits[typeof(T)] = value;
        }
    }
}
