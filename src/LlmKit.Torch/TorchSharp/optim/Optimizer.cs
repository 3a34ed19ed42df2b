using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers: they move parameters against their gradients.</summary>
    public static partial class optim
    {
        /// <summary>What every optimizer has.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>Moves the parameters that have a gradient once.</summary>
            /// <param name="closure">Computes the loss and its gradients anew; needed by optimizers that look
            /// several times.</param>
            /// <returns>What the closure returned the first time, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>
            /// Sets all gradients to none, as PyTorch 2 does; TorchSharp fills them with zeros.
            /// </summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters()) parameter.grad = null;
            }

            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            /// <summary>All parameters, group by group.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Adds parameters that come later, such as layers that were frozen at first.</summary>
            /// <param name="param_group">A group of the optimizer's own type; numbers that it leaves out take
            /// the defaults.</param>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Frees what is remembered of the parameters; the parameters themselves stay.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>
            /// Options of each group and state of each parameter, in the order of the groups.
            /// </summary>
            public sealed class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
