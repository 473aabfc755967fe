using System.Globalization;

namespace GitOpsGen.Relocate.Languages;

/// <summary>A source file, a script, a build file or a pipeline, read once for all its mentions.</summary>
public sealed class SourceCode
{
    private readonly string text;
    private readonly Category category;
    private readonly SourceTokens? tokens;
    private readonly SourceLines? lines;

    private SourceCode(string text, string path)
    {
        this.text = text;
        category = IsPipeline(path) ? Category.Pipeline : Category.Code;
        var language = SourceLanguage.Of(path) ?? SourceLanguage.Of("x.sh")!;
        if (language.ByLines)
            lines = new SourceLines(text, language, category);
        else
            tokens = new SourceTokens(text, language);
    }

    /// <summary>Whether a file of this name is code or a pipeline; its language is told by the name.</summary>
    public static bool IsOne(string path) => SourceLanguage.Of(path) is not null;

    /// <summary>Whether a file of this name is a build or release pipeline.</summary>
    public static bool IsPipeline(string path) => SourceLanguage.IsPipeline(path);

    public static SourceCode Parse(string text, string path) => new(text, path);

    public static Judgement? Judge(string text, string path, int offset, RelocationRequest request, Inventory inventory) =>
        Parse(text, path).Judge(offset, request, inventory);

    public Judgement? Judge(int offset, RelocationRequest request, Inventory inventory)
    {
        if (lines is not null)
            return lines.Judge(offset, request, inventory);
        if (tokens!.IsComment(offset))
            return new Judgement(Verdict.Keep, Category.Comment, "A comment of the code");
        return tokens.StringAt(offset) is { } span ? OfString(span, offset, request, inventory) : Bare(offset, request, inventory);
    }

    private Judgement OfString(SourceSpan span, int offset, RelocationRequest request, Inventory inventory)
    {
        var value = text[span.Start..span.End];
        var key = SourceKey.Before(text, span.Start - 1);
        if (ObjectPath.IsBarePair(value, offset - span.Start, request.From.Length) && ObjectPath.IsFolder(key.Name))
            return Open($"{key.Name} is a place, and no object", request);
        if (value != request.From && Inside(value, offset - span.Start, request, inventory) is { } named)
            return named;
        if (key.IsNegated)
            return Open($"The code compares with {request.From} and does something else elsewhere", request);
        if (value == request.From && Constant(span, key, request, inventory) is { } constant)
            return constant;
        var evidence = new NameEvidence(request, inventory);
        new SourceNeighbours(text, tokens!).AddEvidence(span, key, evidence);
        if (
            evidence.Verdict == Verdict.Move
            && key.Name.Length > 0
            && !key.IsNamespace
            && inventory.OfWord(key.Name) != RelocationStatus.Moves
        )
            return Open($"{key.Name} is not called a namespace", request);
        return evidence.Judge(
            category,
            $"Nothing near says which object is meant; {Consequence(request)}",
            more: evidence.Known ? $"; {Consequence(request)}" : ""
        );
    }

    // The string is a text of its own: a command, a query, a manifest, a message.
    private Judgement? Inside(string value, int index, RelocationRequest request, Inventory inventory)
    {
        if (CommandLine.Judge(value, index, request, inventory) is { } command)
            return command;
        if (SmallLanguages.Judge(value, index, request, inventory) is { } small)
            return small with { Category = category };
        if (
            PromShape.Snippet(value, index) is { } snippet
            && PromQl.Judge(value[snippet.Start..snippet.End], index - snippet.Start, request, inventory) is { } query
        )
            return query;
        if (NameScanner.IsPath(value, index, request.From))
            return Open("The mention is part of a file's path", request);
        var evidence = new NameEvidence(request, inventory);
        if (YamlNeighbours.Key(value, index) is not null && value.Contains('\n', StringComparison.Ordinal))
            YamlNeighbours.AddEvidence(value, index, evidence);
        else
            foreach (var name in Prose.NamesOfLine(value, index))
                evidence.Add(name);
        // What a message says is a person's to reword.
        if (evidence.Verdict == Verdict.Move && YamlNeighbours.Key(value, index) is null && value.Contains(' ', StringComparison.Ordinal))
            return Open($"The mention is part of a message ({evidence.Judge(category, "").Evidence})", request);
        if (evidence.Known)
            return evidence.Judge(category, "", more: $"; {Consequence(request)}");
        return value.Contains('\n', StringComparison.Ordinal)
            ? Open("The text in the string does not say which object is meant", request)
            : null;
    }

    // A constant is worth as much as its uses, and those may be in any file.
    private Judgement? Constant(SourceSpan span, SourceKey key, RelocationRequest request, Inventory inventory)
    {
        if (!key.IsAssignment || !IsDeclaration(span, key))
            return null;
        if (inventory.Of(key.Subject()) == RelocationStatus.Stays)
            return new Judgement(Verdict.Keep, category, $"{key.Name} is about {key.Subject()}, which stays");
        var uses = Uses(text, key.Name);
        return Open(
            $"{key.Name} stands for {request.From} and is named {uses.ToString(CultureInfo.InvariantCulture)} more times in this file",
            request
        );
    }

    private bool IsDeclaration(SourceSpan span, SourceKey key)
    {
        if (key.Operator != "=")
            return true;
        var group = tokens!.GroupAt(span.Start);
        if (group < 0)
            return true;
        var start = NameScanner.Line(text, span.Start).Start;
        var line = text[start..span.Start].TrimStart();
        if (
            tokens.Groups[group].Open < start
            && line.Split(' ')[0]
                is "const"
                    or "var"
                    or "let"
                    or "export"
                    or "private"
                    or "public"
                    or "protected"
                    or "internal"
                    or "static"
                    or "readonly"
                    or "final"
                    or "param"
                    or "def"
                    or "string"
                    or "String"
        )
            return true;
        if (text.AsSpan(0, tokens.Groups[group].Open).TrimEnd() is var before && (before.EndsWith("const") || before.EndsWith("var")))
            return true;
        return text.AsSpan(Math.Min(span.End + 1, text.Length)).TrimStart() is [';', ..];
    }

    internal static int Uses(string text, string name)
    {
        var (count, at) = (0, 0);
        while (name.Length > 0 && (at = text.IndexOf(name, at, StringComparison.Ordinal)) >= 0)
        {
            var isWord =
                (at == 0 || !IsIdentifier(text[at - 1])) && (at + name.Length >= text.Length || !IsIdentifier(text[at + name.Length]));
            at += name.Length;
            if (isWord)
                count++;
        }

        return Math.Max(0, count - 1);
    }

    private static bool IsIdentifier(char one) => char.IsLetterOrDigit(one) || one == '_';

    private Judgement Bare(int offset, RelocationRequest request, Inventory inventory) =>
        SmallLanguages.Judge(text, offset, request, inventory) is { } named
            ? named with
            {
                Category = category,
            }
            : Open("The mention stands in no string", request);

    private Judgement Open(string why, RelocationRequest request) => new(Verdict.Review, category, $"{why}; {Consequence(request)}");

    private static string Consequence(RelocationRequest request) => $"while it stays, the code looks in {request.From}";
}
