using LlmKit.Interview;
using static TorchSharp.torch;

namespace LlmKit.Tests.Interview;

public sealed class CheckTests
{
    [Fact]
    public void Equal_tensors_get_one_line() => Assert.Equal("✔ equal to 1e-5: Float32(2, 2)", Check.Equal(ones(2, 2), ones(2, 2) + 1e-6));

    [Fact]
    public void The_first_difference_is_named()
    {
        var mine = zeros(2, 2);
        mine[1, 0] = 0.5f;

        var error = Assert.Throws<CheckFailedException>(() => Check.Equal(mine, zeros(2, 2)));

        Assert.Equal("✘ Element [1, 0] is 0.5, expected 0 (1 of 4 differ by more than 1e-5).", error.Message);
    }

    [Fact]
    public void Another_shape_is_a_difference() =>
        Assert.Equal("✘ Shape (2), expected (3).", Assert.Throws<CheckFailedException>(() => Check.Equal(ones(2), ones(3))).Message);

    [Fact]
    public void The_source_of_a_type_is_its_file()
    {
        var source = Show.Source(typeof(Check));

        Assert.Equal(Path.Combine("src", "LlmKit", "Interview", "Check.cs"), source.Path);
        Assert.Contains("public static class Check", source.Text);
    }
}
