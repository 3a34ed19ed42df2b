namespace LlmKit.Bench;

internal static class TrainingBench
{
    public static int Run(string[] args) => args.Length;

    public static int RunSide(string[] args) => args.Length;
}
