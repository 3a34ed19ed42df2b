using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Adds the gradient of this one number to the <c>grad</c> of every leaf it was made from.</summary>
        public void backward() => backward(null);

        /// <param name="grad_tensors">One tensor of this tensor's shape, needed unless it has one element.</param>
        /// <param name="retain_graph">Keeps what was saved for backward, so that it can run again.</param>
        /// <param name="create_graph">Records backward itself, for gradients of gradients.</param>
        /// <param name="inputs">Only these get a gradient; null means all leaves.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph || create_graph, create_graph, inputs);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            Native.Check(Native.llmkit_tensor_retain_grad(Handle), $"retain_grad({Argument.Describe(this)})");
            GC.KeepAlive(this);
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>
        /// Calls <paramref name="hook"/> with the gradient of this tensor when backward has it; what it returns replaces
        /// the gradient.
        /// </summary>
        /// <returns>An id for <see cref="remove_hook"/>.</returns>
        public long register_hook(Func<Tensor, Tensor> hook) => GradientHook.Add(this, hook);

        public void remove_hook(long id)
        {
            Native.Check(Native.llmkit_tensor_remove_hook(Handle, id), $"remove_hook({id})");
            GC.KeepAlive(this);
        }
    }
}
