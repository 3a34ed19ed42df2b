using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmKit.Notebook.Documents.Programs;

/// <summary>A notebook as one text of C#: a script, or a program of one file for <c>dotnet run</c>.</summary>
internal sealed partial class ProgramText
{
    private const string DisplayAsText = """
        internal static class DisplayAsText
        {
            public static void Display(this object? value, params string[] mimeTypes) => Console.WriteLine(value);

            public static void DisplayAs(this string value, string mimeType) => Console.WriteLine(value);

            public static void DisplayTable<T>(this IEnumerable<T> rows) => Console.WriteLine(string.Join('\n', rows));
        }
        """;

    private static readonly SyntaxKind[] s_keptByFunctions =
        [SyntaxKind.AsyncKeyword, SyntaxKind.UnsafeKeyword];
    private static readonly string[] s_displays = ["display", "Display", "DisplayAs", "DisplayTable", "HTML"];

    private readonly NotebookDocument _notebook;
    private readonly string _output;
    private readonly bool _isProgram;
    private readonly ICollection<string> _warnings;
    private readonly ProgramHead _head;
    private readonly List<(NotebookCell? Cell, CellCode? Code)> _parts = [];
    private readonly CellNames _names;
    private readonly List<string> _types = [];
    private readonly List<string> _extensions = [];
    private readonly List<string> _usings = [];

    private ProgramText(
        NotebookDocument notebook, string output, bool isProgram, ICollection<string> warnings)
    {
        if (notebook.Cells.Any(cell => cell.IsCode)
            && !notebook.Cells.Any(cell => cell.IsCode && cell.Language == CellLanguages.CSharp))
        {
            throw new NotebookFormatException(
                $"{notebook.Path} holds {CellLanguages.TitleOf(notebook.Language)} and no C#, so no "
                + $"{Path.GetExtension(output)} can be made of it. Convert it to .md or .html.");
        }

        (_notebook, _output, _isProgram, _warnings) = (notebook, output, isProgram, warnings);

        // A script may refer to any file and load any other; only a program may not.
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
        _head = new(folder, output, isProgram ? warnings : []);
        foreach (var cell in notebook.Cells)
        {
            if (cell is not { IsCode: true, Language: CellLanguages.CSharp })
            {
                _parts.Add((cell, null));
                continue;
            }

            if (Nesting.IsTooDeep(cell.Code))
            {
                throw new NotebookFormatException(
                    $"{notebook.Path}, cell {cell.Number} has more than {Nesting.Most} brackets inside each "
                    + "other, which is no code that can be put into a program. Was the file damaged?");
            }

            var code = CellCode.Parse(cell.Number, cell.Code);
            var loaded = code.Directives.SelectMany(line => _head.Take(line, cell.Number)).ToList();
            if (isProgram) _parts.AddRange(loaded.Select(file => ((NotebookCell?)null, (CellCode?)file)));
            _parts.Add((cell, code));
        }

        _names = new([.. Codes], _head.Libraries, isProgram);
    }

    private IEnumerable<CellCode> Codes => _parts.Select(part => part.Code).OfType<CellCode>();

    /// <summary>A script whose cells are marked, so that it can be read as a notebook again.</summary>
    public static string Script(NotebookDocument notebook, string output, ICollection<string> warnings) =>
        new ProgramText(notebook, output, isProgram: false, warnings).Script();

    /// <summary>A program of one file.</summary>
    public static string Program(NotebookDocument notebook, string output, ICollection<string> warnings) =>
        new ProgramText(notebook, output, isProgram: true, warnings).Program();

