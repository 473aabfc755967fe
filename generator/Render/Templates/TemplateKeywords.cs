using System.Collections.Frozen;
using Scriban.Parsing;

namespace GitOpsGen.Render.Templates;

/// <summary>The words of the language that cannot be names, and what stands in for those that templates do not have.</summary>
internal static class TemplateKeywords
{
    private const string Data = "values come from the parameters of app.yaml";
    private const string Whole = "write the text out where it belongs";

    private static readonly FrozenSet<string> blocks = FrozenSet.Create("if", "else", "for", "end");

    private static readonly FrozenDictionary<string, string> refused = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["while"] = "`for item in list` goes over a list",
        ["tablerow"] = "`for item in list` goes over a list",
        ["break"] = "put an `if` into the loop",
        ["continue"] = "put an `if` into the loop",
        ["case"] = "write `if`, `else if` and `else`",
        ["when"] = "write `if`, `else if` and `else`",
        ["with"] = "name the member in full: `parameters.hpa.minReplicas`",
        ["this"] = "name what you mean in full; an item of a list has the name that its `for` gives it",
        ["capture"] = Whole,
        ["wrap"] = Whole,
        ["func"] = Whole,
        ["do"] = Whole,
        ["ret"] = Whole,
        ["import"] = Data,
        ["readonly"] = Data,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string? Instead(string keyword) => refused.GetValueOrDefault(keyword);

    /// <summary>
    /// Whether the token is a word of the language, and not the state of a loop (<c>for.first</c>). Even a member is: one wrong sign
    /// before it, and the parser takes it for a block.
    /// </summary>
    public static bool IsKeyword(List<TagToken> tag, int index)
    {
        var token = tag[index];
        if (token.Type != TokenType.Identifier || !(blocks.Contains(token.Text) || refused.ContainsKey(token.Text)))
            return false;
        return token.Text != "for" || index + 1 == tag.Count || tag[index + 1].Type != TokenType.Dot;
    }
}
