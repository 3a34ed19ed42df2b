using System.Reflection;
using LlmKit.Notebook.Display;

namespace LlmKit.Notebook.Tests.Display;

public sealed class CSharpNameTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(int?), "int?")]
    [InlineData(typeof(string[][,]), "string[][,]")]
    [InlineData(typeof(Dictionary<string, List<int?>>), "System.Collections.Generic.Dictionary<string, List<int?>>")]
    [InlineData(typeof(Dictionary<int, string>.KeyCollection), "System.Collections.Generic.Dictionary<int, string>.KeyCollection")]
    [InlineData(typeof(List<>), "System.Collections.Generic.List<T>")]
    [InlineData(typeof((int, string)), "(int, string)")]
    [InlineData(typeof(Outer<int>.Inner<string>), "LlmKit.Notebook.Tests.Display.CSharpNameTests.Outer<int>.Inner<string>")]
    [InlineData(typeof(void), "void")]
    public void A_type_is_called_as_in_code(Type type, string name) =>
        Assert.Equal(name, CSharpName.Of(type));

    [Theory]
    [InlineData("Twice", "public static int Twice(this int number, int times = 2)")]
    [InlineData("Find", "internal ref T Find<T>(in string key, out int place, params T[] rest)")]
    [InlineData("ToString", "public override string ToString()")]
    [InlineData("Name", "public string Name { get; init; }")]
    [InlineData("Item", "internal int this[int i] { get; }")]
    [InlineData("Most", "public const int Most")]
    [InlineData("_seen", "private readonly bool _seen")]
    [InlineData("Changed", "public event EventHandler Changed")]
    [InlineData(".ctor", "public CSharpNameTests.Sample(string name = \"a\\n\")")]
    public void A_member_is_declared_as_in_code(string name, string declaration)
    {
        var member = typeof(Sample).GetMember(name, All).Concat(typeof(Extensions).GetMember(name, All)).First();

        Assert.Equal(declaration, Formatter.Format(member).PlainText);
    }

    [Fact]
    public void A_function_says_its_type_and_its_name()
    {
        static int Next(int n) => n + 1;

        Assert.Equal("Func<int, int> Next", Formatter.Format((Func<int, int>)Next).PlainText);
        Assert.Equal("Func<int, int> lambda", Formatter.Format((Func<int, int>)(n => n)).PlainText);
    }

    private static class Outer<T>
    {
        public static class Inner<TInner>;
    }

    private sealed class Sample
    {
        public const int Most = 1;
        private readonly bool _seen;

        public Sample(string name = "a\n") => (Name, _seen) = (name, true);

        public event EventHandler? Changed;

        public string Name { get; init; }

        internal int this[int i] => i;

        public override string ToString() => $"{_seen}{Changed}";

        internal ref T Find<T>(in string key, out int place, params T[] rest)
        {
            place = key.Length;
            return ref rest[0];
        }
    }
}

file static class Extensions
{
    public static int Twice(this int number, int times = 2) => number * times;
}
