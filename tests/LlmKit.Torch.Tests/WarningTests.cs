using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>The warnings of libtorch and of LlmKit.Torch, on standard error or with a subscriber.</summary>
[Collection(nameof(WarningTests))]
[CollectionDefinition(nameof(WarningTests), DisableParallelization = true)]
public sealed class WarningTests
{
    private const string Resized = "An output with one or more elements was resized";
    private static readonly Operator s_addInto = new("add.out");

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
        Assert.Contains($"Warnings.Raised failed: InvalidOperationException: {text}!", printed,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_warns_inside_a_subscriber_is_printed()
    {
        var text = Unique();

        var printed = Printed(() =>
            Listening(_ => Warnings.Raise(text + " inside"), () => Warnings.Raise(text)));

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

        Assert.Contains("slower than float32 on this processor", Assert.Single(heard),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_of_libtorch_comes_without_source_path()
    {
        List<string> heard = [];

        Listening(heard.Add, () => ResizeOutput());

        Assert.StartsWith(Resized, Assert.Single(heard), StringComparison.Ordinal);
        Assert.DoesNotContain(".cpp", heard[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_of_libtorch_is_printed_once_on_standard_error()
    {
        var printed = Printed(() =>
        {
            ResizeOutput(places: 4);
            ResizeOutput(places: 4);
        });

        Assert.StartsWith($"warning: {Resized}", printed, StringComparison.Ordinal);
        Assert.Single(printed.Split(Resized)[1..]);
    }

    [Fact]
    public void A_subscriber_that_fails_does_not_disturb_the_operator()
    {
        var result = 0f;

        var printed = Printed(() => Listening(_ => throw new InvalidOperationException(Unique()),
            () => result = Resize(places: 5).sum().ToSingle()));

        Assert.Equal(4, result);
        Assert.Contains("Raised failed: InvalidOperationException", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_come_from_every_thread()
    {
        var heard = new System.Collections.Concurrent.ConcurrentBag<int>();

        Listening(_ => heard.Add(Environment.CurrentManagedThreadId), () =>
        {
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                for (var i = 0; i < 50; i++) ResizeOutput();
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        });

        Assert.Equal(200, heard.Count);
        Assert.Equal(4, heard.Distinct().Count());
    }

    [Fact]
    public void Warnings_come_from_backward_too()
    {
        using var scope = NewDisposeScope();
        List<string> heard = [];
        var y = Warner.apply(ones(2, requires_grad: true)).sum();

        Listening(heard.Add, () => y.backward());

        Assert.StartsWith(Resized, Assert.Single(heard), StringComparison.Ordinal);
    }

    private sealed class Warner : autograd.SingleTensorFunction<Warner>
    {
        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) =>
            ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            ResizeOutput();
            return [grad_output.clone()];
        }
    }

    private static void ResizeOutput(long places = 3) => Resize(places).Dispose();

    // libtorch warns of an output that has another shape than the result.
    private static Tensor Resize(long places)
    {
        using var scope = NewDisposeScope();
        return s_addInto.Call([ones(2), ones(2), 1, ones(places)]).MoveToOuterDisposeScope();
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
