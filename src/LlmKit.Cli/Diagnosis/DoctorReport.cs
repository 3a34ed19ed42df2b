namespace LlmKit.Cli.Diagnosis;

/// <summary>What the doctor found: facts about this machine, and what follows from them.</summary>
public sealed record DoctorReport(
    string Version,
    DotnetReport Dotnet,
    EngineReport Engine,
    BlasReport Blas,
    ProcessorReport Processor,
    MemoryReport Memory,
    JupyterReport Jupyter,
    ZmqReport Zmq,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Nothing that LlmKit needs is broken. There may be warnings.</summary>
    public bool IsHealthy => !Findings.Any(finding => finding.Severity == Severity.Error);
}

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to mend.</summary>
    Note,

    /// <summary>Everything runs, but slower or with less.</summary>
    Warning,

    /// <summary>Something needed does not work.</summary>
    Error,
}

/// <summary>One thing the user should know, and what to do about it ("" when there is nothing to do).</summary>
public sealed record Finding(Severity Severity, string Subject, string Message, string WayOut);
