using System.Text;

namespace LlmKit.Data.Queries;

/// <summary>
/// A DuckDB database in memory or in a file, and one connection to it: SQL over tables and over files of Parquet, CSV and JSON,
/// as in <c>SELECT lang, count(*) FROM 'set.parquet' GROUP BY lang</c>.
/// </summary>
/// <remarks>One query runs at a time. A query reads and writes files with the rights of the program: run only SQL that you
/// trust, and hand over values as parameters.</remarks>
public sealed class Database : IDisposable
{
    // DuckDB takes the square of the time for so many, which nothing interrupts.
    private const int MostOpenComments = 1000;

    private nint _database;
    private nint _connection;
    private QueryResult? _open;

    private Database(nint database, nint connection) => (_database, _connection) = (database, connection);

    ~Database() => Release();

    /// <summary>DuckDB's version, such as <c>v1.5.6</c>.</summary>
    public static string Version
    {
        get
        {
            DuckDbLibrary.Load();
            return DuckDb.Text(DuckDb.Version())!;
        }
    }

    internal nint Connection => _connection != 0 ? _connection : throw new ObjectDisposedException(nameof(Database));

    /// <summary>Opens a database.</summary>
    /// <param name="path">The file, which is made when it is missing; null for one in memory.</param>
    /// <param name="isReadOnly">Whether the file is only read, also beside others.</param>
    /// <exception cref="FileNotFoundException">DuckDB's library is not there; the message says how to install it.</exception>
    /// <exception cref="QueryException">The file is no database, or another program has it.</exception>
    public static Database Open(string? path = null, bool isReadOnly = false)
    {
        DuckDbLibrary.Load();
        _ = DuckDb.CreateConfig(out var config);
        try
        {
            // Nothing is fetched from the network, and what does not fit into memory goes to the system's folder for that.
            Set("autoinstall_known_extensions", "false");
            if (path is null) Set("temp_directory", Path.Combine(Path.GetTempPath(), $"llmkit-duckdb-{Environment.ProcessId}"));
            if (isReadOnly) Set("access_mode", "READ_ONLY");
            if (DuckDb.Open(path ?? ":memory:", out var database, config, out var error) != 0)
                throw new QueryException($"{path} cannot be opened. {Sentence(DuckDb.TextOwned(error))}");
            if (DuckDb.Connect(database, out var connection) == 0) return new(database, connection);
            DuckDb.Close(ref database);
            throw new QueryException($"DuckDB gives no connection to {path ?? "a database in memory"}.");
        }
        finally
        {
            DuckDb.DestroyConfig(ref config);
        }

        void Set(string name, string value) => _ = DuckDb.SetConfig(config, name, value);
    }

    /// <summary>Runs SQL and gives the rows of its last statement as they come.</summary>
    /// <param name="sql">One statement or several with semicolons.</param>
    /// <param name="parameters">The values of <c>?</c>, or of <c>$1</c>, <c>$2</c>: null, bool, numbers, texts, bytes, dates and
    /// times, Guid, and lists of these.</param>
    /// <exception cref="QueryException">DuckDB refuses the query.</exception>
    public QueryResult Query(string sql, params IReadOnlyList<object?> parameters) => Query(sql, parameters, CancellationToken.None);

    /// <inheritdoc cref="Query(string, IReadOnlyList{object?})"/>
    /// <param name="stop">Interrupts the query, also while rows are read.</param>
    public QueryResult Query(string sql, IReadOnlyList<object?> parameters, CancellationToken stop) =>
        Run(sql, (prepared, count, last) => Parameters.Bind(prepared, count, parameters, last), stop);

    /// <summary>Runs SQL whose parameters have names: <c>$lang</c>.</summary>
    /// <inheritdoc cref="Query(string, IReadOnlyList{object?})"/>
    public QueryResult Query(string sql, IReadOnlyDictionary<string, object?> parameters, CancellationToken stop = default) =>
        Run(sql, (prepared, count, _) => Parameters.Bind(prepared, count, parameters), stop);

    /// <summary>Runs SQL to its end and gives the number of rows it changed.</summary>
    /// <exception cref="QueryException">DuckDB refuses the query.</exception>
    public long Execute(string sql, params IReadOnlyList<object?> parameters) => Execute(sql, parameters, CancellationToken.None);

    /// <inheritdoc cref="Execute(string, IReadOnlyList{object?})"/>
    /// <param name="stop">Interrupts the query.</param>
    public long Execute(string sql, IReadOnlyList<object?> parameters, CancellationToken stop)
    {
        using var result = Query(sql, parameters, stop);
        return result.RunToEnd();
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    internal void Closed(QueryResult result)
    {
        if (ReferenceEquals(_open, result)) _open = null;
    }

    private QueryResult Run(string sql, Action<nint, ulong, bool> bind, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(sql);
        if (string.IsNullOrWhiteSpace(sql)) throw new QueryException("the query is empty. It has to be a statement of SQL, such as SELECT 1.");
        if (SqlComments.Depth(sql) > MostOpenComments)
            throw new QueryException($"the query has more than {MostOpenComments} comments, /*, within each other. Close each with */.");
        stop.ThrowIfCancellationRequested();
        if (_open is not null)
            throw new InvalidOperationException("a result of this database is still open. Dispose it first, or take its ToTable().");

        var statements = Extract(sql, out var count);
        try
        {
            for (ulong index = 0; index < count - 1; index++)
            {
                using var result = Start(statements, index, isLast: false, bind, stop);
                result.RunToEnd();
            }

            return _open = Start(statements, count - 1, isLast: true, bind, stop);
        }
        finally
        {
            DuckDb.DestroyExtracted(ref statements);
        }
    }

    private nint Extract(string sql, out ulong count)
    {
        count = DuckDb.ExtractStatements(Connection, Encoding.UTF8.GetBytes(sql + "\0"), out var statements);
        if (count > 0) return statements;
        var error = DuckDb.Text(DuckDb.ExtractError(statements));
        DuckDb.DestroyExtracted(ref statements);
        throw new QueryException(string.IsNullOrEmpty(error) ? "there is no statement in the query." : Sentence(error));
    }

    private QueryResult Start(nint statements, ulong index, bool isLast, Action<nint, ulong, bool> bind, CancellationToken stop)
    {
        var state = DuckDb.PrepareExtracted(Connection, statements, index, out var prepared);
        try
        {
            if (state != 0) throw new QueryException(Sentence(DuckDb.Text(DuckDb.PrepareError(prepared))));
            bind(prepared, DuckDb.ParameterCount(prepared), isLast);
            return QueryResult.Start(this, prepared, stop);
        }
        catch
        {
            DuckDb.DestroyPrepared(ref prepared);
            throw;
        }
    }

    /// <summary>DuckDB's message, which may be missing.</summary>
    internal static string Sentence(string? message) =>
        string.IsNullOrWhiteSpace(message) ? "DuckDB gives no reason." : message.TrimEnd();

    private void Release()
    {
        if (_connection != 0) DuckDb.Disconnect(ref _connection);
        if (_database != 0) DuckDb.Close(ref _database);
        (_connection, _database) = (0, 0);
    }
}
