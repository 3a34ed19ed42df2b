using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The blocks that a window over an image covers, one column each: from (N, C, H, W) to
/// (N, C · places of the window, blocks).
/// </summary>
public sealed class Unfold : nn.Module<Tensor, Tensor>
{
    private readonly Window _window;

    internal Unfold(Window window) : base(nameof(Unfold)) => _window = window;

    public override Tensor forward(Tensor input) => Blocks.Unfold(input, _window);

    protected override string ExtraDescription() => Blocks.Describe(_window);
}
