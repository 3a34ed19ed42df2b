namespace LlmKit.Notebook.Repl.Editing;

/// <summary>What the keys do to the text.</summary>
internal sealed partial class CellEditor
{
    private bool PressInSearch(Key key)
    {
        var search = Search!;
        switch (key)
        {
            case { IsPlainText: true }:
                Search = search.Type(key.Text);
                return true;
            case { Name: KeyName.Paste }:
                Search = search.Type(EditText.Clean(key.Text));
                return true;
            case { Name: KeyName.Backspace, HasAlt: false }:
                Search = search.Backspace();
                return true;
            case var _ when key.IsControl('r') || key.IsControl('s'):
                Search = search.Next(key.IsControl('r') ? -1 : 1);
                return true;
            case var _ when key.IsControl('g') || key.IsControl('c'):
                Search = null;
                return true;
            case { Name: KeyName.Escape or KeyName.Enter or KeyName.Tab }:
                Close();
                return true;
            default:
                // Any other key goes on with what was found.
                Close();
                return false;
        }
    }

    private bool PressInMenu(Key key)
    {
        var menu = Menu!;
        var isChosen = menu.Selected >= 0;
        var places = key switch
        {
            { Name: KeyName.Tab } => key.HasShift ? -1 : 1,
            { Name: KeyName.Down, Modifiers: KeyModifiers.None } => 1,
            { Name: KeyName.Up, Modifiers: KeyModifiers.None } when isChosen => -1,
            { Name: KeyName.PageDown } when isChosen => 8,
            { Name: KeyName.PageUp } when isChosen => -8,
            _ when isChosen && key.IsControl('n') => 1,
            _ when isChosen && key.IsControl('p') => -1,
            _ => 0,
        };
        if (places != 0)
        {
            if (WantsMenu && !isChosen) _wantsFirst = true;
            else if (!isChosen && key.Name == KeyName.Tab && !key.HasShift) Complete();
            else Choose(menu.Move(places));
            return true;
        }

        if (!isChosen) return key.Name == KeyName.Escape && Closed();
        switch (key)
        {
            case { Name: KeyName.Enter, Modifiers: KeyModifiers.None }:
                return Closed();
            case { Name: KeyName.Escape }:
            case var _ when key.IsControl('g'):
                Set(menu.Origin);
                return true;
            default:
                Menu = null;
                return false;
        }

        bool Closed()
        {
            Close();
            return true;
        }
    }

    // Tab: the only item, or what all have in common, or else the first of them.
    private void Complete()
    {
        if (Menu is not { } menu) return;
        var typed = menu.Typed;
        var common = menu.Items.Select(item => item.Text).Aggregate((one, other) => one[..one.AsSpan().CommonPrefixLength(other)]);
        if (menu.Items.Count == 1)
        {
            Choose(menu.Move(1));
            Close();
        }
        else if (common.Length > typed.Length && common.StartsWith(typed, StringComparison.Ordinal))
        {
            Set(menu.Origin.Replace(menu.List.Start, menu.List.End, common));
            WantsMenu = true;
        }
        else
        {
            Choose(menu.Move(1));
        }
    }

    private void Choose(CompletionMenu menu)
    {
        Set(menu.Text);
        Menu = menu;
    }

    private void Type(string text)
    {
        var before = _text;
        var menu = Menu;
        var next = (text == "}" || (text == "{" && IsBodyDue(_text))) && IsBlank(_text.LineBefore) && _text.LineBefore.Length >= EditText.Indent
            ? _text.Cut(_text.Caret - EditText.Indent, _text.Caret).Insert(text)
            : _text.Insert(text);
        Set(next, typed: text);

        var isName = char.IsLetter(text[0]) || text[0] == '_' || (char.IsLetterOrDigit(text[0]) && menu is not null);
        if (isName || text == "." || (text == "#" && IsBlank(before.LineBefore)) || (text is "!" && before.LineBefore.Trim() == "#"))
        {
            // The menu of the letter before stays until the next one is there, so that nothing flickers.
            WantsMenu = true;
            Menu = isName ? menu : null;
        }
    }

