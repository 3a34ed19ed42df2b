namespace TorchSharp;

/// <summary>How the rows of one bag become one.</summary>
public enum EmbeddingBagMode
{
    Sum = 0, Mean = 1, Max = 2,
}
