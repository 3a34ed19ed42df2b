using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers: they move parameters against their gradients.</summary>
    public static partial class optim
    {
        /// <summary>Something whose learning rate can be set from outside: a group of an optimizer's parameters.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            /// <summary>The rate at the start, which schedules refer to.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>What every optimizer has.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>Moves the parameters once.</summary>
            /// <param name="closure">Computes the loss and its gradients anew; needed by optimizers that look several times.</param>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Sets all gradients to none, as PyTorch 2 does; TorchSharp fills them with zeros.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters()) parameter.grad = null;
            }

            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            public abstract IEnumerable<Parameter> parameters();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
