using static TorchSharp.torch;

namespace LlmKit.Torch.Tests;

/// <summary>Learning rates over twenty steps against python3-torch.</summary>
public sealed class SchedulerGoldenTests
{
    private sealed record Case(System.Text.Json.JsonElement Rates);

    [Theory]
    [InlineData("ConstantLR")]
    [InlineData("LinearLR")]
    public void Agrees_with_python(string name)
    {
        var rates = Golden.Load<Case>("schedulers.json")[name].Rates.EnumerateArray().Select(rate => rate.GetDouble());
        using var optimizer = optim.SGD([nn.Parameter(zeros(1))], 0.5);
        var schedule = name == "LinearLR"
            ? optim.lr_scheduler.LinearLR(optimizer)
            : optim.lr_scheduler.ConstantLR(optimizer);
        foreach (var rate in rates)
        {
            Assert.Equal(rate, schedule.get_last_lr().Single(), 1e-12);
            schedule.step();
        }
    }
}
