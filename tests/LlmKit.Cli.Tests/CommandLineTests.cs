using System.CommandLine;

namespace LlmKit.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Version_prints_the_name_and_three_numbers()
    {
        var (code, output, error) = Run("--version");

        Assert.Equal(CommandLine.Ok, code);
        Assert.Matches(@"^llmkit \d+\.\d+\.\d+\n$", output);
        Assert.Empty(error);
    }

    [Theory, InlineData("--help"), InlineData("-h")]
    public void Help_lists_every_command_and_shows_examples(string option)
    {
        var (code, output, _) = Run(option);

        Assert.Equal(CommandLine.Ok, code);
        Assert.All(CommandLine.Create().Subcommands, command => Assert.Contains($"  {command.Name} ", output));
        Assert.Contains("Examples:\n  llmkit ", output);
    }

    [Fact]
    public void Without_arguments_the_help_is_shown()
    {
        var (code, output, _) = Run();

        Assert.Equal(CommandLine.Ok, code);
        Assert.Equal(Run("--help").Output, output);
    }

    [Fact]
    public void Every_command_describes_itself_and_has_an_example_that_parses()
    {
        foreach (var command in CommandLine.Create().Subcommands)
        {
            var examples = command.Subcommands.Count == 0
                ? command.Examples()
                : [.. command.Subcommands.SelectMany(sub => sub.Examples())];

            Assert.NotEmpty(command.Description ?? "");
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Empty(CommandLine.Create().Parse(WordsOf(example)).Errors));
        }
    }

    [Theory]
    [InlineData("doctr", "Did you mean doctor?")]
    [InlineData("--vresion", "Did you mean --version?")]
    [InlineData("xyzzy", "Try: llmkit --help")]
    public void An_unknown_word_is_a_usage_error_with_a_hint(string word, string hint)
    {
        var (code, output, error) = Run(word);

        Assert.Equal(CommandLine.Usage, code);
        Assert.Empty(output);
        Assert.Contains($"llmkit: Unrecognized command or argument '{word}'.", error);
        Assert.Contains(hint, error);
    }

    [Fact]
    public void Every_option_that_wants_a_number_says_so_in_the_same_words()
    {
        var options = Options(LlmKit.Cli.CommandLine.Create(), []).ToArray();
        Assert.True(options.Length > 15);
        foreach (var (path, option) in options)
        {
            var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
            var (code, _, error) = Run([.. path, option.Name, "5x"]);

            Assert.Equal((CommandLine.Usage, $"llmkit: {option.Name} wants a {(type == typeof(double) ? "number, as in 0.5," : "whole number,")} not '5x'."), (code, error.Split('\n')[0]));
        }

        static IEnumerable<(string[] Path, Option Option)> Options(Command command, string[] path) =>
            command.Subcommands.SelectMany(inner => Options(inner, [.. path, inner.Name])).Concat(
                command.Options.Where(option => (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType).IsPrimitive && option.ValueType != typeof(bool)).Select(option => (path, option)));
    }

    [Theory]
    [InlineData("tokenizer train x --vocab-size 99999999999", "--vocab-size wants a whole number from -2147483648 to 2147483647, not 99999999999.")]
    [InlineData("data stats x --seed=1.5", "--seed wants a whole number, not '1.5'.")]
    [InlineData("data stats x --seed -", "--seed wants a whole number, not '-'.")]
    [InlineData("data dedup a b --threshold 0,8", "--threshold wants a number, as in 0.5, not '0,8'.")]
    [InlineData("data dedup a b --verify NaN", "--verify wants a number, as in 0.5, not 'NaN'.")]
    [InlineData("tokenizer train x --model foo", "--model wants bpe, unigram, wordpiece or words, not 'foo'.")]
    public void A_wrong_value_is_a_usage_error_that_names_the_option(string line, string message)
    {
        var (code, _, error) = Run(line.Split(' '));

        Assert.Equal(CommandLine.Usage, code);
        Assert.StartsWith($"llmkit: {message}\nTry: llmkit {string.Join(' ', line.Split(' ')[..2])} --help", error);
    }

    [Theory]
    [InlineData("notebook run x.ipynb --tiemout 5", "notebook run has no option --tiemout. Did you mean --timeout?")]
    [InlineData("notebook run --tiemout=5 x.ipynb", "notebook run has no option --tiemout=5. Did you mean --timeout?")]
    [InlineData("notebook run --quite x.ipynb", "notebook run has no option --quite. Did you mean --quiet?")]
    [InlineData("notebook run x.ipynb --inplace", "notebook run has no option --inplace. Did you mean --in-place?")]
    [InlineData("script --hepl x.csx", "script has no option --hepl. Did you mean --help?")]
    [InlineData("notebook rnu x.ipynb", "Did you mean run?")]
    public void An_option_that_does_not_exist_is_not_taken_for_a_file(string line, string hint)
    {
        var (code, output, error) = Run(line.Split(' '));

        Assert.Equal(CommandLine.Usage, code);
        Assert.Empty(output);
        Assert.Contains(hint, error);
        Assert.EndsWith(" --help\n", error);
    }

    [Fact]
    public void Behind_two_dashes_a_word_is_an_argument_whatever_it_looks_like()
    {
        var (code, _, error) = Run("notebook", "run", "--", "--timeout");

        Assert.Equal(CommandLine.Usage, code);
        Assert.StartsWith("llmkit: there is no file or folder --timeout.", error);
    }

    [Fact]
    public void The_hint_names_the_command_that_was_called_wrongly()
    {
        var (code, _, error) = Run("doctor", "--jsn");

        Assert.Equal(CommandLine.Usage, code);
        Assert.Contains("Did you mean --json?\nTry: llmkit doctor --help\n", error);
    }

    [Fact]
    public void A_mistake_beside_version_is_still_a_mistake() =>
        Assert.Equal(CommandLine.Usage, Run("--version", "--nonsense").Code);

    [Fact]
    public void A_filter_that_looks_like_an_option_is_refused_before_any_test_runs()
    {
        var (code, output, error) = Run("test", "--fast");

        Assert.Equal(CommandLine.Usage, code);
        Assert.Empty(output);
        Assert.Contains("llmkit: test has no option --fast. If it is none, put it behind --, as in: llmkit test -- --fast\n", error);
    }

    [Fact]
    public void Every_command_in_the_README_parses()
    {
        var lines = File.ReadLines(Path.Combine(LlmKit.Tests.RepositoryRoot.Path, "README.md"))
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("./llmkit ", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(CommandLine.Create().Parse(WordsOf(line[2..])).Errors));
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CommandRun.Here(args);

    // Without variables before the program's name and without what the shell takes for itself.
    private static string[] WordsOf(string example) =>
    [
        .. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example)
            .SkipWhile(word => word != "llmkit").Skip(1).TakeWhile(word => word is not ("|" or ">")),
    ];
}
