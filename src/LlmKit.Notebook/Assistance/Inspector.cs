using LlmKit.Notebook.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LlmKit.Notebook.Assistance;

/// <summary>
/// Tells what the name at the caret is, and what the call around the caret wants. Any thread may ask, also while
/// a cell runs.
/// </summary>
/// <param name="engine">Has run the cells before it.</param>
public sealed class Inspector(CellEngine engine)
{
    private const int FewOverloads = 12;

    private readonly CellModels _models = new(engine);

    /// <summary>
    /// The declaration with its documentation, then, within an argument list, the overloads of the call: the fitting
    /// one first, the current parameter marked.
    /// </summary>
    /// <param name="position">
    /// Index of the UTF-16 character behind the caret; outside of the text it means the nearest end.
    /// </param>
    /// <param name="detail">
    /// From 1 on also all overloads, remarks, examples, constructors of classes, members of enums.
    /// </param>
    /// <returns>Null when nothing is known.</returns>
    public Inspection? Inspect(string code, int position, int detail = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        position = Math.Clamp(position, 0, code.Length);
        if (CellText.IsOtherLanguage(code, position) || CellText.IsTooDeep(code)) return null;

        try
        {
            return Inspect(_models.Of(code, cancel), position, detail);
        }
        catch (InsufficientExecutionStackException)
        {
            // The code is nested too deeply.
            return null;
        }
    }

    /// <summary>What the call around the caret takes next; null outside of argument lists.</summary>
    /// <inheritdoc cref="Inspect(string, int, int, CancellationToken)" path="/param"/>
    public CallTip? CallAt(string code, int position, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        position = Math.Clamp(position, 0, code.Length);
        if (CellText.IsOtherLanguage(code, position) || CellText.IsTooDeep(code)) return null;

        try
        {
            var model = _models.Of(code, cancel);
            if (EnclosingCall.At(model, position) is not { } call) return null;

            var best = call.Overloads[0];
            var parameter = call.ParameterOf(best);
            var signature = SignatureText.Of(best);
            var documentation = parameter is null ? null : SymbolDocumentation.Of(best, model.Compilation);
            return new(
                signature, parameter is null ? null : SignatureText.PlaceOf(parameter, signature), call.Overloads.Count - 1,
                documentation?.Parameters.FirstOrDefault(one => one.Name == parameter!.Name).Text);
        }
        catch (InsufficientExecutionStackException)
        {
            // The code is nested too deeply.
            return null;
        }
    }

    private static Inspection? Inspect(CellModel model, int position, int detail)
    {
        var writer = new InspectionWriter();
        if (SymbolAtCaret.At(model, position) is { } found)
            Describe(writer, model.Compilation, found.Symbol, found.Others, detail);
        if (EnclosingCall.At(model, position) is { } call) Describe(writer, model.Compilation, call, detail);
        return writer.Written;
    }

    private static void Describe(InspectionWriter writer, CSharpCompilation compilation, ISymbol symbol,
        IReadOnlyList<ISymbol> others, int detail)
    {
        var note = others.Count == 0 ? "" : $"+ {others.Count} overload{(others.Count > 1 ? "s" : "")}";
        writer.Signature(SignatureText.Of(symbol), role: SignatureText.Role(symbol), note: note);
        if (SymbolDocumentation.Of(symbol, compilation) is { } documentation)
            Describe(writer, documentation, detail);
        else if (MemberSymbols.TypeOf(symbol) is INamedTypeSymbol type &&
                 SymbolDocumentation.Of(type, compilation)?.Summary is { } summary)
            writer.Paragraph($"{SignatureText.Short(type)}: {summary}");

        if (detail < 1) return;
        writer.Section("Overloads", others.Select(other => (SignatureText.Of(other), "")));
        if (symbol is not INamedTypeSymbol named) return;

        writer.Section("Constructors", Constructors(named).Select(one => (SignatureText.Of(one), "")));
        if (named.TypeKind == TypeKind.Enum)
        {
            writer.Section("Members", named.GetMembers().OfType<IFieldSymbol>().Select(member =>
                ($"{member.Name} = {member.ConstantValue}",
                    SymbolDocumentation.Of(member, compilation)?.Summary ?? "")));
        }
    }

    private static void Describe(InspectionWriter writer, Documentation documentation, int detail)
    {
        writer.Paragraph(documentation.Summary);
        writer.Section("Type parameters", documentation.TypeParameters);
        writer.Section("Parameters", documentation.Parameters);
        if (documentation.Returns is { } returns) writer.Section("Returns", [("", returns)]);
        writer.Section("Exceptions", documentation.Exceptions);
        if (detail < 1) return;
        if (documentation.Remarks is { } remarks) writer.Section("Remarks", [("", remarks)]);
        if (documentation.Example is { } example) writer.Section("Example", [("", example)]);
    }

    private static void Describe(InspectionWriter writer, CSharpCompilation compilation, EnclosingCall call,
        int detail)
    {
        var shown = call.Overloads.Take(detail < 1 ? FewOverloads : int.MaxValue).Select(overload =>
        {
            var signature = SignatureText.Of(overload);
            var parameter = call.ParameterOf(overload);
            return (signature, parameter is null ? null : SignatureText.PlaceOf(parameter, signature));
        }).ToList();
        writer.Signatures(shown, call.Overloads.Count - shown.Count);
        if (SymbolDocumentation.Of(call.Overloads[0], compilation) is not { } documentation) return;

        var current = call.ParameterOf(call.Overloads[0])?.Name;
        foreach (var (name, text) in documentation.Parameters.Where(one => one.Name == current))
            writer.Paragraph($"{name}: {text}");
        if (detail < 1) documentation = documentation with { Parameters = [], TypeParameters = [], Exceptions = [] };
        Describe(writer, documentation, detail);
    }

    private static IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAnonymousType: false, IsTupleType: false }
            ? type.InstanceConstructors.Where(one =>
                one is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false })
            : [];
}
