// Notebooks that were written for .NET Interactive begin with its namespaces. These have the names under
// which such notebooks call static members; everything else they find where cells look anyway. A type without
// members of its own offers those that it inherits, so there is nothing here to keep in step.

namespace Microsoft.DotNet.Interactive
{
    /// <inheritdoc cref="LlmKit.Notebook.Kernel"/>
    public sealed class Kernel : LlmKit.Notebook.Kernel
    {
        private Kernel()
        {
        }
    }

    /// <inheritdoc cref="LlmKit.Notebook.KernelInvocationContext"/>
    public sealed class KernelInvocationContext : LlmKit.Notebook.KernelInvocationContext
    {
        private KernelInvocationContext()
        {
        }
    }
}

namespace Microsoft.DotNet.Interactive.Formatting
{
    /// <inheritdoc cref="LlmKit.Notebook.Formatter"/>
    public sealed class Formatter : LlmKit.Notebook.Formatter
    {
        private Formatter()
        {
        }
    }

    /// <inheritdoc cref="LlmKit.Notebook.Formatter{T}"/>
    public sealed class Formatter<T> : LlmKit.Notebook.Formatter<T>
    {
        private Formatter()
        {
        }
    }
}
