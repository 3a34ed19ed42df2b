using System.Text.Json;

namespace LlmKit.Tests.Data;

/// <summary>Numbers of other people's code; the script beside each file made it.</summary>
internal static class DataGolden
{
    public static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "tests/LlmKit.Tests/Data/Golden", name))).RootElement;

    public static uint[] Signature(JsonElement element) => [.. element.GetProperty("signature").EnumerateArray().Select(place => place.GetUInt32())];
}
