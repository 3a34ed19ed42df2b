using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>A step of Adam, or of AdamW where the decay is decoupled from the gradient.</summary>
internal sealed class AdamStep(bool isDecoupled)
{
    private readonly FusedAdam _fused = new(isDecoupled);

    public void Run(
        IEnumerable<(Tensor Parameter, Tensor Gradient, AdamMoments State)> due, Adam.Options options)
    {
        try
        {
            foreach (var (parameter, gradient, state) in due)
            {
                state.Begin(parameter, options.amsgrad is true);
                if (FusedAdam.Takes(parameter, gradient, state))
                    _fused.Add(parameter, gradient, state, options);
                else RunOperators(options, parameter, gradient, state);
            }

            _fused.Run(options);
        }
        finally
        {
            _fused.Clear();
        }
    }

    /// <summary>The step on any device and of any type, operator by operator.</summary>
    internal void RunOperators(Adam.Options o, Tensor parameter, Tensor gradient, AdamMoments state)
    {
        var (beta1, beta2, decay) = (o.beta1!.Value, o.beta2!.Value, o.weight_decay!.Value);
        double correction1 = 1 - Math.Pow(beta1, state.Steps), correction2 = 1 - Math.Pow(beta2, state.Steps);
        if (o.maximize is true) gradient = -gradient;
        if (isDecoupled) parameter.mul_((Scalar)(1 - o.Rate * decay));
        else if (decay != 0) gradient = gradient.add(parameter, decay);

        state.Average!.mul_((Scalar)beta1).add_(gradient, 1 - beta1);
        state.Square!.mul_((Scalar)beta2).addcmul_(gradient, gradient, 1 - beta2);
        var square = state.Square;
        if (o.amsgrad is true) square = state.Maximum!.copy_(state.Maximum.maximum(state.Square));
        var divisor = (square.sqrt() / Math.Sqrt(correction2)).add_((Scalar)o.eps!.Value);
        parameter.addcdiv_(state.Average, divisor, -o.Rate / correction1);
    }
}
