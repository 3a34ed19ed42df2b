using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Shortens all gradients together to the length <paramref name="max_norm"/> when they are longer.</summary>
            /// <returns>The length before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;

                var norms = double.IsPositiveInfinity(norm_type)
                    ? gradients.Select(gradient => gradient.abs().max().to(gradients[0].device)).ToArray()
                    : gradients.Select(gradient => gradient.norm((float)norm_type).to(gradients[0].device)).ToArray();
                var all = stack(norms);
                var total = double.IsPositiveInfinity(norm_type) ? all.max().ToDouble() : all.norm((float)norm_type).ToDouble();
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    foreach (var gradient in gradients) gradient.mul_((Scalar)factor);
                }

                return total;
            }

            /// <summary>Cuts every element of every gradient to ±<paramref name="clip_value"/>.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                foreach (var parameter in tensors) parameter.grad?.clamp_(-clip_value, clip_value);
            }

            /// <summary>All elements of the parameters one behind the other.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> parameters) => cat(parameters.Select(parameter => parameter.view(-1)).ToArray());

            /// <summary>Writes a vector that <see cref="parameters_to_vector"/> made back into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> parameters)
            {
                using var scope = NewDisposeScope();
                using var frozen = no_grad();
                long from = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, from, parameter.numel()).view_as(parameter));
                    from += parameter.numel();
                }
            }
        }
    }
}
