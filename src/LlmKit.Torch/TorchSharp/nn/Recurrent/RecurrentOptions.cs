using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a plain recurrent layer applies to its sums.</summary>
        public enum NonLinearities
        {
            ReLU = 0, Tanh = 1,
        }
    }
}

/// <summary>What the recurrent layers have in common.</summary>
internal sealed record RecurrentOptions(
    long InputSize, long HiddenSize, long NumLayers, bool Bias, bool BatchFirst, double Dropout, bool Bidirectional,
    torch.Device? Device, torch.ScalarType? Dtype)
{
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Sizes, and what differs from the defaults, as PyTorch prints it.</summary>
    public string Description()
    {
        var text = $"{InputSize}, {HiddenSize}";
        if (NumLayers != 1) text += $", num_layers={NumLayers}";
        if (!Bias) text += ", bias=False";
        if (BatchFirst) text += ", batch_first=True";
        if (Dropout != 0) text += FormattableString.Invariant($", dropout={Dropout}");
        if (Bidirectional) text += ", bidirectional=True";
        return text;
    }

    /// <summary>
    /// Registers <c>weight_ih_l{n}</c> (gates·hidden, input), <c>weight_hh_l{n}</c> (gates·hidden, hidden) and the
    /// two biases for each layer and direction, each drawn evenly from ±1/√hidden.
    /// </summary>
    public Parameter[] Register(torch.nn.Module module, int gates)
    {
        Check();
        var parameters = new List<Parameter>();
        for (long layer = 0; layer < NumLayers; layer++)
        {
            for (var direction = 0; direction < Directions; direction++)
            {
                var end = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                Add($"weight_ih{end}", [gates * HiddenSize, layer == 0 ? InputSize : HiddenSize * Directions]);
                Add($"weight_hh{end}", [gates * HiddenSize, HiddenSize]);
                if (!Bias) continue;
                Add($"bias_ih{end}", [gates * HiddenSize]);
                Add($"bias_hh{end}", [gates * HiddenSize]);
            }
        }

        return [.. parameters];

        void Add(string name, long[] shape)
        {
            var parameter = RecurrentWeights.Draw(shape, HiddenSize, Device, Dtype);
            parameters.Add(parameter);
            module.register_parameter(name, parameter);
        }
    }

    private void Check()
    {
        RecurrentWeights.CheckSizes(InputSize, HiddenSize);
        if (NumLayers < 1) throw new ArgumentOutOfRangeException("numLayers", NumLayers, $"numLayers = {NumLayers}. A recurrent layer needs at least 1.");
        if (Dropout is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException("dropout", Dropout, $"dropout = {Dropout}. The share to drop must be at least 0 and at most 1.");
    }
}

/// <summary>The first values of recurrent weights.</summary>
internal static class RecurrentWeights
{
    public static void CheckSizes(long inputSize, long hiddenSize)
    {
        if (inputSize < 1) throw new ArgumentOutOfRangeException(nameof(inputSize), inputSize, $"inputSize = {inputSize}. An input needs at least 1 feature.");
        if (hiddenSize < 1) throw new ArgumentOutOfRangeException(nameof(hiddenSize), hiddenSize, $"hiddenSize = {hiddenSize}. A state needs at least 1 feature.");
    }

    public static Parameter Draw(long[] shape, long hidden, torch.Device? device, torch.ScalarType? dtype)
    {
        var parameter = torch.nn.Parameter(torch.empty(shape, dtype, device));
        var bound = 1 / Math.Sqrt(hidden);
        torch.nn.init.uniform_(parameter, -bound, bound);
        return parameter;
    }
}
