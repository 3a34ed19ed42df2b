using System.Collections;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>
/// Calls in TorchSharp's spelling, by the names that Golden/operators_*.py give the same calls in Python.
/// </summary>
internal sealed class OperatorTable : IEnumerable<KeyValuePair<string, Func<Tensor[], Outputs>>>
{
    private readonly Dictionary<string, Func<Tensor[], Outputs>> _calls = [];

    public void Add(string name, Func<Outputs> call) => _calls.Add(name, _ => call());

    public void Add(string name, Func<Tensor, Outputs> call) => _calls.Add(name, x => call(x[0]));

    public void Add(string name, Func<Tensor, Tensor, Outputs> call) =>
        _calls.Add(name, x => call(x[0], x[1]));

    public void Add(string name, Func<Tensor, Tensor, Tensor, Outputs> call) =>
        _calls.Add(name, x => call(x[0], x[1], x[2]));

    public void Add(string name, Func<Tensor, Tensor, Tensor, Tensor, Outputs> call) =>
        _calls.Add(name, x => call(x[0], x[1], x[2], x[3]));

    public void Add(string name, Func<Tensor, Tensor, Tensor, Tensor, Tensor, Outputs> call) =>
        _calls.Add(name, x => call(x[0], x[1], x[2], x[3], x[4]));

    public IEnumerator<KeyValuePair<string, Func<Tensor[], Outputs>>> GetEnumerator() =>
        _calls.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
