namespace GitOpsGen.Render.Templates;

/// <summary>What a template may take, whatever it says and whatever it sees. The fleet's own need less than a hundredth of each.</summary>
public static class TemplateLimits
{
    /// <summary>Characters of a template.</summary>
    public const int Text = 1 << 20;

    /// <summary>Characters that it may become.</summary>
    public const int Output = 1 << 20;

    /// <summary>Tags of a template.</summary>
    public const int Tags = 10_000;

    /// <summary>Names, values and signs in one tag: what the parser and whoever walks its tree call themselves for.</summary>
    public const int Tokens = 100;

    /// <summary>Characters of a name or text in a tag: a comparison with it costs no more.</summary>
    public const int Token = 1000;

    /// <summary>Digits of a number.</summary>
    public const int Digits = 18;

    /// <summary>Blocks inside each other; each <c>else if</c> is one more, as in the tree.</summary>
    public const int Depth = 32;

    /// <summary>Tags that run and turns of loops, all together.</summary>
    public const int Steps = 100_000;

    /// <summary>Characters of a text that are taken for a step where a text is looked at or copied.</summary>
    public const int TextOfAStep = 256;
}
