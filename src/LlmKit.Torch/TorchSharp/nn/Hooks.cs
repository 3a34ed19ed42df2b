namespace TorchSharp.Modules;

/// <summary>Takes a hook away again.</summary>
public sealed class HookRemover
{
    private readonly Action _remove;

    internal HookRemover(Action remove) => _remove = remove;

    public void remove() => _remove();
}

/// <summary>Functions that are called around a module, in the order they were added.</summary>
internal sealed class Hooks<T> where T : Delegate
{
    public List<T> All { get; private set; } = [];

    // A new list each time, so that a hook may be removed while the hooks run.
    public HookRemover Add(T hook)
    {
        All = [.. All, hook];
        return new(() => All = [.. All.Where(other => !ReferenceEquals(other, hook))]);
    }
}