    private string Script()
    {
        // Scripts want what they refer to and use before anything else.
        var codes = Codes.ToList();
        var bodies = codes.ToDictionary(code => code, code => Body(code));
        var top = new StringBuilder();
        foreach (var line in codes.SelectMany(code => code.Directives).Where(line => !IsMagic(line))
            .Distinct())
            top.Append(_head.Moved(line)).Append('\n');
        foreach (var line in _usings.Distinct()) top.Append(line).Append('\n');
        if (top.Length > 0) top.Append('\n');

        var text = new StringBuilder();
        foreach (var (cell, code) in _parts)
        {
            // A notebook of one cell is a script without marks.
            if (_parts.Count > 1) text.Append(ScriptText.Mark(cell!.Language, cell.Title)).Append('\n');
            if (code is null)
            {
                text.Append(ScriptText.Commented(cell!.Code)).Append('\n');
                continue;
            }

            var magics = string.Concat(code.Directives.Where(IsMagic).Select(line => line + "\n"));
            text.Append(ScriptText.Hidden(magics)).Append(code == codes[0] ? top.ToString() : "");
            text.Append(ScriptText.Hidden(bodies[code])).Append(bodies[code].Length > 0 ? "\n\n" : "\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private string Program()
    {
        var body = new StringBuilder();
        var helpers = new HashSet<string>(StringComparer.Ordinal);
        var needsArguments = false;
        foreach (var (cell, code) in _parts)
        {
            if (code is null)
            {
                Append(body, Comment(cell!));
                continue;
            }

            foreach (var line in code.Directives
                .Where(line => IsMagic(line) && line is not ['#', '!', '/', ..]))
                Append(body, $"// {line}");
            needsArguments |= _names.Misses(code, "Args");
            Note(code, helpers);
            Append(body, Body(code));
        }

        var text = new StringBuilder();
        text.Append(
            $"// Made from {Path.GetFileName(_notebook.Path)} by llmkit notebook convert. Run it with:\n");
        text.Append($"//\n//   dotnet run {Path.GetFileName(_output)}\n\n");
        foreach (var line in _head.Directives) text.Append(line).Append('\n');
        text.Append("#:property PublishAot=false\n#:property Nullable=annotations\n");
        if (Codes.SelectMany(code => code.Root.DescendantTokens())
            .Any(token => token.IsKind(SyntaxKind.UnsafeKeyword)))
            text.Append("#:property AllowUnsafeBlocks=true\n");
        text.Append('\n');
        foreach (var line in _usings.Append("using System.Collections;").Append("using System.Text;")
            .Distinct().Order(UsingOrder.Instance))
            text.Append(line).Append('\n');
        text.Append('\n');
        if (needsArguments) text.Append("IList<string> Args = args;\n\n");
        text.Append(body);
        foreach (var helper in helpers.Where(helper => helper != DisplayAsText)) text.Append($"\n{helper}\n");
        if (!Codes.SelectMany(code => code.Root.Members).Any(IsStatement)) text.Append("\nreturn;\n");
        if (_extensions.Count > 0) _types.Add(ExtensionsOf(_extensions));
        if (helpers.Contains(DisplayAsText)) _types.Add(DisplayAsText);
        foreach (var type in _types) text.Append($"\n{type}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder body, string block)
    {
        if (block.Length == 0) return;
        if (body.Length > 0) body.Append('\n');
        body.Append(block.TrimEnd()).Append('\n');
    }

    private string Comment(NotebookCell cell)
    {
        var source = cell.Code.ReplaceLineEndings("\n").Trim('\n');
        if (source.Length == 0) return "";
        if (!cell.IsCode || cell.Language == CellLanguages.Markdown) return ScriptText.Commented(source);

        _warnings.Add(
            $"Cell {cell.Number} is {CellLanguages.TitleOf(cell.Language)}. It stands in the program as a "
            + "comment.");
        return ScriptText.Commented($"#!{cell.Language}\n{source}");
    }

    // What remains of a cell among the statements; usings and types go to their places on the way.
    private string Body(CellCode cell)
    {
        var changes = _names.Renames(cell).ToList();
        if (cell.Mistake is { } mistake) _warnings.Add($"Cell {cell.Number} is not correct C#: {mistake}");

        foreach (var line in cell.Root.Usings)
        {
            _usings.Add(line.WithoutTrivia().NormalizeWhitespace().ToFullString().Trim());
            changes.Add(new(WholeLine(cell.Text, line.Span), ""));
        }

        foreach (var member in cell.Root.Members) Move(cell, member, changes);
        if (cell.LastExpression is { } last)
        {
            var isSilent = _names.IsVoid(cell, last) || IsDisplay(last);
            if (!isSilent) changes.Add(new(new(last.SpanStart, 0), "Console.WriteLine("));
            changes.Add(new(new(last.Span.End, 0), isSilent ? ";" : ");"));
        }

        return ManyBlankLines().Replace(Changed(cell.Text, new(0, cell.Text.Length), changes), "\n\n")
            .Trim('\n', ' ');
    }

    private void Move(CellCode cell, MemberDeclarationSyntax member, List<TextChange> changes)
    {
        if (!_isProgram) return;
        switch (member)
        {
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseNamespaceDeclarationSyntax:
                _types.Add(Changed(cell.Text, member.FullSpan, changes).Trim('\n', ' '));
                changes.RemoveAll(change => member.FullSpan.Contains(change.Span));
                changes.Add(new(member.FullSpan, ""));
                break;
            case MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } method
                when first.Modifiers.Any(SyntaxKind.ThisKeyword):
                changes.AddRange(Without(method.Modifiers, s_keptByFunctions));
                changes.Add(new(new(member.SpanStart, 0), "public static "));
                _extensions.Add(Changed(cell.Text, member.FullSpan, changes).Trim('\n', ' '));
                changes.RemoveAll(change => member.FullSpan.Contains(change.Span));
                changes.Add(new(member.FullSpan, ""));
                break;
            case MethodDeclarationSyntax method:
                changes.AddRange(Without(method.Modifiers, s_keptByFunctions));
                break;
            case FieldDeclarationSyntax field:
                changes.AddRange(Without(field.Modifiers, [SyntaxKind.ConstKeyword]));
                var bare = field.Declaration.Variables.Where(variable => variable.Initializer is null);
                changes.AddRange(
                    bare.Select(variable => new TextChange(new(variable.Span.End, 0), " = default!")));
                break;
            case PropertyDeclarationSyntax or EventDeclarationSyntax or EventFieldDeclarationSyntax
                or IndexerDeclarationSyntax:
                _warnings.Add(
                    $"Cell {cell.Number} declares a property or an event outside of a type, which a program "
                    + "cannot have. Make it a variable or a function.");
                break;
        }
    }

    private void Note(CellCode code, HashSet<string> helpers)
    {
        foreach (var name in _names.OfNotebooks(code, s_displays))
        {
            var word = name.Identifier.ValueText;
            if (!s_displays.Contains(word))
            {
                _warnings.Add($"Cell {code.Number} uses {word}, which only notebooks have.");
                continue;
            }

            helpers.Add(word switch
            {
                "display" =>
                    "void display(object? value, params string[] mimeTypes) => Console.WriteLine(value);",
                "HTML" => "string HTML(string content) => content;",
                _ => DisplayAsText,
            });
            var call = name.Parent is MemberAccessExpressionSyntax access ? access.Parent : name.Parent;
            if (word == "HTML" || call?.Parent is ExpressionStatementSyntax) continue;
            _warnings.Add(
                $"Cell {code.Number} keeps what {word} returns; a program prints and has nothing to update.");
        }
    }

    private static bool IsDisplay(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax call
        && call.Expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == "display",
            MemberAccessExpressionSyntax access =>
                access.Name.Identifier.ValueText is "Display" or "DisplayAs" or "DisplayTable",
            _ => false,
        };

    private static bool IsMagic(string line) => line.StartsWith("#!", StringComparison.Ordinal);

    private static string ExtensionsOf(IEnumerable<string> methods) =>
        $"internal static class Extensions\n{{\n{Indented(string.Join("\n\n", methods))}\n}}";

    private static bool IsStatement(MemberDeclarationSyntax member) =>
        member is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            or BaseNamespaceDeclarationSyntax);

    private static IEnumerable<TextChange> Without(SyntaxTokenList modifiers, SyntaxKind[] kept) =>
        from modifier in modifiers
        where !kept.Contains(modifier.Kind())
        select new TextChange(TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "");

    private static TextSpan WholeLine(string text, TextSpan span)
    {
        var end = span.End;
        while (end < text.Length && text[end] is ' ' or '\t') end++;
        return TextSpan.FromBounds(span.Start, end < text.Length && text[end] == '\n' ? end + 1 : span.End);
    }

    private static string Changed(string text, TextSpan part, IEnumerable<TextChange> changes)
    {
        var result = new StringBuilder(text.Length);
        var at = part.Start;
        foreach (var change in changes.Where(change => part.Contains(change.Span))
            .OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length))
        {
            if (change.Span.Start < at) continue;
            result.Append(text, at, change.Span.Start - at).Append(change.NewText);
            at = change.Span.End;
        }

        return result.Append(text, at, part.End - at).ToString();
    }

    private static string Indented(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    [GeneratedRegex(@"\n(\s*\n){2,}")]
    private static partial Regex ManyBlankLines();

    // System first, then by name; static usings and aliases last, as C# readers expect.
    private sealed class UsingOrder : IComparer<string>
    {
        public static UsingOrder Instance { get; } = new();

        public int Compare(string? x, string? y) => string.CompareOrdinal(Key(x!), Key(y!));

        private static string Key(string line) =>
            (line.Contains('=', StringComparison.Ordinal) ? "3"
                : line.Contains(" static ", StringComparison.Ordinal) ? "2"
                : line.StartsWith("using System", StringComparison.Ordinal) ? "0" : "1")
            + line.TrimEnd(';');
    }
}
