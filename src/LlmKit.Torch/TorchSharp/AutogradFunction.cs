using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function keeps from forward for backward.</summary>
        public sealed class AutogradContext
        {
            private readonly Dictionary<string, object?> _data = [];
            private readonly AutocastState _autocast = AutocastState.Now;

            internal List<Tensor> Saved { get; set; } = [];

            internal HashSet<Tensor> NonDifferentiable { get; } = new(ReferenceEqualityComparer.Instance);

            internal bool Materialize { get; private set; } = true;

            internal bool[] NeedsGradient { get; set; } = [];

            /// <summary>Keeps inputs or outputs of forward for backward; changes to them in place are noticed there.</summary>
            public void save_for_backward(List<Tensor> tensors) => Saved = [.. tensors];

            public List<Tensor> get_saved_variables() => Saved;

            /// <summary>Keeps anything that is not a tensor of the graph.</summary>
            public void save_data(string name, object? value) => _data[name] = value;

            public object? get_data(string name) => _data[name];

            /// <summary>Outputs without a gradient, such as indices.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable.UnionWith(tensors);

            /// <summary>With false, the gradient of an unused output arrives as null instead of zeros.</summary>
            public void set_materialize_grads(bool value) => Materialize = value;

            /// <summary>Whether the tensor input with this number (counted among the tensors) wants a gradient.</summary>
            public bool needs_input_grad(int index) => NeedsGradient[index];

            /// <summary>Autocast as it was in forward: the types of what forward saved go with it.</summary>
            internal IDisposable? AutocastOfForward() => AutocastState.Now == _autocast ? null : _autocast.Enter();
        }

        /// <summary>A function of tensors whose gradient is written in C#, with one tensor as its result.</summary>
        /// <example><code>
        /// sealed class Cube : autograd.SingleTensorFunction&lt;Cube&gt; {
        ///     public override string Name =&gt; "Cube";
        ///     public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) {
        ///         var x = (Tensor)vars[0]; ctx.save_for_backward([x]); return x.pow(3); }
        ///     public override List&lt;Tensor&gt; backward(autograd.AutogradContext ctx, Tensor grad) =&gt;
        ///         [3 * ctx.get_saved_variables()[0].pow(2) * grad];
        /// }
        /// var y = Cube.apply(x);
        /// </code></example>
        public abstract class SingleTensorFunction<T> where T : SingleTensorFunction<T>, new()
        {
            protected SingleTensorFunction()
            {
            }

            public virtual string Name => typeof(T).Name;

            public static Tensor apply(params object[] vars)
            {
                var function = new T();
                return ManagedFunction.Apply(function.Name, vars, context => [function.forward(context, vars)], function.Backward)[0];
            }

            /// <summary>Runs without recording. Tensors among the arguments get gradients, everything else is passed through.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>One gradient for each tensor argument of forward, in order; null where there is none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            // A method, not a lambda beside the one for forward: the two would share what they capture, and the graph
            // would keep the inputs.
            private List<Tensor> Backward(AutogradContext ctx, List<Tensor?> gradients)
            {
                using var autocast = ctx.AutocastOfForward();
                return backward(ctx, gradients[0]!);
            }
        }

        /// <summary>As <see cref="SingleTensorFunction{T}"/> with several tensors as its result.</summary>
        public abstract class MultiTensorFunction<T> where T : MultiTensorFunction<T>, new()
        {
            protected MultiTensorFunction()
            {
            }

            public virtual string Name => typeof(T).Name;

            public static List<Tensor> apply(params object[] vars)
            {
                var function = new T();
                return ManagedFunction.Apply(function.Name, vars, context => function.forward(context, vars), function.Backward);
            }

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            private List<Tensor> Backward(AutogradContext ctx, List<Tensor?> gradients)
            {
                using var autocast = ctx.AutocastOfForward();
                return backward(ctx, gradients!);
            }
        }
    }
}
