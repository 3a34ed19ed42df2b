using System.Reflection;

namespace LlmKit.Notebook.Scripts;

/// <summary>
/// <c>int</c>, as a script returns it. The compiler asks a type for its assembly and looks for that among the
/// references; there <c>int</c> is of System.Runtime, and not of the assembly that has it while the program runs.
/// </summary>
internal sealed class ExitCodeType() : TypeDelegator(typeof(int))
{
    public override Assembly Assembly { get; } = Assembly.Load("System.Runtime");
}
