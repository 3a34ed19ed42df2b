using LlmKit.Bench;

// Each benchmark runs C# and its peer in turn, in one session, and prints medians and their ratio.
return args switch
{
    ["operators", .. var rest] => OperatorBench.Run(rest),
    ["training", .. var rest] => TrainingBench.Run(rest),
    ["memory", .. var rest] => MemoryBench.Run(rest),
    ["memory-side", var kind, var steps] => MemoryBench.RunSide(kind, int.Parse(steps, System.Globalization.CultureInfo.InvariantCulture)),
    ["start", .. var rest] => StartBench.Run(rest),
    ["scripts", .. var rest] => ScriptBench.Run(rest),
    ["tokenizers", .. var rest] => TokenizerBench.Run(rest),
    ["trainers", .. var rest] => TrainerBench.Run(rest),
    ["signatures", .. var rest] => SignatureBench.Run(rest),
    ["duplicates"] => DuplicateBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: bench/run operators [--rounds N]     one operator call, C# beside Python
               bench/run training [--steps N] [--threads N] [--python-as-it-comes]
                                                    training a small GPT, C# beside Python
               bench/run memory [--steps N]         training with and without dispose scopes
               bench/run start [--rounds N]         llmkit doctor beside import torch
               bench/run scripts [--rounds N]       llmkit script beside dotnet run and python3
               bench/run tokenizers [--rounds N]    loading and encoding beside Hugging Face's tokenizers (Rust)
               bench/run trainers [--rounds N]      training tokenizers beside Hugging Face's (Rust)
               bench/run signatures [--rounds N]    MinHash of prose beside numpy
               bench/run duplicates                 planted near-duplicates that are found
        """);
    return 2;
}
