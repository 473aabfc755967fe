namespace GitOpsGen.Relocate.Languages;

/// <summary>The strings beside a string: of the same call, struct, map entry or statement.</summary>
internal sealed class SourceNeighbours(string text, SourceTokens tokens)
{
    private const int Most = 40;
    private const int Farthest = 3000;
    private const int MostLevels = 6;

    /// <summary>Looks from the innermost brackets outwards, and no farther than the statement.</summary>
    public void AddEvidence(SourceSpan mention, SourceKey key, NameEvidence evidence)
    {
        if (key.Name.Length > 0 && !key.IsAssignment && !key.IsComparison && !key.IsNamespace && !IsSingleWord(key.Name))
            evidence.Add(key.Name);
        if (evidence.Known || (key.Operator is ":" or "=>" && !key.IsNamespace))
            return;
        var index = tokens.GroupAt(mention.Start);
        for (var level = 0; level < MostLevels && index >= 0; level++)
        {
            var group = tokens.Groups[index];
            if (IsBlock(group))
                break;
            if (IsList(group) && !IsCommand(group))
                return;
            Strings(group.Open, group.Close, mention, evidence);
            if (evidence.Known || (text[group.Open] != '(' && NamesItself(group)))
                return;
            if (
                group.Parent >= 0
                && text[tokens.Groups[group.Parent].Open] != '('
                && !IsBlock(tokens.Groups[group.Parent])
                && text[group.Open] != '('
            )
                return;
            index = group.Parent;
        }

        var (start, end) = Statement(mention);
        Strings(start, end, mention, evidence);
        if (!evidence.Known)
            new SourceVariables(text, tokens).AddEvidence(mention.End, end, evidence);
    }

    private static bool IsSingleWord(string name) => name.All(char.IsLetter) && name.Length < 6;

    private void Strings(int start, int end, SourceSpan mention, NameEvidence evidence)
    {
        if (end - start > Farthest)
            return;
        foreach (var span in tokens.StringsIn(start, end, Most))
        {
            if (span.Start == mention.Start || span.End - span.Start > 120 || SourceKey.Before(text, span.Start - 1).IsNegated)
                continue;
            var value = text[span.Start..span.End];
            if (value.Contains(' ', StringComparison.Ordinal))
                continue;
            if (IsDenied(span, mention))
                evidence.Doubt($"The code asks for what is not called {value}");
            evidence.Add(value[(value.LastIndexOfAny(['=', '/']) + 1)..]);
        }
    }

