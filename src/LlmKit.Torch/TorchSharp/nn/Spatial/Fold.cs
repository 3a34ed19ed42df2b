using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// An image from the blocks of <see cref="Unfold"/>; where they overlap they add up: from
/// (N, C · places of the window, blocks) to (N, C, H, W).
/// </summary>
public sealed class Fold : nn.Module<Tensor, Tensor>
{
    private readonly Sizes _size;
    private readonly Window _window;

    internal Fold(Sizes size, Window window) : base(nameof(Fold))
    {
        size.For(2, "output_size", least: 1);
        (_size, _window) = (size, window);
    }

    public override Tensor forward(Tensor input) => Blocks.Fold(input, _size, _window);

    protected override string ExtraDescription() => $"output_size={_size}, {Blocks.Describe(_window)}";
}
