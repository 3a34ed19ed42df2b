using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>How many dimensions an input has.</summary>
internal static class Rank
{
    /// <summary>A batch of inputs, by the number of spatial dimensions.</summary>
    public static readonly string[] Batch = ["(N, C)", "(N, C, L)", "(N, C, H, W)", "(N, C, D, H, W)"];

    /// <summary>One input, by the number of spatial dimensions.</summary>
    public static readonly string[] Single = ["(C)", "(C, L)", "(C, H, W)", "(C, D, H, W)"];

    /// <summary>Throws unless the input has as many dimensions as one of the shapes.</summary>
    public static void Check(Tensor input, string layer, params ReadOnlySpan<string> shapes)
    {
        var rank = input.dim();
        foreach (var shape in shapes)
        {
            if (shape.AsSpan().Count(',') + 1 == rank) return;
        }

        throw new ArgumentException(
            $"{layer} takes {string.Join(" or ", shapes.ToArray())}; " +
            $"the input is {Argument.Describe(input)}. " +
            "Bring it to that many dimensions with unsqueeze or reshape.", nameof(input));
    }
}