    // !strings.HasPrefix(name, "…"), not name.startswith("…"): a call that the mention is no part of.
    private bool IsDenied(SourceSpan span, SourceSpan mention)
    {
        if (
            tokens.GroupAt(span.Start) is not (>= 0 and var index)
            || text[tokens.Groups[index].Open] != '('
            || (tokens.Groups[index].Open < mention.Start && mention.Start < tokens.Groups[index].Close)
        )
            return false;
        var at = tokens.Groups[index].Open;
        while (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '.' or '?'))
            at--;
        return at > 0 && (text[at - 1] == '!' || NameScanner.EndsWith(text, at, "not "));
    }

    // { … } of a function, a loop or a type: statements stand in it, no values.
    private bool IsBlock(SourceGroup group)
    {
        if (text[group.Open] == '(')
            return IsDeclarations(group);
        if (text[group.Open] != '{')
            return false;
        var before = text.AsSpan(0, group.Open).TrimEnd();
        if (before.Length == 0)
            return false;
        var line = Line(before.Length);
        if (line.Contains("new", StringComparison.Ordinal) || line.Contains("=> ({", StringComparison.Ordinal))
            return false;
        if (before[^1] is ')' or ';' or '>')
            return true;
        return line.TrimStart().Split(' ')[0]
                is "if"
                    or "for"
                    or "else"
                    or "switch"
                    or "func"
                    or "class"
                    or "namespace"
                    or "try"
                    or "do"
                    or "loop"
                    or "match"
                    or "impl"
                    or "fn"
                    or "public"
                    or "private"
                    or "internal"
                    or "static"
                    or "}"
                    or "stage"
                    or "steps"
                    or "pipeline"
            && before[^1] is not ('=' or ',' or '(' or '[' or '{' or ':');
    }

    // const ( … ) and var ( … ) of Go.
    private bool IsDeclarations(SourceGroup group)
    {
        var before = text.AsSpan(0, group.Open).TrimEnd();
        return before.EndsWith("const") || before.EndsWith("var");
    }

    private string Line(int offset) => text[NameScanner.Line(text, offset).Start..offset];

    // []string{…}, new[] {…}, ["a", "b"]: equal things side by side say nothing about each other.
    private bool IsList(SourceGroup group)
    {
        if (text[group.Open] == '[')
            return true;
        var before = text.AsSpan(0, group.Open).TrimEnd();
        return text[group.Open] == '{'
            && (
                before.EndsWith("[]string")
                || before.EndsWith("[]")
                || before.EndsWith("HashSet<string>")
                || before.EndsWith("List<string>")
                || before.EndsWith("()")
            );
    }

    private bool IsCommand(SourceGroup group) =>
        group.Close - group.Open <= Farthest
        && tokens
            .StringsIn(group.Open, group.Close, Most)
            .Any(span =>
                text.AsSpan(span.Start, span.End - span.Start)
                    is "-n"
                        or "--namespace"
                        or "kubectl"
                        or "helm"
                        or "get"
                        or "describe"
                        or "logs"
            );

    // A struct with a name of its own, a variable perhaps, is not about the names around it.
    private bool NamesItself(SourceGroup group)
    {
        var inside = text.AsSpan(group.Open, Math.Min(group.Close, group.Open + Farthest) - group.Open);
        return inside.Contains("Name:", StringComparison.Ordinal)
            || inside.Contains("name:", StringComparison.Ordinal)
            || inside.Contains("Name =", StringComparison.Ordinal)
            || inside.Contains("name =", StringComparison.Ordinal)
            || inside.Contains("\"name\"", StringComparison.Ordinal)
            || inside.Contains("'name'", StringComparison.Ordinal);
    }

    // The line, with the calls that are chained to it above and below.
    private (int Start, int End) Statement(SourceSpan mention)
    {
        var (start, end) = NameScanner.Line(text, mention.Start);
        for (var i = 0; i < MostLevels && start > 0 && text.AsSpan(start, end - start).TrimStart() is ['.', ..]; i++)
            start = NameScanner.Line(text, start - 1).Start;
        for (
            var (i, close) = (0, Chained(tokens.GroupAt(mention.Start)));
            i < MostLevels && close > 0;
            i++, close = Chained(tokens.GroupAt(close))
        )
            end = Math.Max(end, close);
        for (var i = 0; i < MostLevels * 2 && GoesOn(end); i++)
            end = NameScanner.Line(text, Math.Min(end + 1, text.Length - 1)).End;
        return (start, end);
    }

    // Pods("…").List(ctx, options{…}): where the call ends that is chained to the one of these brackets; 0 where there is none.
    private int Chained(int index)
    {
        if (index < 0 || text[tokens.Groups[index].Open] != '(')
            return 0;
        var at = tokens.Groups[index].Close + 1;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] != '.')
            return 0;
        at++;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        if (at >= text.Length || text[at] != '(' || tokens.GroupAt(at + 1) is not (>= 0 and var next) || tokens.Groups[next].Open != at)
            return 0;
        return
            tokens.Groups[next].Close - at > Farthest
            || text.AsSpan(at, tokens.Groups[next].Close - at).Contains("func(", StringComparison.Ordinal)
            ? 0
            : tokens.Groups[next].Close;
    }

    private bool GoesOn(int end)
    {
        if (end + 1 >= text.Length)
            return false;
        var next = text.AsSpan(end, Math.Min(200, text.Length - end)).TrimStart();
        var line = text.AsSpan(NameScanner.Line(text, Math.Max(0, end - 1)).Start..end).TrimEnd();
        return next.StartsWith(".") || line.EndsWith(".") || line.EndsWith("&&") || line.EndsWith("||") || next.StartsWith("&&");
    }
}
