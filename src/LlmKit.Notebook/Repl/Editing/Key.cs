namespace LlmKit.Notebook.Repl.Editing;

internal enum KeyName
{
    /// <summary>A key that no program needs; it does nothing.</summary>
    Unknown,

    /// <summary>A letter, a sign, or with <see cref="KeyModifiers.Control"/> a letter's control key.</summary>
    Text,

    /// <summary>A text that the terminal says was pasted.</summary>
    Paste,
    Enter,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
}

[Flags]
internal enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>One press of a key, or one paste.</summary>
/// <param name="Text">Of letters and pastes; control keys have their small letter.</param>
internal readonly record struct Key(KeyName Name, KeyModifiers Modifiers = KeyModifiers.None, string Text = "")
{
    public static Key Of(string text) => new(KeyName.Text, Text: text);

    public static Key Control(char letter) => new(KeyName.Text, KeyModifiers.Control, letter.ToString());

    public static Key Alt(char letter) => new(KeyName.Text, KeyModifiers.Alt, letter.ToString());

    public bool HasAlt => (Modifiers & KeyModifiers.Alt) != 0;

    public bool HasControl => (Modifiers & KeyModifiers.Control) != 0;

    public bool HasShift => (Modifiers & KeyModifiers.Shift) != 0;

    /// <summary>Whether it writes itself.</summary>
    public bool IsPlainText => Name == KeyName.Text && !HasAlt && !HasControl;

    /// <summary>Whether it is the control key of a letter.</summary>
    public bool IsControl(char letter) =>
        Name == KeyName.Text && Modifiers == KeyModifiers.Control && Text.Length == 1 && Text[0] == letter;

    public bool IsAlt(char letter) =>
        Name == KeyName.Text && Modifiers == KeyModifiers.Alt && Text.Length == 1 && Text[0] == letter;
}
