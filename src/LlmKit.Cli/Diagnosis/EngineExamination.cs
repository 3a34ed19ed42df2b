namespace LlmKit.Cli.Diagnosis;

/// <summary>Loads the engine and asks it for its facts.</summary>
internal static class EngineExamination
{
    /// <summary>Never throws: an engine that does not load is a finding, not a failure of the doctor.</summary>
    public static EngineReport Run(LibtorchRecord? found) => new("There is no engine yet.", Found: found);
}
