namespace GitOpsGen.Relocate.Languages;

/// <summary>The literal beginning of one alternative of a regular expression.</summary>
/// <param name="IsWhole">Whether nothing follows: the alternative is this very text.</param>
internal readonly record struct NamePrefix(string Text, bool IsWhole);

/// <summary>
/// Takes a regular expression apart into the literal beginnings of its alternatives: <c>(ama-metrics|coredns)-.*</c> names two objects.
/// </summary>
internal sealed class NamePattern(string pattern)
{
    // More alternatives than a person writes by hand; beyond it nothing is claimed.
    private const int Most = 64;
    private const int Deepest = 20;
    private int at;

    public static IReadOnlyList<NamePrefix> Alternatives(string pattern) => pattern.Length > 4096 ? [] : new NamePattern(pattern).Choice(0);

    private List<NamePrefix> Choice(int depth)
    {
        var all = Sequence(depth);
        while (at < pattern.Length && pattern[at] == '|')
        {
            at++;
            all.AddRange(Sequence(depth));
        }

        return all.Count <= Most ? all : [new NamePrefix("", IsWhole: false)];
    }

    private List<NamePrefix> Sequence(int depth)
    {
        List<NamePrefix> found = [new("", IsWhole: true)];
        while (at < pattern.Length && pattern[at] != '|' && !(pattern[at] == ')' && depth > 0) && !IsEscapedBar())
        {
            if (pattern[at] == '(' && depth < Deepest)
                found = Join(found, Group(depth), Quantifier());
            else
                found = Join(found, [Atom()], Quantifier());
        }

        if (IsEscapedBar())
            at++;
        return found;
    }

    // grep's older form of the alternative.
    private bool IsEscapedBar() => at + 1 < pattern.Length && pattern[at] == '\\' && pattern[at + 1] == '|';

    private List<NamePrefix> Group(int depth)
    {
        at++;
        if (at + 1 < pattern.Length && pattern[at] == '?')
            at = pattern[at + 1] is ':' ? at + 2 : Math.Max(at + 2, pattern.IndexOf('>', at) + 1);
        var found = Choice(depth + 1);
        if (at < pattern.Length && pattern[at] == ')')
            at++;
        return found;
    }

    private NamePrefix Atom()
    {
        var character = pattern[at++];
        if (IsVariable(character))
            return new("", IsWhole: false);
        switch (character)
        {
            // A bracket that closes nothing is left over from a part cut out of a longer expression.
            case '^' or '$' or ')':
                return new("", IsWhole: true);
            case '[':
                return Class();
            case '.' or '*' or '+' or '?' or '(':
                return new("", IsWhole: false);
            case '\\':
                return Escape();
            default:
                return new(character.ToString(), IsWhole: true);
        }
    }

    // $pod, ${pod:regex}, {{ .Values.name }}: what a dashboard or a template puts here is not known.
    private bool IsVariable(char character) =>
        at < pattern.Length
        && (
            (character == '$' && (char.IsLetter(pattern[at]) || pattern[at] is '_' or '{' or '(' or '$'))
            || (character == '{' && pattern[at] == '{')
        );

    private NamePrefix Class()
    {
        var end = pattern.IndexOf(']', Math.Min(at + 1, pattern.Length));
        at = end < 0 ? pattern.Length : end + 1;
        return new("", IsWhole: false);
    }

    // A backslash may be written twice, where the expression stands in a string of another language.
    private NamePrefix Escape()
    {
        while (at < pattern.Length && pattern[at] == '\\')
            at++;
        if (at >= pattern.Length)
            return new("", IsWhole: true);
        var character = pattern[at++];
        if (character == 'b')
            return new("", IsWhole: true);
        return char.IsLetterOrDigit(character) ? new("", IsWhole: false) : new(character.ToString(), IsWhole: true);
    }

    private char Quantifier()
    {
        if (at >= pattern.Length || pattern[at] is not ('*' or '+' or '?' or '{'))
            return '\0';
        var found = pattern[at];
        at = found == '{' ? Math.Max(at + 1, pattern.IndexOf('}', at) + 1) : at + 1;
        return found;
    }

    private static List<NamePrefix> Join(List<NamePrefix> before, List<NamePrefix> next, char quantifier)
    {
        if (quantifier is '*' or '?' or '{')
            return [.. before.Select(one => one with { IsWhole = false })];
        var joined = before
            .SelectMany(one =>
                one.IsWhole ? next.Select(other => new NamePrefix(one.Text + other.Text, other.IsWhole && quantifier == '\0')) : [one]
            )
            .Distinct()
            .ToList();
        return joined.Count <= Most ? joined : [new NamePrefix("", IsWhole: false)];
    }
}
