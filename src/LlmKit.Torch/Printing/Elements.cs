using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>The elements of a tensor on any device, row by row, as numbers of C#.</summary>
internal static class Elements
{
    public static double[] Real(Tensor tensor) =>
        tensor.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>Whole numbers; bools are 0 and 1.</summary>
    public static long[] Whole(Tensor tensor) =>
        tensor.to(ScalarType.Int64).cpu().contiguous().data<long>().ToArray();

    public static (double[] Real, double[] Imaginary) Complex(Tensor tensor)
    {
        var pairs = Aten.resolve_conj.Call(tensor).view_as_real().to(ScalarType.Float64).cpu();
        return (Real(pairs.select(-1, 0)), Real(pairs.select(-1, 1)));
    }
}
