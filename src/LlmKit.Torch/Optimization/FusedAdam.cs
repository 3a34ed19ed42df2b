using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Adam's step for many tensors by one native call, which passes over their memory once.</summary>
internal sealed unsafe class FusedAdam(bool isDecoupled)
{
    private readonly List<nint> _parameters = [], _gradients = [];
    private readonly List<nint> _averages = [], _squares = [], _maximums = [];
    private readonly List<Tensor> _alive = [];
    private long _step;

    public static bool Takes(Tensor parameter, Tensor gradient, AdamMoments state) =>
        IsPlain(parameter) && IsPlain(gradient) && IsPlain(state.Average!) && IsPlain(state.Square!) &&
        (state.Maximum is null || IsPlain(state.Maximum));

    /// <summary>
    /// Puts a parameter on the list. One that is at another step than those on it has the list run first.
    /// </summary>
    public void Add(Tensor parameter, Tensor gradient, AdamMoments state, Adam.Options options)
    {
        if (state.Steps != _step) Run(options);
        _step = state.Steps;
        _parameters.Add(parameter.Handle);
        _gradients.Add(gradient.Handle);
        _averages.Add(state.Average!.Handle);
        _squares.Add(state.Square!.Handle);
        if (options.amsgrad is true) _maximums.Add(state.Maximum!.Handle);
        _alive.Add(parameter);
        _alive.Add(gradient);
    }

    public void Run(Adam.Options o)
    {
        if (_parameters.Count == 0) return;
        fixed (nint* p = Items(_parameters), g = Items(_gradients), a = Items(_averages), s = Items(_squares))
        fixed (nint* m = Items(_maximums))
        {
            Native.Check(
                Native.llmkit_fused_adamw(p, g, a, s, m, _parameters.Count, o.Rate, o.beta1!.Value,
                    o.beta2!.Value, o.eps!.Value, o.weight_decay!.Value, isDecoupled ? 1 : 0,
                    o.maximize is true ? 1 : 0, _step),
                isDecoupled ? nameof(AdamW) : nameof(Adam));
        }

        Clear();
    }

    public void Clear()
    {
        List<nint>[] lists = [_parameters, _gradients, _averages, _squares, _maximums];
        foreach (var list in lists) list.Clear();
        _alive.Clear();
    }

    private static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU &&
        !tensor.is_sparse && tensor.is_contiguous();

    // The address of an empty span is null.
    private static Span<nint> Items(List<nint> list) => CollectionsMarshal.AsSpan(list);
}
