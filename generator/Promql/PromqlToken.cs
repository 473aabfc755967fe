namespace GitOpsGen.Promql;

/// <summary>What a piece of an expression is.</summary>
internal enum TokenKind
{
    End,
    Name,
    Number,
    Duration,
    Text,
    Sign,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Text">As written; of a text what it means.</param>
internal readonly record struct PromqlToken(TokenKind Kind, string Text)
{
    public static PromqlToken End { get; } = new(TokenKind.End, "");

    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    /// <summary>Keywords are read whatever their case.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}
