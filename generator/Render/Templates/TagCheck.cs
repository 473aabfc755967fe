using Scriban.Parsing;

namespace GitOpsGen.Render.Templates;

/// <summary>
/// Looks at a template's tags one after the other, before the parser does: the parser calls itself for whatever is nested, so a
/// template could take its stack. Afterwards every tag is short, holds one statement on one line, and blocks are closed.
/// </summary>
internal sealed class TagCheck(string template)
{
    private readonly Stack<Block> open = new();
    private int tags;

    private sealed record Block(TagToken Begin, int Depth)
    {
        public bool HasElse { get; init; }
    }

    public static void Run(string template)
    {
        if (template.Length > TemplateLimits.Text)
            throw new TemplateException($"it has more than {TemplateLimits.Text} characters", 1, 1);
        new TagCheck(template).Run();
    }

    private void Run()
    {
        List<TagToken>? tag = null;
        TagToken enter = default;
        foreach (var token in new Lexer(template, options: TemplateEngine.Language))
        {
            if (token.Type is TokenType.CodeEnter)
                (tag, enter) = ([], TagToken.Of(token, template));
            else if (token.Type is TokenType.CodeExit && tag is not null)
                Check(tag, enter);
            else if (tag is not null && !IsBlank(token.Type))
                Add(tag, TagToken.Of(token, template));
            if (token.Type is TokenType.CodeExit)
                tag = null;
        }

        if (tag is not null)
            throw enter.Refused("nothing closes this `{{`; write `}}` on the same line");
        if (open.TryPeek(out var block))
            throw block.Begin.Refused($"nothing closes this `{block.Begin.Text}`; write `{{{{ end }}}}`");
    }

    private static void Add(List<TagToken> tag, TagToken token)
    {
        tag.Add(token);
        if (tag.Count > TemplateLimits.Tokens)
            throw token.Refused($"this tag has more than {TemplateLimits.Tokens} names, values and signs");
        if (Form(token.Type) is { } reason)
            throw token.Refused(reason);
        if (IsNumber(token.Type) && token.Text.Length > TemplateLimits.Digits)
            throw token.Refused($"a number has at most {TemplateLimits.Digits} digits");
        if (token.Text.Length > TemplateLimits.Token && token.Type is not (TokenType.Comment or TokenType.CommentMulti))
            throw token.Refused($"a name or text in a tag has at most {TemplateLimits.Token} characters");
    }

    private static bool IsBlank(TokenType type) => type is TokenType.Whitespace or TokenType.WhitespaceFull;

    private static bool IsNumber(TokenType type) =>
        type is TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float;

    private static string? Form(TokenType type) =>
        type switch
        {
            TokenType.NewLine => "a tag ends on its line, with `}}`",
            TokenType.SemiColon => "a tag is one statement; write a tag for each",
            TokenType.VerbatimString => "a text stands in quotes, not in backticks",
            _ => null,
        };

    private void Check(List<TagToken> tag, TagToken enter)
    {
        if (++tags > TemplateLimits.Tags)
            throw enter.Refused($"it has more than {TemplateLimits.Tags} tags");
        if (tag is [])
            throw enter.Refused("this tag is empty");
        if (MustacheSyntax.Find(tag) is var (old, instead))
            throw old.Refused($"this is the syntax of Mustache; {instead}");
        CheckComment(tag);
        for (var i = 0; i < tag.Count; i++)
            if (TemplateKeywords.IsKeyword(tag, i))
                Keyword(tag, i);
    }

    // What follows a comment in its tag is easily overlooked, by a reader and by whoever looks for names.
    private static void CheckComment(List<TagToken> tag)
    {
        if (tag.Count > 1 && tag.Find(token => token.Type is TokenType.Comment or TokenType.CommentMulti) is { Text: not null } comment)
            throw comment.Refused("a comment has a tag of its own");
    }

    private void Keyword(List<TagToken> tag, int index)
    {
        var token = tag[index];
        if (index > 0 && tag[index - 1].Type == TokenType.Dot)
            throw token.Refused($"nothing can be called `{token.Text}`: it is a word of the language");
        if (TemplateKeywords.Instead(token.Text) is { } instead)
            throw token.Refused($"`{token.Text}` is not available; {instead}");
        if (token.Text == "if" && index == 1 && tag[0].Text == "else")
            return;
        if (index > 0)
            throw token.Refused($"`{token.Text}` begins a tag of its own");
        if (token.Text is "if" or "for")
            Open(new Block(token, Depth + 1), token);
        else if (!open.TryPop(out var block))
            throw token.Refused($"there is no block that this `{token.Text}` belongs to");
        else if (token.Text == "else")
            Else(block, token, tag);
        else if (tag.Count > 1)
            throw tag[1].Refused("`end` stands alone in its tag");
    }

    private int Depth => open.TryPeek(out var block) ? block.Depth : 0;

    private void Open(Block block, TagToken at)
    {
        if (block.Depth > TemplateLimits.Depth)
            throw at.Refused($"more than {TemplateLimits.Depth} blocks are inside each other");
        open.Push(block);
    }

    private void Else(Block block, TagToken token, List<TagToken> tag)
    {
        if (block.HasElse)
            throw token.Refused($"the `{block.Begin.Text}` of line {block.Begin.Line} has an `else` already");
        if (tag.Count == 1)
            Open(block with { HasElse = true }, token);
        else if (tag[1].Text != "if")
            throw tag[1].Refused("after `else` comes nothing, or `if`");
        else
            Open(block with { Depth = block.Depth + 1 }, token);
    }
}
