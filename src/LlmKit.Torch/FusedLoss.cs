using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Cross entropy that goes over the logits once and makes their gradient on the way.</summary>
public static class FusedLoss
{
    /// <summary>Mean over the rows whose label is not <paramref name="ignored"/>; NaN when there is none, as in PyTorch.</summary>
    /// <param name="logits">(N, V)</param>
    /// <param name="labels">(N), int64</param>
    /// <remarks>Contiguous float32 on the CPU is fused; everything else is computed by libtorch's operators.</remarks>
    public static Tensor CrossEntropy(Tensor logits, Tensor labels, long ignored = -100) =>
        logits.dtype == ScalarType.Float32 && logits.device_type == DeviceType.CPU && logits.ndim == 2 && logits.is_contiguous()
            ? Function.apply(logits, labels.contiguous(), ignored)
            : Aten.cross_entropy_loss.Call([logits, labels, Argument.None, 1, ignored]);

    private sealed unsafe class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => "CrossEntropy";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (logits, labels, ignored) = ((Tensor)vars[0], (Tensor)vars[1], (long)vars[2]);
            var gradient = ctx.needs_input_grad(0) ? empty_like(logits) : null;
            double loss;
            long count;
            Native.Check(
                Native.llmkit_fused_cross_entropy(logits.Handle, labels.Handle, ignored, gradient?.Handle ?? 0, &loss, &count),
                $"{Name}({Argument.Describe(logits)}, {Argument.Describe(labels)})");
            if (gradient is not null) ctx.save_for_backward([gradient]);
            return tensor((float)loss);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var gradient = ctx.get_saved_variables()[0];
            var outer = grad_output.ToSingle();
            return [outer == 1 ? gradient : gradient.mul((Scalar)outer), null!];
        }
    }
}
