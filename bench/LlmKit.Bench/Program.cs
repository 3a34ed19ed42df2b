using LlmKit.Bench;

// Each benchmark runs C# and its peer in turn, in one session, and prints medians and their ratio.
return args switch
{
    ["operators", .. var rest] => OperatorBench.Run(rest),
    ["training", .. var rest] => TrainingBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: bench/run operators [--rounds N]     one operator call, C# beside Python
               bench/run training [--steps N]       training a small GPT, C# beside Python
        """);
    return 2;
}
