using System.Collections;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>How a module is built and how it is called with tensors.</summary>
internal sealed record LayerCall(Func<nn.Module> Build, Func<nn.Module, Tensor[], Outputs> Call);

/// <summary>
/// Modules in TorchSharp's spelling, by the names that Golden/make_layers.py gives the same ones in Python.
/// </summary>
internal sealed class LayerTable : IEnumerable<KeyValuePair<string, LayerCall>>
{
    private readonly Dictionary<string, LayerCall> _layers = [];

    public void Add(string name, Func<nn.Module<Tensor, Tensor>> build) =>
        Add(name, build, (module, x) => module.call(x[0]));

    public void Add(string name, Func<nn.Module<Tensor, Tensor, Tensor>> build) =>
        Add(name, build, (module, x) => module.call(x[0], x[1]));

    public void Add<T>(string name, Func<T> build, Func<T, Tensor[], Outputs> call) where T : nn.Module =>
        _layers.Add(name, new(build, (module, x) => call((T)module, x)));

    public IEnumerator<KeyValuePair<string, LayerCall>> GetEnumerator() => _layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
