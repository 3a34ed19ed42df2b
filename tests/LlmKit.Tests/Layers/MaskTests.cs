using LlmKit.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace LlmKit.Tests.Layers;

public sealed class MaskTests
{
    [Fact]
    public void A_causal_mask_shows_each_position_itself_and_what_is_before_it()
    {
        var mask = Mask.Causal(3);

        Assert.Equal([true, false, false, true, true, false, true, true, true], mask.data<bool>().ToArray());
    }

    [Fact]
    public void The_last_queries_of_a_cache_see_all_that_came_before()
    {
        var mask = Mask.Causal(2, seen: 4);

        Assert.Equal([true, true, true, false, true, true, true, true], mask.data<bool>().ToArray());
    }

    [Fact]
    public void Fewer_seen_than_looking_positions_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Mask.Causal(4, seen: 3));

        Assert.StartsWith("seen = 3 is below looking = 4.", error.Message);
    }

    [Fact]
    public void A_window_shows_only_its_last_positions()
    {
        var counts = Mask.SlidingWindow(6, window: 2).sum(1).data<long>().ToArray();

        Assert.Equal([1, 2, 2, 2, 2, 2], counts);
    }

    [Fact]
    public void Padding_hides_what_is_behind_each_text()
    {
        var mask = Mask.Padding([2, 3], width: 3);

        Assert.Equal([2, 1, 1, 3], mask.shape);
        Assert.Equal([true, true, false, true, true, true], mask.data<bool>().ToArray());
    }

    [Fact]
    public void Combined_masks_show_what_each_of_them_shows()
    {
        var mask = Mask.Combine(Mask.Causal(3), Mask.Padding([2], 3));

        Assert.Equal([1, 2, 2], mask[0, 0].sum(1).data<long>().ToArray());
    }
}
