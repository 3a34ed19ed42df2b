namespace LlmKit.Torch.Tests;

/// <summary>The warnings of libtorch and of LlmKit.Torch, on standard error or with a subscriber.</summary>
[Collection(nameof(WarningTests))]
[CollectionDefinition(nameof(WarningTests), DisableParallelization = true)]
public sealed class WarningTests
{
    [Fact]
    public void A_text_is_printed_once_where_nobody_listens()
    {
        var text = Unique();

        var printed = Printed(() =>
        {
            Warnings.Raise(text);
            Warnings.Raise(text);
        });

        Assert.Equal($"warning: {text}{Environment.NewLine}", printed);
    }

    [Fact]
    public void A_subscriber_gets_every_warning_and_nothing_is_printed()
    {
        var text = Unique();
        List<string> heard = [];

        var printed = Printed(() => Listening(heard.Add, () =>
        {
            Warnings.Raise(text);
            Warnings.Raise(text);
        }));

        Assert.Equal([text, text], heard);
        Assert.Empty(printed);
    }

    [Fact]
    public void A_subscriber_that_fails_is_told_of_and_the_others_still_hear()
    {
        var text = Unique();
        List<string> heard = [];

        var printed = Printed(() => Listening(_ => throw new InvalidOperationException(text + "!"), () =>
            Listening(heard.Add, () => Warnings.Raise(text))));

        Assert.Equal([text], heard);
        Assert.Contains($"warning: {text}{Environment.NewLine}", printed, StringComparison.Ordinal);
        Assert.Contains($"Warnings.Raised failed: InvalidOperationException: {text}!", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_warns_inside_a_subscriber_is_printed()
    {
        var text = Unique();

        var printed = Printed(() => Listening(_ => Warnings.Raise(text + " inside"), () => Warnings.Raise(text)));

        Assert.Equal($"warning: {text} inside{Environment.NewLine}", printed);
    }

    [Fact]
    public void Autocast_warns_once_on_a_processor_without_bfloat16()
    {
        List<string> heard = [];
        var hasWarned = false;

        Listening(heard.Add, () =>
        {
            Autocast.WarnWhereSlow(computesBFloat16: true, ref hasWarned);
            Autocast.WarnWhereSlow(computesBFloat16: false, ref hasWarned);
            Autocast.WarnWhereSlow(computesBFloat16: false, ref hasWarned);
        });

        Assert.Contains("slower than float32 on this processor", Assert.Single(heard), StringComparison.Ordinal);
    }

    private static string Unique() => $"text {Guid.NewGuid()}";

    private static void Listening(Action<string> subscriber, Action action)
    {
        Warnings.Raised += subscriber;
        try
        {
            action();
        }
        finally
        {
            Warnings.Raised -= subscriber;
        }
    }

    private static string Printed(Action action)
    {
        var before = Console.Error;
        using var writer = new StringWriter();
        Console.SetError(TextWriter.Synchronized(writer));
        try
        {
            action();
        }
        finally
        {
            Console.SetError(before);
        }

        return writer.ToString();
    }
}
