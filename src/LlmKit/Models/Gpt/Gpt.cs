using LlmKit.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LlmKit.Models.Gpt;

/// <summary>
/// A decoder-only Transformer with learned positions, as GPT-2 (Radford et al. 2019), with an output layer of its own.
/// </summary>
/// <remarks>Shapes: B batch, T positions, C width, V vocabulary.</remarks>
public sealed class Gpt : Module<Tensor, Tensor>
{
    private const double WeightDeviation = 0.02;   // GPT-2's; the default of Linear and Embedding is far larger

    [ComponentName(Name = "tokens")]
    private readonly Embedding _tokens;

    [ComponentName(Name = "positions")]
    private readonly Embedding _positions;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<PreNormBlock> _blocks;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "head")]
    private readonly Linear _head;

    public Gpt(GptConfig config) : base(nameof(Gpt))
    {
        Require.Positive(config.Vocabulary, nameof(config.Vocabulary));
        Require.Positive(config.Context, nameof(config.Context));
        Require.Positive(config.Layers, nameof(config.Layers));
        Config = config;
        _tokens = Embedding(config.Vocabulary, config.Width);
        _positions = Embedding(config.Context, config.Width);
        var attention = new AttentionConfig(config.Width, config.Heads, IsCausal: true, config.Dropout);
        _blocks = ModuleList(Enumerable.Range(0, (int)config.Layers).Select(_ => new PreNormBlock(attention)).ToArray());
        _norm = LayerNorm(config.Width);
        _head = Linear(config.Width, config.Vocabulary, hasBias: false);
        RegisterComponents();
        Initialize();
    }

    public GptConfig Config { get; }

    /// <summary>The scores of each token to follow each position.</summary>
    /// <param name="input">Token ids (B, T), int64; T at most the context.</param>
    /// <returns>Logits (B, T, V).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = Embedded(input);
        foreach (var block in _blocks) x = block.forward(x);                   // (B, T, C)
        return _head.forward(_norm.forward(x)).MoveToOuterDisposeScope();      // (B, T, V)
    }

    /// <summary>Where each layer looks: one tensor (B, H, T, T) for each.</summary>
    public IReadOnlyList<Tensor> AttentionWeights(Tensor input)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var x = Embedded(input);
        var weights = new List<Tensor>();
        foreach (var block in _blocks)
        {
            weights.Add(block.WeightsFor(x).MoveToOuterDisposeScope());
            x = block.forward(x);
        }

        return weights;
    }

    private Tensor Embedded(Tensor input)
    {
        var positions = input.size(1);
        if (positions > Config.Context)
        {
            throw new ArgumentException(
                $"The input has {positions} positions, the model's context is {Config.Context}. Cut the text into chunks, or build the model with a longer context.",
                nameof(input));
        }

        return _tokens.forward(input) + _positions.forward(arange(positions, device: input.device));    // (B, T, C)
    }

    // The maps that add to the residual path are made smaller, so that its variance does not grow with the layers.
    private void Initialize()
    {
        var residual = WeightDeviation / Math.Sqrt(2 * Config.Layers);
        foreach (var (name, parameter) in named_parameters())
        {
            if (parameter.ndim > 1)
            {
                var isResidual = name.EndsWith("attention.output.weight", StringComparison.Ordinal) ||
                                 name.EndsWith("feed_forward.down.weight", StringComparison.Ordinal);
                init.normal_(parameter, 0, isResidual ? residual : WeightDeviation);
            }
            else if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                init.zeros_(parameter);
            }
        }
    }
}
