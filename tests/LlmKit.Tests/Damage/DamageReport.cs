using System.Globalization;

namespace LlmKit.Tests.Damage;

/// <summary>What became of the damaged inputs of one parser.</summary>
/// <param name="Refused">How many were refused, by the exception's name; <c>fault</c> for those of which a part was.</param>
/// <param name="Slowest">Of one input, and its number.</param>
/// <param name="Allowance">What an undamaged file may take at most: twice what the largest one does, and 256 KiB for buffers and exceptions.</param>
/// <param name="Memory">The most that an input took beyond the allowance, in times its length.</param>
/// <param name="Messages">Each message without names and numbers, with an example.</param>
/// <remarks>As a text it is a row of the table in docs/experiments.md.</remarks>
internal sealed record DamageReport(
    string Parser, int Inputs, TimeSpan Time, int Parsed, IReadOnlyDictionary<string, int> Refused, (TimeSpan Time, int Number) Slowest, long Allowance,
    (double Times, int Number) Memory, IReadOnlyDictionary<string, (int Count, string Example)> Messages)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {Parser} | {Inputs:N0} | {Time.TotalSeconds:F1} s | {Parsed:N0} | {string.Join(", ", Refused.Select(pair => $"{pair.Value:N0} {pair.Key}"))} | {Slowest.Time.TotalMilliseconds:F0} ms | {Allowance >> 10:N0} KiB | {Memory.Times:F1} |");
}
