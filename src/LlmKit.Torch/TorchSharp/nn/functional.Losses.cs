using LlmKit.Torch;

namespace TorchSharp;

// torch.nn.functional's losses.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="input">Logits (N, classes, …).</param>
            /// <param name="target">Class numbers (N, …), int64, or probabilities of the input's shape.</param>
            /// <param name="weight">Weight of each class.</param>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100,
                Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Aten.cross_entropy_loss.Call([input, target, weight, (long)reduction, ignore_index, label_smoothing]);

            /// <param name="input">Logarithms of probabilities (N, classes, …).</param>
            /// <param name="target">Class numbers (N, …), int64; those of −100 are ignored.</param>
            /// <param name="weight">Weight of each class.</param>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) => nll_loss(input, target, weight, reduction, -100);

            /// <inheritdoc cref="nll_loss(Tensor, Tensor, Tensor?, Reduction)"/>
            /// <param name="ignore_index">The class number that is ignored. TorchSharp has no such parameter.</param>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight, Reduction reduction,
                long ignore_index) =>
                Aten.nll_loss_nd.Call([input, target, weight, (long)reduction, ignore_index]);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.mse_loss.Call([input, target, (long)reduction]);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.l1_loss.Call([input, target, (long)reduction]);

            /// <param name="beta">Below this distance the loss is a parabola.</param>
            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                Aten.smooth_l1_loss.Call([input, target, (long)reduction, beta]);

            /// <param name="delta">Below this distance the loss is a parabola.</param>
            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                Aten.huber_loss.Call([input, target, (long)reduction, delta]);

            /// <param name="input">Probabilities.</param>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) => Aten.binary_cross_entropy.Call([input, target, weight, (long)reduction]);

            /// <param name="input">Logits.</param>
            /// <param name="pos_weights">Weight of the positive examples of each class.</param>
            public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) =>
                Aten.binary_cross_entropy_with_logits.Call([input, target, weight, pos_weights, (long)reduction]);

            /// <param name="input">Logarithms of probabilities.</param>
            /// <param name="log_target">The targets are logarithms as well. True as in TorchSharp; PyTorch has false.</param>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                Aten.kl_div.Call([input, target, (long)reduction, log_target]);

            /// <param name="target">1 for pairs that are alike, -1 for others.</param>
            public static Tensor cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0,
                Reduction reduction = Reduction.Mean) =>
                Aten.cosine_embedding_loss.Call([input1, input2, target, margin, (long)reduction]);

            /// <param name="target">1 where the first input should be the larger, -1 where the second.</param>
            public static Tensor margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, double margin = 0,
                Reduction reduction = Reduction.Mean) =>
                Aten.margin_ranking_loss.Call([input1, input2, target, margin, (long)reduction]);

            /// <param name="swap">Takes the distance of positive and negative where it is the smaller.</param>
            public static Tensor triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, double margin = 1, long p = 2,
                double eps = 1E-06, bool swap = false, Reduction reduction = Reduction.Mean) =>
                Aten.triplet_margin_loss.Call([anchor, positive, negative, margin, (double)p, eps, swap, (long)reduction]);

            /// <param name="target">1 or -1.</param>
            public static Tensor hinge_embedding_loss(Tensor input, Tensor target, double margin = 1,
                Reduction reduction = Reduction.Mean) => Aten.hinge_embedding_loss.Call([input, target, margin, (long)reduction]);

            /// <param name="target">Class numbers, int64.</param>
            public static Tensor multi_margin_loss(Tensor input, Tensor target, int p = 1, double margin = 1, Tensor? weight = null,
                Reduction reduction = Reduction.Mean) =>
                Aten.multi_margin_loss.Call([input, target, (Scalar)p, (Scalar)margin, weight, (long)reduction]);

            /// <summary>Connectionist temporal classification (Graves et al. 2006).</summary>
            /// <param name="log_probs">Logarithms of probabilities (T, N, classes).</param>
            /// <param name="zero_infinity">Losses of targets that do not fit into their input count as 0.</param>
            public static Tensor ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, long blank = 0,
                bool zero_infinity = false, Reduction reduction = Reduction.Mean) =>
                Aten.ctc_loss_Tensor.Call([log_probs, targets, input_lengths, target_lengths, blank, (long)reduction, zero_infinity]);

            /// <param name="log_input">The input is the logarithm of the expected count.</param>
            /// <param name="full">Adds Stirling's approximation of the term that depends on the target alone.</param>
            public static Tensor poisson_nll_loss(Tensor input, Tensor target, bool log_input = true, bool full = false,
                double eps = 1E-08, Reduction reduction = Reduction.Mean) =>
                Aten.poisson_nll_loss.Call([input, target, log_input, full, eps, (long)reduction]);

            /// <param name="full">Adds the constant ½·log 2π.</param>
            /// <param name="eps">Smaller variances count as this; no gradient is lost by it.</param>
            public static Tensor gaussian_nll_loss(Tensor input, Tensor target, Tensor variance, bool full = false, double eps = 1E-06,
                Reduction reduction = Reduction.Mean)
            {
                Given(input);
                Given(variance);
                using var scope = NewDisposeScope();
                if (variance.dim() == input.dim() - 1) variance = variance.unsqueeze(-1);
                var bounded = variance.clone();
                using (no_grad()) bounded.copy_(variance.clamp_min(eps));
                var difference = input - target;
                var loss = (bounded.log() + difference * difference / bounded) * 0.5;
                if (full) loss = loss + 0.5 * Math.Log(2 * Math.PI);
                return Reduce(loss, reduction).MoveToOuterDisposeScope();
            }

            /// <param name="target">1 or -1.</param>
            public static Tensor soft_margin_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Aten.soft_margin_loss.Call([input, target, (long)reduction]);

            /// <param name="input">Logits (N, classes).</param>
            /// <param name="target">0 or 1 for each class.</param>
            public static Tensor multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean)
            {
                using var scope = NewDisposeScope();
                var loss = binary_cross_entropy_with_logits(input, target, null, Reduction.None);
                if (weight is not null) loss = loss * weight;
                return Reduce(loss.mean([-1]), reduction).MoveToOuterDisposeScope();
            }

            private static Tensor Reduce(Tensor loss, Reduction reduction) => reduction switch
            {
                Reduction.None => loss.alias(),
                Reduction.Mean => loss.mean(),
                _ => loss.sum(),
            };
        }
    }
}
