namespace LlmKit.Tests;

/// <summary>What breaks a rule of the house, one line each.</summary>
internal static class Offences
{
    /// <summary>Fails with every offence in full; xunit's own assertion shows the first few characters.</summary>
    public static void None(IEnumerable<string> offences)
    {
        var text = string.Join('\n', offences);
        Assert.True(text.Length == 0, text);
    }
}
