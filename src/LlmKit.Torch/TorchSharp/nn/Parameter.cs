namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <summary>Takes over <paramref name="data"/>, which is left empty; the parameter belongs to no dispose scope.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(data)
    {
        DetachFromDisposeScope();
        this.requires_grad = requires_grad;
    }
}
