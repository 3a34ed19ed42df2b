using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace LlmKit.Torch.Tests;

/// <summary>Examples from a function.</summary>
internal sealed class Made(Func<long, IList<Tensor>> example, long count = 1000) : IterableDataset
{
    public override long Count => count;

    public bool IsDisposed { get; private set; }

    public override IList<Tensor> GetTensor(long index) => example(index);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
