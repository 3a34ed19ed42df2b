namespace LlmKit.Notebook.Documents.Pages;

/// <summary>The commands of LaTeX that stand for one character, and how MathML says them.</summary>
internal static class LatexSymbols
{
    /// <summary>Letters: <c>mi</c>.</summary>
    public static readonly Dictionary<string, string> Letters = Table(
        "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι "
        + "kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ "
        + "upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π "
        + "Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ "
        + "aleph ℵ emptyset ∅ varnothing ∅ top ⊤ bot ⊥ forall ∀ exists ∃ dots … ldots … cdots ⋯ vdots ⋮ "
        + "ddots ⋱ prime ′ degree ° imath ı jmath ȷ angle ∠ checkmark ✓");

    /// <summary>Operators, relations and arrows: <c>mo</c>.</summary>
    public static readonly Dictionary<string, string> Operators = Table(
        "cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet ∙ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ "
        + "wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ setminus ∖ neg ¬ lnot ¬ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ "
        + "neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ "
        + "subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ nmid ∤ parallel ∥ perp ⊥ to → rightarrow → leftarrow ← "
        + "gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ "
        + "longrightarrow ⟶ longmapsto ⟼ uparrow ↑ downarrow ↓ lbrace { rbrace } langle ⟨ rangle ⟩ "
        + "lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ triangleq ≜ "
        + "coloneqq ≔ prec ≺ succ ≻ models ⊨ vdash ⊢ colon : backslash \\ int ∫ iint ∬ oint ∮");

    /// <summary>Operators that carry limits above and below in a display.</summary>
    public static readonly Dictionary<string, string> Large = Table(
        "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀ bigvee ⋁");

    /// <summary>Names of functions, upright.</summary>
    public static readonly HashSet<string> Functions =
    [
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
        "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh",
    ];

    /// <summary>Names of functions that carry limits below in a display.</summary>
    public static readonly HashSet<string> LimitFunctions =
    [
        "det", "gcd", "inf", "lim", "liminf", "limsup", "max", "min", "Pr", "sup", "argmax", "argmin",
    ];

    public static readonly Dictionary<string, string> Accents = Table(
        "hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ vec → dot ˙ ddot ¨ check ˇ breve ˘ "
        + "acute ´ grave ` overrightarrow → overbrace ⏞");

    public static readonly Dictionary<string, string> UnderAccents = Table("underline _ underbrace ⏟");

    /// <summary>Widths of spaces, in em.</summary>
    public static readonly Dictionary<string, string> Spaces = Table(
        ", 0.167em : 0.222em > 0.222em ; 0.278em ! -0.167em quad 1em qquad 2em enspace 0.5em "
        + "thinspace 0.167em");

    /// <summary>Alphabets, as MathML's <c>mathvariant</c> names them.</summary>
    public static readonly Dictionary<string, string> Alphabets = Table(
        "mathrm normal mathup normal rm normal mathbf bold mathit italic mathsf sans-serif "
        + "mathtt monospace mathcal script mathscr script mathfrak fraktur mathbb double-struck "
        + "boldsymbol bold-italic bm bold-italic operatorname normal operatorname* normal");

    private static Dictionary<string, string> Table(string pairs)
    {
        var words = pairs.Split(' ');
        return words.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
