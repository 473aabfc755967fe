using Scriban.Parsing;

namespace GitOpsGen.Render.Templates;

/// <summary>
/// Knows the tags that people who write Mustache are used to. Some of them mean something here: a block that opens is a
/// comment, so its text would stand whatever its condition says.
/// </summary>
internal static class MustacheSyntax
{
    /// <summary>Where a tag is Mustache's, and what to write in its place; null when it is not.</summary>
    public static (TagToken Token, string Instead)? Find(List<TagToken> tag)
    {
        var first = tag[0];
        var instead = first.Type switch
        {
            TokenType.Comment or TokenType.CommentMulti => Block(first.Text),
            TokenType.Divide or TokenType.DivideEqual => "write `{{ end }}`",
            TokenType.Greater or TokenType.Asterisk => "there are no partials and decorators; write the text out",
            TokenType.Exclamation => "a comment is `{{ # … }}`",
            TokenType.Caret => "write `{{ else }}`",
            TokenType.OpenBrace or TokenType.Amp => "nothing is escaped, so two braces are enough: `{{ … }}`",
            _ => null,
        };
        return instead is null ? Inside(tag) : (first, instead);
    }

    private static string? Block(string text) =>
        text.TrimStart('#', '~', '-') switch
        {
            var rest when rest.StartsWith("if", StringComparison.Ordinal) => "write `{{ if … }}`",
            var rest when rest.StartsWith("unless", StringComparison.Ordinal) => "write `{{ if !… }}`",
            var rest when rest.StartsWith("each", StringComparison.Ordinal) => "write `{{ for item in … }}`",
            var rest when rest.StartsWith("with", StringComparison.Ordinal) => "name members in full, as in `parameters.hpa.minReplicas`",
            ['*' or '>', ..] => "there are no partials and decorators; write the text out",
            [not (' ' or '\t'), ..] => "a comment has a blank after its `#`",
            _ => null,
        };

    private static (TagToken Token, string Instead)? Inside(List<TagToken> tag)
    {
        for (var i = 0; i < tag.Count; i++)
        {
            var next = i + 1 < tag.Count ? tag[i + 1] : default;
            if (tag[i].Type == TokenType.Arroba)
                return (tag[i], Variable(next.Text));
            if (tag[i].Type == TokenType.DoubleDot && next.Type == TokenType.Divide)
                return (tag[i], "names from outside of a loop stand as they are, without `../`");
        }

        return null;
    }

    private static string Variable(string? name) =>
        name switch
        {
            "index" or "first" or "last" => $"write `for.{name}`",
            "root" => "names from outside of a loop stand as they are, without `@root.`",
            _ => "there are no names with `@`",
        };
}
