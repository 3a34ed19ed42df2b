using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmKit.Cli.Diagnosis;

/// <summary>A report as JSON with the names of <see cref="DoctorReport"/> in camel case.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorReport))]
public sealed partial class DoctorJson : JsonSerializerContext
{
    public static string Write(DoctorReport report) => JsonSerializer.Serialize(report, Default.DoctorReport);
}
