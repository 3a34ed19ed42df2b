using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn's functions that make layers.
public static partial class torch
{
    public static partial class nn
    {
        /// <param name="padding_idx">This row stays as it is, zeros at first.</param>
        /// <param name="max_norm">Rows longer than this are shortened when they are used.</param>
        public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null,
            double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
        {
            if (padding_idx is { } index && (index >= num_embeddings || index < -num_embeddings))
                throw new ArgumentOutOfRangeException(nameof(padding_idx), index, $"padding_idx = {index} is outside of the {num_embeddings} rows.");

            var weight = Parameter(empty(num_embeddings, embedding_dims, dtype, device));
            init.normal_(weight);
            if (padding_idx is { } zero)
            {
                using var frozen = no_grad();
                using var row = weight[zero < 0 ? zero + num_embeddings : zero];
                row.zero_();
            }

            return new(weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        }

        public static Identity Identity() => new();

        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
            new(modules.Select(pair => (pair.name, pair.submodule)));

        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules.Select((module, i) => ($"{i}", module)));

        public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => new(modules.Select(pair => (pair.Item1, pair.Item2)));

        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

        public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => new(modules);

        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module => new(modules);

        public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
    }
}
