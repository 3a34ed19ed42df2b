namespace LlmKit.Notebook;

/// <summary>A secret that is not shown by accident.</summary>
public sealed class PasswordString(string password)
{
    public string GetClearTextPassword() => password;

    public override string ToString() => "********";
}
