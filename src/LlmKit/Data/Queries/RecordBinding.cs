using System.Reflection;

namespace LlmKit.Data.Queries;

/// <summary>
/// Makes values of a type from rows. Columns go to the parameters of the constructor that has the most of them, and then to
/// properties that can be set; names are compared without case and underscores. A single column may be the value itself.
/// Structs of a query become records in the same way, lists arrays or lists.
/// </summary>
public sealed class RecordBinding<T>
{
    private readonly Func<object?[], object?> _make;

    /// <exception cref="QueryException">The type needs what no column has.</exception>
    public RecordBinding(IReadOnlyList<QueryColumn> columns)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        _make = columns.Count == 1 && RecordShape.IsValue(typeof(T))
            ? row => ValueConversion.To(row[0], typeof(T), names[0])
            : new RecordShape(typeof(T), names).Make;
    }

    /// <param name="number">The row's number, for messages.</param>
    /// <exception cref="QueryException">The type cannot hold a value.</exception>
    public T Bind(object?[] row, long number)
    {
        try
        {
            return (T)_make(row)!;
        }
        catch (QueryException e)
        {
            throw new QueryException($"row {number}: {e.Message}");
        }
        catch (TargetInvocationException e)
        {
            throw new QueryException($"row {number}: {typeof(T).Name} refuses it. {e.InnerException!.Message}");
        }
    }
}
