using LlmKit.Torch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// What norms of channels share: an optional weight and bias for each channel, and, optionally, the running
/// mean and variance that stand in for those of the input outside of training.
/// </summary>
public abstract class ChannelNorm : nn.Module<Tensor, Tensor>
{
    private protected ChannelNorm(string name, long features, double eps, double? momentum, bool affine,
        bool track_running_stats, Device? device, ScalarType? dtype) : base(name)
    {
        Groups.CheckCount(features);
        (num_features, this.eps, this.momentum) = (features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        if (affine)
        {
            weight = nn.Parameter(ones(features, dtype, device));
            bias = nn.Parameter(zeros(features, dtype, device));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }

        if (!track_running_stats) return;

        running_mean = zeros(features, dtype, device);
        running_var = ones(features, dtype, device);
        num_batches_tracked = zeros([], ScalarType.Int64, device);
        register_buffer(nameof(running_mean), running_mean);
        register_buffer(nameof(running_var), running_var);
        register_buffer(nameof(num_batches_tracked), num_batches_tracked);
    }

    public long num_features { get; }

    /// <summary>Is added to the variance.</summary>
    public double eps { get; }

    /// <summary>The share of the newest batch in the running statistics.</summary>
    public double? momentum { get; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter? weight { get; }

    public Parameter? bias { get; }

    public Tensor? running_mean { get; }

    public Tensor? running_var { get; }

    /// <summary>Batches in training so far, int64.</summary>
    public Tensor? num_batches_tracked { get; }

    /// <summary>Mean 0, variance 1, no batches.</summary>
    public void reset_running_stats()
    {
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    /// <summary>The statistics as <see cref="reset_running_stats"/>, weights 1 and biases 0.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (weight is not null) nn.init.ones_(weight);
        if (bias is not null) nn.init.zeros_(bias);
    }

    /// <summary>Throws if there are weights or statistics for another number of channels.</summary>
    private protected void CheckChannels(Tensor input, int dimension)
    {
        var channels = input.size(dimension);
        if (channels == num_features || (weight is null && running_mean is null)) return;

        throw new ArgumentException(
            $"{GetName()} is for {num_features} channels; the input {Argument.Describe(input)} has " +
            $"{channels}. Build the norm with features: {channels}.", nameof(input));
    }

    protected override string ExtraDescription() =>
        $"{num_features}, eps={PythonText.Of(eps)}, momentum={PythonText.Of(momentum)}, " +
        $"affine={PythonText.Of(affine)}, track_running_stats={PythonText.Of(track_running_stats)}";
}
