using LlmKit.Data.Queries;

namespace LlmKit.Tests.Data.Queries;

internal static class DuckDbForTests
{
    /// <summary>A database in memory; without DuckDB's library the test is skipped.</summary>
    public static Database Open()
    {
        Require();
        return Database.Open();
    }

    public static void Require() => Assert.SkipUnless(
        DuckDbLibrary.IsThere, $"DuckDB's library is not there: ./llmkit test installs it where npm is, or {DuckDbLibrary.InstallLine}.");
}
