using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Gradients by central differences, in double precision.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-8;

    /// <summary>
    /// That backward gives, for every input of float64, what <c>(f(x + h) − f(x − h)) / 2h</c> gives, where f
    /// is the function's outputs weighted with fixed numbers and summed.
    /// </summary>
    public static void Agree(Func<Tensor[], Tensor[]> function, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        var leaves = inputs.Select(x => x.dtype == float64 ? x.clone().requires_grad_() : x).ToArray();
        Loss(function(leaves)).backward();

        for (var i = 0; i < leaves.Length; i++)
        {
            if (leaves[i].dtype != float64) continue;
            Assert.True(leaves[i].grad is not null, $"Input {i} has no gradient.");
            var given = leaves[i].grad!.data<double>().ToArray();
            for (var k = 0; k < given.Length; k++)
            {
                var expected = (Shifted(i, k, Step) - Shifted(i, k, -Step)) / (2 * Step);
                Assert.True(Math.Abs(expected - given[k]) <= Tolerance * (1 + Math.Abs(expected)),
                    string.Create(CultureInfo.InvariantCulture, $"Input {i}, element {k}: the difference " +
                        $"quotient is {expected}, backward gives {given[k]}."));
            }
        }

        double Shifted(int input, int element, double step)
        {
            using var inner = NewDisposeScope();
            using var _ = no_grad();
            var moved = inputs.Select(x => x.clone()).ToArray();
            moved[input].view(-1)[element] += step;
            return Loss(function(moved)).ToDouble();
        }
    }

    private static Tensor Loss(Tensor[] outputs)
    {
        var loss = zeros([], float64);
        foreach (var output in outputs)
        {
            // Different for each element, so that no two mistakes cancel.
            var weight = (arange(output.numel(), float64) * 0.7 + 0.3).sin().view(output.shape);
            loss = loss + (output * weight).sum();
        }

        return loss;
    }
}
