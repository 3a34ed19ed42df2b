using LlmKit.Torch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Gradients by running the recorded operations backwards.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>
        /// The gradients of <paramref name="outputs"/> with respect to <paramref name="inputs"/>, without touching any <c>grad</c>.
        /// </summary>
        /// <param name="grad_outputs">What stands before each output in the product; null means one for outputs of one element.</param>
        /// <param name="allow_unused">Gives null for an input that no output depends on, instead of an error.</param>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            CheckCount(outputs, grad_outputs, nameof(grad_outputs));
            Span<nint> from = Handles(outputs), to = Handles(inputs), given = Handles(grad_outputs);
            var results = new nint[inputs.Count];
            fixed (nint* fromPointer = from, toPointer = to, givenPointer = given, resultPointer = results)
            {
                Native.Check(
                    Native.llmkit_grad(fromPointer, givenPointer, from.Length, toPointer, to.Length,
                        retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, resultPointer),
                    $"autograd.grad({Describe(outputs)}, {Describe(inputs)})");
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        /// <summary>Adds gradients to the <c>grad</c> of the leaves, or of <paramref name="inputs"/> only.</summary>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null)
        {
            CheckCount(tensors, grad_tensors, nameof(grad_tensors));
            Span<nint> from = Handles(tensors), given = Handles(grad_tensors), to = Handles(inputs);
            fixed (nint* fromPointer = from, givenPointer = given, toPointer = to)
            {
                Native.Check(
                    Native.llmkit_backward(fromPointer, givenPointer, from.Length, retain_graph ?? create_graph ? 1 : 0,
                        create_graph ? 1 : 0, toPointer, to.Length),
                    $"backward({Describe(tensors)})");
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <summary>Makes backward name the forward operation that a NaN comes from; slow, for debugging.</summary>
        public static IDisposable set_detect_anomaly(bool mode = true)
        {
            Native.Check(Native.llmkit_set_anomaly_mode(mode ? 1 : 0), nameof(set_detect_anomaly));
            return new Restore(() => Native.Check(Native.llmkit_set_anomaly_mode(0), nameof(set_detect_anomaly)));
        }

        public static IDisposable detect_anomaly() => set_detect_anomaly();

        internal static nint[] Handles(IList<Tensor>? tensors)
        {
            if (tensors is null) return [];
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
            return handles;
        }

        private static string Describe(IEnumerable<Tensor> tensors) => string.Join(", ", tensors.Select(Argument.Describe));

        private static void CheckCount(IList<Tensor> outputs, IList<Tensor>? gradients, string name)
        {
            if (gradients is null || gradients.Count == outputs.Count) return;
            throw new ArgumentException($"{name} has {gradients.Count} tensors for {outputs.Count} outputs. Give one for each, or null.", name);
        }
    }
}
