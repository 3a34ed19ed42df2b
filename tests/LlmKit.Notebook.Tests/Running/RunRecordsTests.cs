using LlmKit.Notebook.Running;

namespace LlmKit.Notebook.Tests.Running;

/// <summary>When a notebook that ran well may be left out.</summary>
public sealed class RunRecordsTests : IDisposable
{
    private static readonly RunOptions s_options = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("llmkit-records-").FullName;
    private readonly RunRecords _records;
    private readonly string _path, _output, _library;

    public RunRecordsTests()
    {
        _records = new(Path.Combine(_folder, "records"));
        (_path, _output, _library) = (Path.Combine(_folder, "n.ipynb"), Path.Combine(_folder, "out.ipynb"), Path.Combine(_folder, "a.dll"));
        File.WriteAllText(_library, "one");
        Write("#r \"a.dll\"\n1 + 1");
        File.WriteAllText(_output, "executed");
        _records.Keep(new(_path, _output, 5, TimeSpan.FromSeconds(3), null), s_options);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_unchanged_notebook_is_found_with_its_figures()
    {
        var found = _records.Find(_path, _output, s_options);

        Assert.Equal((5, TimeSpan.FromSeconds(3)), (found!.Cells, found.Time));
    }

    public static TheoryData<string, Action<RunRecordsTests>> Changes => new()
    {
        { "a cell", test => test.Write("#r \"a.dll\"\n1 + 2") },
        { "a library", test => File.WriteAllText(test._library, "other") },
        { "the executed notebook", test => File.WriteAllText(test._output, "edited") },
        { "the executed notebook is gone", test => File.Delete(test._output) },
        { "a later failure", test => test._records.Keep(new(test._path, test._output, 5, default, new(1, null, null, "", [])), s_options) },
        { "the record is cut off", test => File.WriteAllText(Directory.GetFiles(Path.Combine(test._folder, "records")).Single(), "{\"sour") },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_change_is_noticed(string what, Action<RunRecordsTests> change)
    {
        change(this);

        Assert.True(_records.Find(_path, _output, s_options) is null, what);
    }

    [Fact]
    public void Other_parameters_another_place_and_a_check_are_other_runs()
    {
        Assert.Null(_records.Find(_path, _output, new() { Parameters = new Dictionary<string, string> { ["steps"] = "1" } }));
        Assert.Null(_records.Find(_path, Path.Combine(_folder, "b.ipynb"), s_options));
        Assert.Null(_records.Find(_path, _output, new() { Check = true }));
    }

    private void Write(string code) => File.WriteAllText(_path, NotebookOutputs.NotebookOf([code]));
}
