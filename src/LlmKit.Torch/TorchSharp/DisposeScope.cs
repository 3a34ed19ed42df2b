namespace TorchSharp;

public static partial class torch
{
    [ThreadStatic]
    private static DisposeScope? s_scope;

    /// <summary>The innermost open scope of this thread, or null.</summary>
    public static DisposeScope? CurrentDisposeScope => s_scope;

    /// <summary>
    /// Opens a scope: tensors made on this thread from here on are disposed with it, unless they are moved out.
    /// </summary>
    public static DisposeScope NewDisposeScope() => s_scope = new DisposeScope(s_scope);

    /// <summary>Runs <paramref name="expr"/> in a scope of its own, of which only the result remains.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Closes a scope. Scopes are closed innermost first; one closed out of turn leaves the others in place.</summary>
    internal static void Close(DisposeScope scope)
    {
        if (ReferenceEquals(s_scope, scope))
        {
            s_scope = scope.OuterScope;
            return;
        }

        for (var inner = s_scope; inner is not null; inner = inner.OuterScope)
        {
            if (!ReferenceEquals(inner.OuterScope, scope)) continue;
            inner.OuterScope = scope.OuterScope;
            return;
        }
    }
}

/// <summary>
/// Owns what is made while it is open, and disposes it at its end. One thread's scopes form a stack; a tensor
/// belongs to the innermost one that was open when it was made.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    // A set only in effect: what is detached leaves a hole, so that adding costs one store.
    private readonly List<IDisposable?> _owned = [];
    private bool _closed;

    internal DisposeScope(DisposeScope? outer) => OuterScope = outer;

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>Number of things that the scope will dispose.</summary>
    public int DisposablesCount => _owned.Count(item => item is not null);

    public IReadOnlyList<IDisposable> DisposablesView => [.. _owned.OfType<IDisposable>()];

    /// <summary>Whether the scope will dispose this.</summary>
    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    /// <summary>Gives something to this scope, taking it from the scope that had it.</summary>
    public void Attach(IDisposable disposable)
    {
        ArgumentNullException.ThrowIfNull(disposable);
        ObjectDisposedException.ThrowIf(_closed, this);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningScope?.Remove(tensor);
            Own(tensor);
        }
        else if (IndexOf(disposable) < 0)
        {
            _owned.Add(disposable);
        }
    }

    /// <summary>Takes something out of all scopes: it lives until it is disposed or collected.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        Remove(disposable);
        return disposable;
    }

    /// <summary>Hands something to the scope around this one; without one it is as if detached.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    /// <summary>Hands something that this scope owns to another; what it does not own stays where it is.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        if (IndexOf(disposable) < 0) return disposable;
        Remove(disposable);
        scope?.Attach(disposable);
        return disposable;
    }

    /// <summary>Disposes what the scope owns now; the scope stays open.</summary>
    public void DisposeEverything()
    {
        for (var i = 0; i < _owned.Count; i++)
        {
            var item = _owned[i];
            _owned[i] = null;
            if (item is torch.Tensor tensor) tensor.OwningScope = null;
            item?.Dispose();
        }

        _owned.Clear();
    }

    /// <summary>Disposes all but <paramref name="keep"/>, which the scope goes on owning.</summary>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        Remove(keep);
        DisposeEverything();
        Attach(keep);
        return keep;
    }

    public void Dispose()
    {
        if (_closed) return;
        DisposeEverything();
        _closed = true;
        torch.Close(this);
    }

    /// <summary>Takes a tensor that no scope owns.</summary>
    internal void Own(torch.Tensor tensor)
    {
        tensor.OwningScope = this;
        tensor.ScopeIndex = _owned.Count;
        _owned.Add(tensor);
    }

    internal void Remove(IDisposable disposable)
    {
        var index = IndexOf(disposable);
        if (index < 0) return;
        _owned[index] = null;
        if (disposable is torch.Tensor tensor) tensor.OwningScope = null;
        while (_owned.Count > 0 && _owned[^1] is null) _owned.RemoveAt(_owned.Count - 1);
    }

    private int IndexOf(IDisposable disposable) => disposable is torch.Tensor tensor
        ? ReferenceEquals(tensor.OwningScope, this) ? tensor.ScopeIndex : -1
        : _owned.FindIndex(item => ReferenceEquals(item, disposable));
}
