using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LlmKit.Notebook.Execution;

/// <summary>
/// The types that cells have declared so far. A type that is declared again hides the one before it, of which objects
/// may still be about; types that use it are compiled again with the new one.
/// </summary>
/// <remarks>
/// The compiler's scripts refuse what makes C# libraries: namespaces, extension methods, types local to a file. So types
/// are compiled as libraries, and scripts see them as references. Of several references with one name the compiler takes
/// the highest version for what later cells write, and knows the others for what earlier cells have made.
/// </remarks>
internal sealed class CellTypes
{
    // So many types at once are a library that somebody has finished.
    private const int MostGroups = 16;

    private readonly ImmutableDictionary<string, TypeUnit> _units;
    private readonly ImmutableDictionary<string, int> _versions;
    private readonly ImmutableHashSet<string> _inScripts;

    private CellTypes(ImmutableDictionary<string, TypeUnit> units, ImmutableDictionary<string, int> versions, ImmutableHashSet<string> inScripts)
    {
        (_units, _versions, _inScripts) = (units, versions, inScripts);
        References = [.. units.Values.Select(unit => unit.Reference)];
    }

    public static CellTypes None { get; } = new(ImmutableDictionary<string, TypeUnit>.Empty, ImmutableDictionary<string, int>.Empty, []);

    /// <summary>For what is compiled next.</summary>
    public ImmutableArray<MetadataReference> References { get; }

    public IEnumerable<TypeUnit> Units => _units.Values;

    /// <summary>No types, with the memory of what versions there were.</summary>
    public CellTypes Forgotten() => new(None._units, _versions, []);

    /// <summary>The types that cells see once they have declared some more.</summary>
    public Declared Declare(ImmutableArray<TypeSource> types, TypeCompiler compiler)
    {
        var again = Again(types);
        if (again.Count > 0)
        {
            types = [.. types.Where(type => !again.Contains(type.Key))];
            var others = types.Length == 0 ? new(this, new HashSet<string>(), []) : Declare(types, compiler);
            return others with { Compiled = again.Union(others.Compiled).ToHashSet() };
        }

        var kept = types.Where(type => !_inScripts.Contains(type.Key) || type.IsLibraryOnly).ToList();
        var groups = kept.Count > MostGroups ? [kept] : TypeGraph.Groups(kept);
        var attempt = new Attempt(this, types, compiler);
        foreach (var group in attempt.WithDependents(groups)) attempt.Compile(group);
        if (!attempt.HasRefused) return attempt.Result();

        // Together they may be more than one by one, as when one extends another without naming it.
        attempt = new Attempt(this, types, compiler);
        var dependents = attempt.WithDependents([]);
        attempt.Compile(kept);
        foreach (var group in dependents) attempt.Compile(group);
        return attempt.Result();
    }

    // A cell that is run again declares the same types, and objects of them stay what they are.
    private HashSet<string> Again(ImmutableArray<TypeSource> types)
    {
        var again = types.Where(type => _units.Values.Any(unit => unit.Types is [var known] && known.IsAgain(type) && !HasOthersInSight(unit, type))).ToList();
        while (again.RemoveAll(type => types.Except(again).Any(type.Uses)) > 0)
        {
        }

        return [.. again.Select(type => type.Key)];
    }

    // Types that came since then and have a name that it mentions.
    private bool HasOthersInSight(TypeUnit unit, TypeSource type) =>
        _units.Values.Any(other => other != unit && !unit.Uses.Contains(other.Assembly) && other.Types.Any(type.Uses));

    /// <summary>What came of it.</summary>
    /// <param name="Types">What cells see afterwards; null when there are errors.</param>
    /// <param name="Compiled">The keys of the types that are compiled; the others must stay in their script.</param>
    public sealed record Declared(CellTypes? Types, IReadOnlySet<string> Compiled, IReadOnlyList<CellDiagnostic> Found);

    private sealed class Attempt(CellTypes before, ImmutableArray<TypeSource> types, TypeCompiler compiler)
    {
        private readonly HashSet<string> _keys = [.. types.Select(type => type.Key)];
        private readonly Dictionary<string, TypeUnit> _units = before._units.ToDictionary();
        private readonly HashSet<string> _compiled = [];
        private readonly List<CellDiagnostic> _found = [];

        /// <summary>Whether types that no script can have do not compile.</summary>
        public bool HasRefused { get; private set; }

        /// <summary>Adds the earlier types that use what is declared again, and those that lived together with it.</summary>
        public List<List<TypeSource>> WithDependents(List<List<TypeSource>> groups)
        {
            var hidden = before._units.Values.Where(unit => unit.Types.Any(type => _keys.Contains(type.Key))).ToList();
            if (hidden.Count == 0) return groups;

            for (var i = 0; i < hidden.Count; i++)
                hidden.AddRange(before._units.Values.Where(unit => unit.Uses.Contains(hidden[i].Assembly) && !hidden.Contains(unit)));

            foreach (var unit in hidden) _units[unit.Assembly] = unit with { Types = [] };
            var again = hidden.SelectMany(unit => unit.Types).Where(type => !_keys.Contains(type.Key));
            return TypeGraph.Groups([.. groups.SelectMany(group => group), .. again]);
        }

        public void Compile(List<TypeSource> group)
        {
            var name = TypeUnit.NameOf(group);
            var unit = compiler.Compile(group, NextVersion(name), _units.Values, out var found);
            if (unit is not null)
            {
                _units[name] = unit;
                _compiled.UnionWith(group.Select(type => type.Key));
                _found.AddRange(found.Where(_ => group.Exists(type => _keys.Contains(type.Key))));
                return;
            }

            var own = group.Where(type => _keys.Contains(type.Key)).ToList();
            if (own.Count == 0) return;
            if (!own.Exists(type => type.IsLibraryOnly)) return;
            HasRefused = true;
            _found.AddRange(found);
        }

        public Declared Result()
        {
            if (HasRefused) return new(null, _compiled, _found);

            // What was hidden and did not come again is hidden by nothing.
            foreach (var (name, unit) in _units.ToList())
            {
                if (unit.Types.Length == 0 && before._units.TryGetValue(name, out var old) && old.Types.Length > 0)
                    _units[name] = compiler.Nothing(name, NextVersion(name));
            }

            var versions = before._versions.SetItems(_units.Select(unit => KeyValuePair.Create(unit.Key, unit.Value.Version)));
            return new(new(_units.ToImmutableDictionary(), versions, before._inScripts.Union(_keys.Except(_compiled))), _compiled, _found);
        }

        private int NextVersion(string name) => before._versions.TryGetValue(name, out var version) ? version + 1 : 0;
    }
}
