using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LlmKit.Torch.Tests.Operators;

/// <summary>Activations and what passes through: the modules of Golden/make_layers.py.</summary>
internal static class ActivationLayers
{
    public static LayerTable Table { get; } = new()
    {
        { "ReLU", () => nn.ReLU() },
        { "ReLU6", () => nn.ReLU6() },
        { "GELU", () => nn.GELU() },
        { "GELU.tanh", () => nn.GELU(GELU.Approximate.tanh) },
        { "SiLU", () => nn.SiLU() },
        { "Sigmoid", () => nn.Sigmoid() },
        { "Tanh", () => nn.Tanh() },
        { "ELU", () => nn.ELU() },
        { "ELU.alpha", () => nn.ELU(0.5) },
        { "SELU", () => nn.SELU() },
        { "CELU", () => nn.CELU(0.7) },
        { "LeakyReLU", () => nn.LeakyReLU() },
        { "LeakyReLU.slope", () => nn.LeakyReLU(0.3) },
        { "Softplus", () => nn.Softplus() },
        { "Softplus.beta", () => nn.Softplus(2, 1) },
        { "Softmax", () => nn.Softmax(-1) },
        { "LogSoftmax", () => nn.LogSoftmax(1) },
        { "Softmin", () => nn.Softmin(1) },
        { "Softmax2d", () => nn.Softmax2d() },
        { "Softmax2d.one_image", () => nn.Softmax2d() },
        { "Hardswish", () => nn.Hardswish() },
        { "Hardsigmoid", () => nn.Hardsigmoid() },
        { "Hardtanh", () => nn.Hardtanh(-1.5, 0.5) },
        { "Mish", () => nn.Mish() },
        { "PReLU", () => nn.PReLU(1) },
        { "PReLU.channels", () => nn.PReLU(4) },
        { "GLU", () => nn.GLU() },
        { "Softsign", () => nn.Softsign() },
        { "Tanhshrink", () => nn.Tanhshrink() },
        { "Softshrink", () => nn.Softshrink(0.4) },
        { "Hardshrink", () => nn.Hardshrink(0.4) },
        { "Threshold", () => nn.Threshold(0.2, -3) },
        { "LogSigmoid", () => nn.LogSigmoid() },
        { "RReLU.eval", () => nn.RReLU() },
        { "Dropout.p_0", () => nn.Dropout(0) },
        { "Dropout.eval", () => nn.Dropout(0.5) },
        { "Dropout1d.eval", () => nn.Dropout1d() },
        { "Dropout2d.eval", () => nn.Dropout2d() },
        { "Dropout3d.eval", () => nn.Dropout3d() },
        { "AlphaDropout.eval", () => nn.AlphaDropout(0.5) },
        { "FeatureAlphaDropout.eval", () => nn.FeatureAlphaDropout() },
        { "Flatten", () => nn.Flatten(0) },
        { "Flatten.default", () => nn.Flatten() },
        { "Unflatten", () => nn.Unflatten(1, [2, 2]) },
        { "Identity", () => nn.Identity() },
    };
}