    // `if (a)` on the line above has given the indent of a statement, which a block does not want.
    private static bool IsBodyDue(EditText text)
    {
        if (text.IsOnFirstLine) return false;
        var above = text.At(text.LineStart - 1).LineBefore;
        var indent = above.Length - above.TrimStart().Length;
        return text.LineBefore.Length == indent + EditText.Indent && (above.TrimEnd().EndsWith(')') || above.Trim() is "else" or "do");
    }

    private void Tab(bool isBack)
    {
        if (isBack)
        {
            var line = _text.At(_text.LineStart);
            var blanks = _text.Text.AsSpan(line.Caret, _text.LineEnd - line.Caret).IndexOfAnyExcept(' ');
            var less = Math.Min(EditText.Indent, blanks < 0 ? _text.LineEnd - line.Caret : blanks);
            Set(line.Cut(line.Caret, line.Caret + less).At(Math.Max(line.Caret, _text.Caret - less)));
        }
        else if (IsBlank(_text.LineBefore))
        {
            Set(_text.Insert(new string(' ', EditText.Indent - _text.Column % EditText.Indent)));
        }
        else
        {
            (WantsMenu, _wantsFirst) = (true, true);
        }
    }

    private void Backspace()
    {
        var hadMenu = Menu is not null;
        Set(_text.Backspace());
        if (hadMenu && _text.Caret > 0 && char.IsLetterOrDigit(_text.Text[_text.Caret - 1])) WantsMenu = true;
    }

    private Wish Enter(bool isBreak)
    {
        Close();
        var isEnd = !_text.HasLines || _text.IsOnLastLine;
        var indent = _rule(isBreak || !isEnd ? new(_text.Before, _text.Caret) : _text);
        if (indent is null && isEnd && !isBreak) return Wish.Enter;
        Break(indent ?? IndentOfLine());
        return Wish.Nothing;
    }

    private void Break(string indent)
    {
        // Spaces that only were the indent of an empty line do not stay behind.
        var text = IsBlank(_text.LineBefore) && _text.Caret == _text.LineEnd ? _text.Cut(_text.LineStart, _text.Caret) : _text;
        Set(text.Break(indent));
    }

    private string IndentOfLine() => new(' ', _text.LineBefore.TakeWhile(letter => letter == ' ').Count());

    private void Vertical(int lines, Last last, int? column, bool isInText)
    {
        var atEdge = lines < 0 ? _text.IsOnFirstLine : _text.IsOnLastLine;
        if (!isInText && (atEdge || (last == Last.Recall && _recall is not null)))
        {
            FromHistory(lines);
            return;
        }

        _column = column ?? _text.Column;
        Move(_text.Vertical(lines, _column.Value), keepRecall: true);
    }

    private void FromHistory(int step)
    {
        var recall = _recall ?? new(_text, _text.Before, _history.Entries.Count);
        _last = Last.Recall;
        if (_history.Find(recall.Place, step, recall.Prefix, _text.Text) is { } place)
        {
            var entry = _history.Entries[place];
            Set(new(entry, entry.Length));
            _recall = recall with { Place = place };
        }
        else if (step > 0 && _recall is not null)
        {
            Set(recall.Draft);
        }
    }

    private void Kill(int start, int end, Last last)
    {
        _kills.Add(_text.Text[start..end], last == Last.Cut, isBefore: end == _text.Caret);
        Set(_text.Cut(start, end));
        _last = Last.Cut;
    }

    // The letters around the caret; at the end of a line the two before it.
    private void Transpose()
    {
        var middle = _text.Caret == _text.LineEnd ? Graphemes.Previous(_text.Text, _text.Caret) : _text.Caret;
        if (middle <= _text.LineStart || middle >= _text.LineEnd) return;
        var (start, end) = (Graphemes.Previous(_text.Text, middle), Graphemes.Next(_text.Text, middle));
        Set(_text.Replace(start, end, _text.Text[middle..end] + _text.Text[start..middle]));
    }

    private void Move(EditText text, bool keepRecall = false)
    {
        (Menu, WantsMenu, _wantsFirst) = (null, false, false);
        _text = text;
        if (!keepRecall) _recall = null;
    }

    private void Set(EditText text, string? typed = null)
    {
        _undo.Note(_text, text, typed);
        Move(text);
    }

    private void Restore(EditText text) => Move(text);

    private static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text);
}
