using System.Runtime.CompilerServices;

namespace TorchSharp.Modules;

/// <summary>Channels in groups of one size.</summary>
internal static class Groups
{
    /// <summary>Throws unless <paramref name="groups"/> divides <paramref name="channels"/>.</summary>
    public static void Check(long groups, long channels,
        [CallerArgumentExpression(nameof(groups))] string groupsName = "",
        [CallerArgumentExpression(nameof(channels))] string channelsName = "")
    {
        CheckCount(groups, groupsName);
        CheckCount(channels, channelsName);
        if (channels % groups == 0) return;

        var below = groups;
        while (channels % below != 0) below--;
        throw new ArgumentException(
            $"{groupsName} = {groups} does not divide {channelsName} = {channels}. " +
            $"The nearest smaller divisor is {below}.", groupsName);
    }

    /// <summary>Throws unless there is at least one.</summary>
    public static void CheckCount(long count, [CallerArgumentExpression(nameof(count))] string name = "")
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(name, $"{name} = {count}. It must be at least 1.");
    }
}
