using System.Runtime.InteropServices;
using Scriban.Parsing;

namespace GitOpsGen.Render.Templates;

/// <summary>A name, value or sign in a tag; line and column count from 1.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TagToken(TokenType Type, string Text, int Line, int Column)
{
    public static TagToken Of(Token token, string template) =>
        new(token.Type, token.GetText(template), token.Start.Line + 1, token.Start.Column + 1);

    public TemplateException Refused(string reason) => new(reason, Line, Column);
}
