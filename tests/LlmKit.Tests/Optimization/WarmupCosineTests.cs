using LlmKit.Optimization;

namespace LlmKit.Tests.Optimization;

public sealed class WarmupCosineTests
{
    [Fact]
    public void The_rate_rises_to_the_peak_and_falls_to_the_floor()
    {
        var schedule = new WarmupCosine(Peak: 1, WarmupSteps: 4, TotalSteps: 12, Floor: 0.1);

        Assert.Equal([0.25, 0.5, 0.75, 1], Enumerable.Range(0, 4).Select(schedule.At));
        Assert.Equal(0.55, schedule.At(8), 1e-12);
        Assert.Equal(0.1, schedule.At(12));
    }

    [Fact]
    public void The_rate_stays_between_floor_and_peak()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var total = random.Next(1, 100);
            var schedule = new WarmupCosine(1, random.Next(0, total), total, random.NextDouble());

            Assert.All(Enumerable.Range(schedule.WarmupSteps, 120), step => Assert.InRange(schedule.At(step), schedule.Floor - 1e-12, 1 + 1e-12));
        }
    }
}
