using LlmKit.Torch;
using TorchSharp.Modules;

namespace TorchSharp;

// torch.nn.functional's norms.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null,
                Tensor? bias = null, double eps = 1E-05) =>
                Aten.layer_norm.Call([input, normalized_shape, weight, bias, eps]);

            /// <param name="input">(N, C, …)</param>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null,
                Tensor? bias = null, double eps = 1E-05)
            {
                Given(input);
                if (input.dim() < 2)
                {
                    throw new ArgumentException(
                        $"group_norm takes (N, C, …); the input is {Argument.Describe(input)}. " +
                        "Bring it to that many dimensions with unsqueeze or reshape.", nameof(input));
                }

                if (num_groups > 0 && input.numel() == num_groups) throw OneValue(nameof(group_norm), input);
                return Aten.group_norm.Call([input, num_groups, weight, bias, eps]);
            }

            /// <param name="input">(N, C, …)</param>
            /// <param name="running_mean">(C); is moved towards the batch's by <paramref name="momentum"/> in
            /// training, and taken for it otherwise.</param>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var,
                Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1,
                double eps = 1E-05)
            {
                if (training && input.dim() >= 2 && input.numel() == input.size(1))
                    throw OneValue(nameof(batch_norm), input);
                return Aten.batch_norm.Call(
                    [input, weight, bias, running_mean, running_var, training, momentum, eps, true]);
            }

            /// <param name="input">(N, C, …)</param>
            /// <param name="use_input_stats">Otherwise the running mean and variance are taken.</param>
            public static Tensor instance_norm(Tensor input, Tensor? running_mean = null,
                Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null,
                bool use_input_stats = true, double momentum = 0.1, double eps = 1E-05)
            {
                Given(input);
                if (use_input_stats && input.dim() >= 2 && input.numel() == input.size(0) * input.size(1))
                    throw OneValue(nameof(instance_norm), input);
                return Aten.instance_norm.Call(
                    [input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true]);
            }

            /// <param name="input">(N, C, …)</param>
            /// <param name="size">Channels that count: size / 2 before, (size - 1) / 2 behind.</param>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001,
                double beta = 0.75, double k = 1)
            {
                Groups.CheckCount(size);
                Rank.Check(input, nameof(local_response_norm), Rank.Batch[1], Rank.Batch[2], Rank.Batch[3]);
                if (input.numel() == 0) return input.alias();

                using var scope = NewDisposeScope();
                var squares = input.square().reshape(input.size(0), 1, input.size(1), -1);
                var padded = pad(squares, [0, 0, size / 2, (size - 1) / 2]);
                var means = avg_pool2d(padded, (size, 1), stride: (1, 1)).reshape(input.shape);
                return (input / (means * alpha + k).pow(beta)).MoveToOuterDisposeScope();
            }

            private static ArgumentException OneValue(string function, Tensor input) => new(
                $"{function}({Argument.Describe(input)}) has one value for each mean and variance, so that " +
                "every result would be 0. Give larger inputs or batches, or, where there are running " +
                "statistics, call eval() first.", nameof(input));
        }
    }
}
