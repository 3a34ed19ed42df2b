using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Assistance;

/// <summary>Collects what fits the typed text, one entry a name, and puts the best first.</summary>
internal sealed class Candidates(string typed, Visibility visibility, Func<ISymbol, string?> documentation)
{
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>Adds symbols by their names.</summary>
    /// <param name="isExpected">Whether the place asks for just such things.</param>
    /// <param name="order">Sorts among the expected ones, the smaller first.</param>
    /// <param name="rename">What is written for a symbol where that is not its name.</param>
    public void Add(
        IEnumerable<ISymbol> symbols, bool isExpected = false, int order = 0, Func<ISymbol, string>? rename = null)
    {
        foreach (var symbol in symbols)
        {
            var name = rename?.Invoke(symbol) ?? symbol.Name;
            if (name.Length == 0 || !symbol.CanBeReferencedByName) continue;
            if (_entries.TryGetValue(name, out var entry))
            {
                entry.Symbols.Add(symbol);
                continue;
            }

            if (NameMatching.Of(name, typed) is not (var match and not NameMatch.None)) continue;
            var text = rename is null ? Escaped(name) : name;
            _entries.Add(name, new(text, match, isExpected) { Symbols = { symbol }, Order = order });
        }
    }

    public void AddKeywords(IEnumerable<string> keywords)
    {
        foreach (var word in keywords)
        {
            if (NameMatching.Of(word, typed) is var match and not (NameMatch.None or NameMatch.Humps))
                _entries[word] = new(word, match, false);
        }
    }

    /// <summary>
    /// Adds <c>DayOfWeek.Monday</c> and its like, found by the type's name and by the member's.
    /// </summary>
    public void AddEnum(INamedTypeSymbol type, string typeName)
    {
        foreach (var member in type.GetMembers().OfType<IFieldSymbol>())
        {
            var (byType, byMember) = (NameMatching.Of(typeName, typed), NameMatching.Of(member.Name, typed));
            var match = byType < byMember ? byType : byMember;
            if (match == NameMatch.None) continue;
            var name = $"{typeName}.{Escaped(member.Name)}";
            _entries.TryAdd(name, new(name, match, true) { Symbols = { member }, Order = _entries.Count });
        }
    }

    /// <summary>Adds a type under another spelling, such as <c>List&lt;int&gt;</c>.</summary>
    public void AddExpected(string name, ISymbol symbol)
    {
        if (NameMatching.Of(name, typed) is var match and not NameMatch.None)
            _entries[name] = new(name, match, true) { Symbols = { symbol }, Order = -1 };
    }

    public IReadOnlyList<CompletionItem> Best() =>
    [
        .. _entries.Values
            .OrderBy(entry => entry.Match)
            .ThenByDescending(entry => entry.IsExpected)
            .ThenBy(entry => entry.IsOfObject)
            .ThenBy(entry => entry.Group)
            .ThenBy(entry => entry.IsExpected ? entry.Order : 0)
            .ThenBy(entry => entry.Text, StringComparer.OrdinalIgnoreCase)
            .ThenBy(entry => entry.Text, StringComparer.Ordinal)
            .Where(entry => entry.Symbols.Count == 0 || entry.Symbols.Any(visibility.IsOffered))
            .Take(CompletionList.Most)
            .Select(Item),
    ];

    private CompletionItem Item(Entry entry)
    {
        if (entry.Symbols.Count == 0) return new(entry.Text, entry.Text, CompletionKind.Keyword);

        var first = entry.Symbols[0];
        var isGeneric = entry.Symbols.TrueForAll(symbol => symbol is INamedTypeSymbol { Arity: > 0 });
        var display = isGeneric && !entry.Text.Contains('<', StringComparison.Ordinal) ? entry.Text + "<>" : entry.Text;
        return new(entry.Text, display, KindOf(first), () => Signature(entry.Symbols), () => documentation(first));
    }

    private static string Signature(List<ISymbol> symbols) =>
        symbols.Count == 1 || symbols[0] is not IMethodSymbol
            ? SignatureText.Of(symbols[0])
            : $"{SignatureText.Of(symbols[0])} (+ {symbols.Count - 1} overload{(symbols.Count > 2 ? "s" : "")})";

    private static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static CompletionKind KindOf(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => KindOf(alias.Target),
        INamespaceSymbol => CompletionKind.Namespace,
        ITypeParameterSymbol => CompletionKind.TypeParameter,
        ITypeSymbol type => type.TypeKind switch
        {
            TypeKind.Struct => CompletionKind.Struct,
            TypeKind.Interface => CompletionKind.Interface,
            TypeKind.Enum => CompletionKind.Enum,
            TypeKind.Delegate => CompletionKind.Delegate,
            _ => CompletionKind.Class,
        },
        IMethodSymbol { MethodKind: MethodKind.Constructor } => CompletionKind.Class,
        IMethodSymbol => CompletionKind.Method,
        IPropertySymbol => CompletionKind.Property,
        IEventSymbol => CompletionKind.Event,
        IParameterSymbol => CompletionKind.Parameter,
        ILocalSymbol or IRangeVariableSymbol => CompletionKind.Local,
        IFieldSymbol when CellModel.IsOfCells(symbol) => CompletionKind.Local,
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => CompletionKind.EnumMember,
        IFieldSymbol { IsConst: true } => CompletionKind.Constant,
        _ => CompletionKind.Field,
    };

    private sealed record Entry(string Text, NameMatch Match, bool IsExpected)
    {
        public List<ISymbol> Symbols { get; } = [];

        public int Order { get; init; }

        public bool IsOfObject => Symbols.Count > 0 && Symbols.TrueForAll(symbol =>
            symbol is IMethodSymbol
            {
                Name: "Equals" or "GetHashCode" or "GetType" or "ToString" or "ReferenceEquals" or "MemberwiseClone",
            });

        /// <summary>Own things first, keywords next, then the platform's types and namespaces.</summary>
        public int Group => Symbols.Count == 0 ? 2 : Symbols[0] switch
        {
            ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => 0,
            ITypeParameterSymbol => 0,
            INamedTypeSymbol { ContainingType: null } => 3,
            INamespaceSymbol => 4,
            IAliasSymbol => 3,
            _ => CellModel.IsOfCells(Symbols[0]) ? 0 : 1,
        };
    }
}
