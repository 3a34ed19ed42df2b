namespace LlmKit.Data.Queries;

/// <summary>Comments of SQL, which lie within each other.</summary>
internal static class SqlComments
{
    /// <summary>How many comments are open at most at one place. What stands in quotation marks or behind -- opens none.</summary>
    public static int Depth(ReadOnlySpan<char> sql)
    {
        var (depth, most) = (0, 0);
        for (var at = 0; at < sql.Length; at++)
        {
            if (depth == 0 && sql[at] is '\'' or '"')
            {
                var length = sql[(at + 1)..].IndexOf(sql[at]);
                if (length < 0) break;
                at += length + 1;
            }
            else if (depth == 0 && sql[at..].StartsWith("--"))
            {
                var length = sql[at..].IndexOf('\n');
                if (length < 0) break;
                at += length;
            }
            else if (sql[at..].StartsWith("/*"))
            {
                most = Math.Max(most, ++depth);
                at++;
            }
            else if (depth > 0 && sql[at..].StartsWith("*/"))
            {
                depth--;
                at++;
            }
        }

        return most;
    }
}
