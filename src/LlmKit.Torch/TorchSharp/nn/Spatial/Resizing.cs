using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Resizes the spatial dimensions of (N, C, …) by interpolation.</summary>
internal static class Resizing
{
    private static readonly Operator[] s_nearest =
        [Aten.upsample_nearest1d_vec, Aten.upsample_nearest2d_vec, Aten.upsample_nearest3d_vec];

    /// <summary>Throws unless one of the two is given and holds positive numbers.</summary>
    public static void CheckGoal(long[]? size, double[]? scale_factor)
    {
        if (size is null == scale_factor is null)
        {
            throw new ArgumentException(size is null
                ? "Neither size nor scale_factor is given. Give one of them."
                : "size and scale_factor are both given. Give one of them.", nameof(size));
        }

        if (size is not null) ((Sizes)size).For(size.Length, nameof(size), least: 1);
        if (scale_factor?.All(factor => factor > 0 && double.IsFinite(factor)) is false)
        {
            throw new ArgumentOutOfRangeException(nameof(scale_factor),
                $"scale_factor = {Text(scale_factor)}. Each number must be above 0.");
        }
    }

    public static Tensor Resize(Tensor input, long[]? size, double[]? scale, InterpolationMode mode,
        bool? alignCorners, bool recompute, bool antialias)
    {
        CheckGoal(size, scale);
        Rank.Check(input, $"interpolate by {mode}", Shapes(mode));
        var dimensions = (int)input.dim() - 2;
        Check(input, dimensions, size, scale, mode, alignCorners, recompute, antialias);
        if (scale is not null && (recompute || mode == InterpolationMode.Area))
        {
            size = [.. scale.Select((factor, i) => (long)Math.Floor(input.size(i + 2) * factor))];
            if (size.Any(length => length < 1))
            {
                throw new ArgumentOutOfRangeException(nameof(scale),
                    $"scale_factor = {Text(scale)} leaves nothing of {Argument.Describe(input)}: " +
                    $"the spatial sizes would be {PythonText.Of(size)}. Take larger factors.");
            }

            scale = null;
        }

        return mode switch
        {
            InterpolationMode.Nearest => s_nearest[dimensions - 1].Call([input, size, scale]),
            InterpolationMode.Area => Pools.AdaptiveMean(dimensions, input, size),
            _ => Between(mode, antialias).Call([input, size, alignCorners ?? false, scale]),
        };
    }

    private static string[] Shapes(InterpolationMode mode) => mode switch
    {
        InterpolationMode.Nearest or InterpolationMode.Area => Rank.Batch[1..],
        InterpolationMode.Linear => [Rank.Batch[1]],
        InterpolationMode.Bilinear or InterpolationMode.Bicubic => [Rank.Batch[2]],
        InterpolationMode.Trilinear => [Rank.Batch[3]],
        _ => throw new ArgumentException(
            $"mode = {mode}. Tensors are resized by Nearest, Linear, Bilinear, Bicubic, Trilinear or Area.",
            nameof(mode)),
    };

    private static Operator Between(InterpolationMode mode, bool antialias) => (mode, antialias) switch
    {
        (InterpolationMode.Linear, _) => Aten.upsample_linear1d_vec,
        (InterpolationMode.Bilinear, false) => Aten.upsample_bilinear2d_vec,
        (InterpolationMode.Bilinear, true) => Aten._upsample_bilinear2d_aa_vec,
        (InterpolationMode.Bicubic, false) => Aten.upsample_bicubic2d_vec,
        (InterpolationMode.Bicubic, true) => Aten._upsample_bicubic2d_aa_vec,
        _ => Aten.upsample_trilinear3d_vec,
    };

    private static void Check(Tensor input, int dimensions, long[]? size, double[]? scale_factor,
        InterpolationMode mode, bool? align_corners, bool recompute, bool antialias)
    {
        if ((size?.Length ?? scale_factor!.Length) != dimensions)
        {
            var given = size is null
                ? $"scale_factor = {Text(scale_factor!)}"
                : $"size = {PythonText.Of(size)}";
            throw new ArgumentException(
                $"{given} for {Argument.Describe(input)}, which has {dimensions} spatial dimensions. " +
                "Give a number for each.", size is null ? nameof(scale_factor) : nameof(size));
        }

        if (align_corners is not null && mode is (InterpolationMode.Nearest or InterpolationMode.Area))
        {
            throw new ArgumentException(
                $"align_corners is given with the mode {mode}. " +
                "It belongs to Linear, Bilinear, Bicubic and Trilinear.",
                nameof(align_corners));
        }

        if (recompute && size is not null)
        {
            throw new ArgumentException(
                "recompute_scale_factor is true with a size. It needs scale_factor.", nameof(size));
        }

        if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
        {
            throw new ArgumentException(
                $"antialias is true with the mode {mode}. It belongs to Bilinear and Bicubic.",
                nameof(antialias));
        }
    }

    private static string Text(double[] factors) =>
        PythonText.Of(factors);
}
