using System.Diagnostics;
using LlmKit.Data.Queries;

namespace LlmKit.Tests.Data.Queries;

/// <summary>SQL by DuckDB's library: values there and back, records, tables, errors, an end at any time.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly Database _database = DuckDbForTests.Open();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("true", true)]
    [InlineData("-5::TINYINT", (sbyte)-5)]
    [InlineData("300::SMALLINT", (short)300)]
    [InlineData("7", 7)]
    [InlineData("-9000000000", -9000000000)]
    [InlineData("200::UTINYINT", (byte)200)]
    [InlineData("60000::USMALLINT", (ushort)60000)]
    [InlineData("4000000000::UINTEGER", 4000000000)]
    [InlineData("18446744073709551615::UBIGINT", ulong.MaxValue)]
    [InlineData("1.5::FLOAT", 1.5f)]
    [InlineData("0.1::DOUBLE", 0.1)]
    [InlineData("'short'", "short")]
    [InlineData("'twelve chars'", "twelve chars")]
    [InlineData("'a longer text, 今天天气真好 😀'", "a longer text, 今天天气真好 😀")]
    [InlineData("''", "")]
    [InlineData("NULL", null)]
    [InlineData("NULL::VARCHAR", null)]
    [InlineData("'b'::ENUM('a', 'b')", "b")]
    [InlineData("union_value(n := 3)", 3)]
    public void A_value_comes_as_its_own_type(string sql, object? expected) => Assert.Equal(expected, One(sql));

    [Fact]
    public void Values_of_other_types_come_whole()
    {
        Assert.Equal(12.34m, One("12.34::DECIMAL(4,2)"));
        Assert.Equal(-1234567890123456789.0123m, One("-1234567890123456789.0123::DECIMAL(27,4)"));
        Assert.Equal(Int128.Parse("-170141183460469231731687303715884105727", null), One("-170141183460469231731687303715884105727::HUGEINT"));
        Assert.Equal(UInt128.MaxValue, One("340282366920938463463374607431768211455::UHUGEINT"));
        Assert.Equal(new DateOnly(1969, 7, 20), One("DATE '1969-07-20'"));
        Assert.Equal(new TimeOnly(23, 59, 59, 999, 999), One("TIME '23:59:59.999999'"));
        Assert.Equal(new DateTime(1850, 1, 2, 3, 4, 5, 678).AddMicroseconds(9), One("TIMESTAMP '1850-01-02 03:04:05.678009'"));
        Assert.Equal(new DateTime(2024, 2, 29, 1, 2, 3), One("TIMESTAMP_S '2024-02-29 01:02:03'"));
        Assert.Equal(new DateTime(1969, 12, 31, 23, 59, 59, 999).AddTicks(9998), One("TIMESTAMP_NS '1969-12-31 23:59:59.999999850'"));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), One("TIMESTAMPTZ '2024-01-01 02:00:00+02'"));
        Assert.Equal(new Interval(14, 3, 1_500_000), One("INTERVAL '1 year 2 months 3 days 1.5 seconds'"));
        Assert.Equal(Guid.Parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), One("UUID '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'"));
        Assert.Equal("abc"u8.ToArray(), One("'abc'::BLOB"));
        Assert.Equal(new object?[] { 1, null, 3 }, One("[1, NULL, 3]"));
        Assert.Equal(new object?[] { 1.5f, 2f }, One("[1.5, 2]::FLOAT[2]"));
        Assert.Equal("""{"role":"user","parts":["a",null,{"x":1}.x]}""".Replace("{\"x\":1}.x", "\"c\""), One("{'role': 'user', 'parts': ['a', NULL, 'c']}")!.ToString());
    }

    [Fact]
    public void Nested_values_of_many_rows_are_each_their_own()
    {
        var rows = _database.Query("SELECT i, [{'n': i, 'texts': ['t' || i, NULL]}, NULL] AS list, MAP {'k' || i: i} AS map FROM range(5000) r(i)").ToTable();

        for (var row = 0; row < 5000; row += 77)
        {
            var list = Assert.IsType<object?[]>(rows[row, "list"]);
            Assert.Equal((long)row, ((QueryStruct)list[0]!)["n"]);
            Assert.Equal(new object?[] { $"t{row}", null }, ((QueryStruct)list[0]!)["texts"]);
            Assert.Null(list[1]);
            Assert.Equal([new($"k{row}", (long)row)], (KeyValuePair<object, object?>[])rows[row, "map"]!);
        }

        Assert.Equal("STRUCT(n BIGINT, texts VARCHAR[])[]", rows.Columns[1].Type);
    }

    public static TheoryData<object?> Bound() =>
    [
        new TheoryDataRow<object?>(null), true, (sbyte)-3, 12, long.MinValue, ulong.MaxValue, 0.1, "'; DROP TABLE t; -- 张三 \0 end", "", new byte[] { 0, 255 }, 1.25m,
        new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3), new DateTime(1901, 1, 1, 12, 0, 0), Guid.Empty, Int128.MaxValue,
    ];

    [Theory, MemberData(nameof(Bound))]
    public void A_parameter_comes_back_as_it_was_given(object? value)
    {
        var type = value switch { decimal => "::DECIMAL(10,2)", Guid => "::UUID", Int128 => "::HUGEINT", sbyte => "::TINYINT", int => "::INTEGER", _ => "" };

        Assert.Equal(value, _database.Query($"SELECT ?{type}", value).Rows().Single()[0]);
    }

    [Fact]
    public void Parameters_go_by_number_by_name_and_as_lists()
    {
        Assert.Equal([2L, 1L], Row(_database.Query("SELECT $2, $1", 1L, 2L)));
        Assert.Equal(["z", 7L], Row(_database.Query("SELECT $who, $n", new Dictionary<string, object?> { ["n"] = 7L, ["who"] = "z", ["more"] = 1 })));
        Assert.Equal([2L], Row(_database.Query("SELECT count(*) FROM range(9) r(i) WHERE list_contains(?, i)", new object[] { new long[] { 3, 5, 70 } })));

        static object?[] Row(QueryResult result)
        {
            using (result) return result.Rows().Single();
        }
    }

    [Theory]
    [InlineData("SELECT $1, $2", "the query has 2 parameters and was given 1 values")]
    [InlineData("SELECT 1", "the query has no parameter and was given 1 values")]
    public void A_wrong_number_of_values_is_refused(string sql, string message) =>
        Assert.Contains(message, Assert.Throws<QueryException>(() => _database.Query(sql, 5)).Message);

    private sealed record Speaker(string Name, int Age, double? Height = null)
    {
        public string[] Tags { get; init; } = [];

        public DayOfWeek Day { get; set; }
    }

    private sealed record Talk(string Title, Speaker Speaker, IReadOnlyList<Speaker> Others);

    [Theory]
    [InlineData("SELECT 1", 0)]
    [InlineData("SELECT 1 -- it's /*\n/*", 1)]
    [InlineData("/* a */ SELECT /* b /* c */ */ 1 -- /*", 2)]
    [InlineData("SELECT '/*/*''/*', \"/*\" /*/", 1)]
    [InlineData("SELECT 2 */*/*/ 3", 2)]
    [InlineData("SELECT '/*", 0)]
    public void Comments_are_counted_where_they_are_open(string sql, int depth) => Assert.Equal(depth, SqlComments.Depth(sql));

    [Fact]
    public void A_thousand_open_comments_are_read_and_more_are_refused()
    {
        Assert.Equal(1, _database.Query($"SELECT 1{Comments(1000)}").Rows().Single()[0]);
        Assert.StartsWith("the query has more than 1000 comments", Assert.Throws<QueryException>(() => _database.Execute($"SELECT 1{Comments(1001)}")).Message);

        static string Comments(int count) => string.Concat(Enumerable.Repeat("/*", count)) + string.Concat(Enumerable.Repeat("*/", count));
    }

    [Fact]
    public void Rows_become_records_by_constructor_and_properties()
    {
        var speaker = Assert.Single(_database.Query(
            "SELECT '张三' AS name, sum(20)::HUGEINT AS AGE, ['a','b'] AS tags, 'friday' AS day, 'unused' AS more").Records<Speaker>());
        Assert.Equal(("张三", 20, (double?)null, DayOfWeek.Friday), (speaker.Name, speaker.Age, speaker.Height, speaker.Day));
        Assert.Equal(["a", "b"], speaker.Tags);

        var talk = Assert.Single(Reopened().Query(
            "SELECT 'T' AS title, {'name': 'A', 'age': 1, 'height': 1.5} AS speaker, [{'name': 'B', 'age': 2}] AS others").Records<Talk>());
        Assert.Equal(new Speaker("A", 1, 1.5).Height, talk.Speaker.Height);
        Assert.Equal("B", talk.Others[0].Name);
        Assert.Equal([0L, 1L, 2L], Reopened().Query("SELECT * FROM range(3)").Records<long>());
    }

    [Theory]
    [InlineData("SELECT 'x' AS name", "Speaker needs Age, and no column is called so. There are name: rename one with AS.")]
    [InlineData("SELECT 'x' AS name, 3000000000 AS age", "row 1: age is 3000000000, which Int32 cannot hold.")]
    [InlineData("SELECT 'x' AS name, NULL AS age", "row 1: age is NULL, and Int32 has no place for that. Make it Int32?, or query COALESCE(age, …).")]
    [InlineData("SELECT NULL AS name, 1 AS age", "row 1: name is NULL, and String has no place for that")]
    [InlineData("SELECT 'x' AS name, 1 AS age, 'doomsday' AS day", "row 1: day is doomsday, which DayOfWeek cannot hold.")]
    [InlineData("SELECT 'x' AS name, 1.5 AS age", "row 1: age is a Decimal, of which no Int32 can be made.")]
    public void A_record_that_cannot_be_made_says_why(string sql, string message) =>
        Assert.StartsWith(message, Assert.Throws<QueryException>(() => _database.Query(sql).Records<Speaker>().ToList()).Message);

    [Theory]
    [InlineData("SELEC 1", "Parser Error: syntax error at or near \"SELEC\"")]
    [InlineData("SELECT * FROM nowhere", "Catalog Error: Table with name nowhere does not exist!")]
    [InlineData("SELECT * FROM 'nowhere.parquet'", "IO Error: No files found that match the pattern")]
    [InlineData("SELECT 'x'::INT", "Conversion Error: Could not convert string 'x' to INT32")]
    [InlineData("-- nothing", "there is no statement in the query.")]
    [InlineData("SELECT CASE WHEN i < 9000 THEN 1 ELSE error('late') END FROM range(10000) r(i)", "Invalid Input Error: late")]
    [InlineData("SELECT DATE 'infinity' AS d", "column d: a date is infinite or outside of the years 1 to 9999")]
    [InlineData("SELECT '101'::BIT AS b", "column b: a value is of DuckDB's BIT, which has no counterpart here. Make a text of it")]
    [InlineData("SELECT 9.9::DECIMAL(38,37) AS d", "column d: a DECIMAL(38,37) has more digits than .NET's decimal")]
    [InlineData("SELECT TIME '24:00:00' AS t", "column t: a time is not before 24:00")]
    public void An_error_comes_with_its_reason_and_the_database_goes_on(string sql, string message)
    {
        var error = Assert.Throws<QueryException>(() =>
        {
            using var result = _database.Query(sql);
            return result.Rows().Count();
        });

        Assert.StartsWith(message, error.Message);
        Assert.Equal(1, One("1"));
    }

    [Fact]
    public void Several_statements_run_in_order_and_the_last_one_answers()
    {
        Assert.Equal(2L, One2("CREATE TABLE t (x INT); INSERT INTO t VALUES (1), (2); SELECT count(*) FROM t"));
        Assert.Equal(1, _database.Execute("DELETE FROM t WHERE x = ?", 2));
        Assert.Equal(1L, One2("SELECT count(*) FROM t"));

        object? One2(string sql)
        {
            using var result = _database.Query(sql);
            return result.Rows().Single()[0];
        }
    }

    [Fact]
    public void One_result_is_open_at_a_time_and_read_once()
    {
        using (var result = _database.Query("SELECT * FROM range(100000)"))
        {
            using var rows = result.Rows().GetEnumerator();
            Assert.True(rows.MoveNext());
            Assert.Contains("read once", Assert.Throws<InvalidOperationException>(() => result.Rows()).Message);
            Assert.Contains("still open", Assert.Throws<InvalidOperationException>(() => _database.Query("SELECT 1")).Message);
            result.Dispose();
            Assert.Throws<ObjectDisposedException>(() => rows.MoveNext());
        }

        Assert.Equal(0L, _database.Query("SELECT * FROM range(100000)").Rows().First()[0]);
        Assert.Equal(1, _database.Query("SELECT 1").Rows().Single()[0]);
    }

    [Fact]
    public async Task A_long_query_ends_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        stop.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() =>
        {
            using var result = _database.Query("SELECT count(*) FROM range(10000000) a(x), range(10000000) b(y) WHERE x * y = -1", [], stop.Token);
            return result.Rows().Count();
        }, CancellationToken.None));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0.1, 10);
        Assert.Equal(1, One("1"));
    }

    [Fact]
    public void A_large_result_is_streamed()
    {
        using var result = _database.Query("SELECT i, 'text number ' || i FROM range(20000000000) r(i)");

        Assert.Equal("text number 99999", result.Rows().Skip(99_999).First()[1]);
    }

    [Fact]
    public void A_file_of_a_database_is_kept_and_may_be_opened_to_read_only()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("llmkit-db-").FullName, "d.duckdb");
        using (var written = Database.Open(path)) written.Execute("CREATE TABLE t AS SELECT 5 AS x");
        using (var read = Database.Open(path, isReadOnly: true))
        {
            using (var result = read.Query("SELECT x FROM t")) Assert.Equal(5, result.Rows().Single()[0]);
            Assert.Contains("read-only", Assert.Throws<QueryException>(() => read.Execute("DROP TABLE t")).Message);
        }

        File.WriteAllText(path, "no database");
        Assert.Contains("cannot be opened", Assert.Throws<QueryException>(() => Database.Open(path)).Message);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_table_is_shown_in_a_notebook_as_one()
    {
        var table = _database.Query("SELECT 1 AS n, '<b>' AS text, NULL AS gap").ToTable();
        var formatters = new QueryTableFormatters().CreateTypeFormatters().ToArray();
        using var writer = new StringWriter { NewLine = "\n" };
        foreach (var formatter in formatters) Assert.Equal(true, formatter.GetType().GetMethod("Format")!.Invoke(formatter, [table, writer]));

        Assert.Equal(
            "<table><thead><tr><th title=\"INTEGER\">n</th><th title=\"VARCHAR\">text</th><th title=\"INTEGER\">gap</th></tr></thead><tbody>"
            + "<tr><td style=\"text-align:right\">1</td><td style=\"text-align:left\">&lt;b&gt;</td><td style=\"text-align:left\"></td></tr></tbody></table>"
            + "n\ttext\tgap\n1\t<b>\t\n", writer.ToString());
    }

    [Fact]
    public void Results_and_databases_that_are_forgotten_harm_nobody()
    {
        for (var round = 0; round < 20; round++) Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(1, One("1"));

        static void Forget()
        {
            var database = DuckDbForTests.Open();
            Assert.Equal(0L, database.Query("SELECT * FROM range(10000)").Rows().First()[0]);
        }
    }

    private static Database Reopened() => DuckDbForTests.Open();

    private object? One(string sql)
    {
        using var result = _database.Query($"SELECT {sql}");
        return result.Rows().Single()[0];
    }
}
