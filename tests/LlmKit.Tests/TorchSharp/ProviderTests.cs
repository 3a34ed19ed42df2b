using System.Reflection;
using LlmKit.Torch.Tests;
using LlmKit.Training;

namespace LlmKit.Tests.TorchSharp;

/// <summary>
/// LlmKit compiles against the real TorchSharp too: it may use what TorchSharp is known to have, and of our own
/// binding only what a stand-in under src/LlmKit/TorchSharp offers as well. The stand-ins are compiled into this
/// test assembly.
/// </summary>
public sealed class ProviderTests
{
    // Not in the listing, but with these signatures in TorchSharp 0.105.
    private static readonly HashSet<string> s_alsoThere =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "LlmKit.Tests", "TorchSharp", "unlisted.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    [Fact]
    public void LlmKit_uses_only_what_TorchSharp_has()
    {
        var used = Used().Where(member => member.DeclaringType!.Namespace!.StartsWith("TorchSharp", StringComparison.Ordinal));

        var unknown = used.Select(Text).Distinct().Order().Except(Listed()).Except(s_alsoThere);

        Assert.True(!unknown.Any(), $"Not known to be in TorchSharp:\n{string.Join("\n", unknown)}");
    }

    [Fact]
    public void Every_unlisted_member_is_used_and_unlisted() => Assert.Empty(
        s_alsoThere.Except(Used().Select(Text).Except(Listed())));

    [Fact]
    public void What_LlmKit_uses_beyond_TorchSharp_has_a_stand_in()
    {
        var offered = StandIns().SelectMany(type => Signature.OfType(type).Select(text => $"{Name(type)}: {text}"));
        var needed = Used().Where(member => member.DeclaringType!.Namespace == "LlmKit.Torch").Select(Text).Distinct();

        Assert.NotEmpty(needed);
        Assert.Empty(needed.Except(offered));
    }

    [Fact]
    public void A_stand_in_offers_nothing_that_the_binding_lacks()
    {
        var binding = typeof(Torch.TensorMemory).Assembly;
        foreach (var standIn in StandIns())
        {
            var real = Assert.IsAssignableFrom<Type>(binding.GetType(standIn.FullName!));
            Assert.Empty(Signature.OfType(standIn).Except(Signature.OfType(real)));
        }
    }

    private static Type[] StandIns()
    {
        var types = Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { Namespace: "LlmKit.Torch", IsPublic: true }).ToArray();
        Assert.NotEmpty(types);
        return types;
    }

    // The members of the binding that LlmKit's compiled code refers to.
    private static IEnumerable<MemberInfo> Used()
    {
        const int FirstMemberReference = 0x0A000001;
        var module = typeof(Trainer).Module;
        for (var token = FirstMemberReference; ; token++)
        {
            MemberInfo? member;
            try
            {
                member = module.ResolveMember(token, Open(), Open());
            }
            catch (ArgumentOutOfRangeException)
            {
                yield break;
            }

            if (member?.DeclaringType?.Assembly == typeof(Torch.TensorMemory).Assembly) yield return Definition(member);
        }
    }

    // Stands for the type parameters of LlmKit's own generic types and methods.
    private static Type[] Open() => [.. Enumerable.Repeat(typeof(object), 4)];

    private static MemberInfo Definition(MemberInfo member)
    {
        var type = member.DeclaringType!;
        if (type.IsGenericType) member = type.GetGenericTypeDefinition().GetMemberWithSameMetadataDefinitionAs(member);
        return member is MethodInfo { IsGenericMethod: true } method ? method.GetGenericMethodDefinition() : member;
    }

    private static string Text(MemberInfo member) => $"{Name(member.DeclaringType!)}: {Signature.Of(member)}";

    private static string Name(Type type) => type.FullName!.Replace("TorchSharp.", "", StringComparison.Ordinal)
        .Replace('+', '.').Split('`')[0];

    private static IEnumerable<string> Listed()
    {
        var type = "";
        foreach (var line in File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "LlmKit.Torch.Tests", "Surface", "torchsharp-surface.txt")))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) type = line[2..].Split('<')[0];
            else
            {
                foreach (var member in line.Length == 0 ? [] : Signature.OfLine(line)) yield return $"{type}: {member}";
            }
        }
    }
}
