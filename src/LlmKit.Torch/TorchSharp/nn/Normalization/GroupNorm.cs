using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Brings groups of channels to mean 0 and variance 1, in each element of the batch by itself, then scales
/// and shifts each channel (Wu and He 2018, arXiv:1803.08494).
/// </summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    private readonly long _groups;
    private readonly long _channels;
    private readonly double _eps;

    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device,
        ScalarType? dtype) : base(nameof(GroupNorm))
    {
        Groups.Check(num_groups, num_channels);
        (_groups, _channels, _eps) = (num_groups, num_channels, eps);
        if (!affine) return;

        weight = nn.Parameter(ones(num_channels, dtype, device));
        bias = nn.Parameter(zeros(num_channels, dtype, device));
        register_parameter(nameof(weight), weight);
        register_parameter(nameof(bias), bias);
    }

    public Parameter? weight { get; }

    public Parameter? bias { get; }

    /// <param name="input">(N, C, …)</param>
    public override Tensor forward(Tensor input) =>
        nn.functional.group_norm(input, _groups, weight, bias, _eps);

    protected override string ExtraDescription() =>
        $"{_groups}, {_channels}, eps={PythonText.Of(_eps)}, affine={PythonText.Of(weight is not null)}";
}
