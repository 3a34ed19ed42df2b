namespace TorchSharp;

/// <summary>The forms in which a tensor can be printed.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device: <c>[2x3], type = Float32, device = cpu</c>.</summary>
    Metadata,

    /// <summary>The metadata, then matrices in columns without brackets.</summary>
    Julia,

    /// <summary>What <c>print</c> shows for the same array of NumPy: <c>[1.  2.5]</c>.</summary>
    Numpy,

    /// <summary>The metadata, then an array of C#: <c>float [] {1f, 2.5f}</c>.</summary>
    CSharp,

    /// <summary>The style that
    /// <see cref="torch.set_printoptions(TensorStringStyle?, string?, int?, string?)"/> chose; at the start
    /// PyTorch's: <c>tensor([1.0000, 2.5000])</c>.</summary>
    Default,
}
