using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of a parameter: its steps and tensors outside of dispose scopes.</summary>
internal sealed class OptimizerState(Tensor parameter) : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = [];

    public long Steps { get; set; }

    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>The tensor of that name, at first filled with <paramref name="start"/>.</summary>
    public Tensor Tensor(string name, double start = 0)
    {
        if (_tensors.TryGetValue(name, out var tensor)) return tensor;
        tensor = zeros_like(parameter).DetachFromDisposeScope();
        if (start != 0) tensor.fill_((Scalar)start);
        return _tensors[name] = tensor;
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values) tensor.Dispose();
        _tensors.Clear();
    }
}
