using System.Text.RegularExpressions;

namespace GitOpsGen.Kubernetes;

/// <summary>
/// A regular expression of Go's (RE2), as far as .NET certainly reads it the same way: letters, digits, <c>- _ / :</c> and more of ASCII
/// that means itself, <c>.</c>, escaped punctuation, <c>[a-z]</c> and <c>[^a-z]</c> of plain ranges, groups, <c>|</c>, and <c>* + ?
/// {n,m}</c>, lazy too. All else (flags, classes by name, anchors, look-around …) is none, and nobody can tell what it matches.
/// </summary>
public sealed class Re2Pattern
{
    // Longer ones, and higher counts, cost more than the answer is worth.
    private const int Longest = 1000;

    private const int MostRepeats = 100;

    private const int DeepestGroup = 20;

    private readonly Regex regex;

    private Re2Pattern(Regex regex) => this.regex = regex;

    /// <summary>Null when <paramref name="pattern"/> is not among those that both read alike.</summary>
    public static Re2Pattern? Of(string pattern)
    {
        if (pattern.Length > Longest || !new Reader(pattern).IsCommon())
            return null;
        try
        {
            return new Re2Pattern(new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether all of <paramref name="value"/> matches: Kustomize anchors each pattern at both ends. Null when that cannot be told.
    /// </summary>
    /// <remarks>What is no ASCII counts as one code point in Go and may be two characters here.</remarks>
    public bool? Matches(string value) =>
        value.All(char.IsAscii) && !value.Contains('\n', StringComparison.Ordinal) ? regex.IsMatch(value) : null;

    /// <summary>As <see cref="Matches"/>, with what the groups caught, the whole first; a group that caught nothing is empty.</summary>
    public (bool IsMatch, IReadOnlyList<string> Groups)? Match(string value)
    {
        if (Matches(value) is not { } isMatch)
            return null;
        return (isMatch, isMatch ? [.. regex.Match(value).Groups.Values.Select(group => group.Value)] : []);
    }

    /// <summary>Reads the grammar that is common to both; knows nothing of what a pattern matches.</summary>
    private sealed class Reader(string text)
    {
        // Between brackets as well as outside of them.
        private const string Plain = "-_/:,;<>=!@%&~'\" `#";

        private int at;

        private int counted;

        public bool IsCommon() => Alternatives(0) && at == text.Length;

        private char Now => at < text.Length ? text[at] : '\0';

        private bool Take(char expected)
        {
            if (at >= text.Length || Now != expected)
                return false;
            at++;
            return true;
        }

        private bool Alternatives(int depth)
        {
            if (depth > DeepestGroup)
                return false;
            do
            {
                while (at < text.Length && Now is not ('|' or ')'))
                {
                    var before = counted;
                    if (!Atom(depth) || !Repeat(isCounted: counted > before))
                        return false;
                }
            } while (Take('|'));
            return true;
        }

        private bool Atom(int depth)
        {
            if (Take('('))
                return (!Take('?') || Take(':')) && Alternatives(depth + 1) && Take(')');
            if (Take('['))
                return Class();
            if (Take('.'))
                return true;
            return Take('\\') ? Escaped() : Literal();
        }

        // Punctuation means itself behind a backslash; letters and digits mean something else in each.
        private bool Escaped()
        {
            if (!(Now is '.' or '-' or '+' or '*' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '^' or '$' or '/' or '\\'))
                return false;
            at++;
            return true;
        }

        private bool Literal()
        {
            if (!char.IsAsciiLetterOrDigit(Now) && !(at < text.Length && Plain.Contains(Now, StringComparison.Ordinal)))
                return false;
            at++;
            return true;
        }

        private bool Class()
        {
            Take('^');
            if (Now == ']')
                return false;
            while (at < text.Length && Now != ']')
                if (!Range())
                    return false;
            return Take(']');
        }

        // A '-' stands first or last, or between two of the same sort.
        private bool Range()
        {
            if (Take('-'))
                return text[at - 2] is '[' or '^' || Now == ']';
            if (!Member(out var first))
                return false;
            if (Now != '-' || at + 1 >= text.Length || text[at + 1] == ']')
                return true;
            at++;
            return Member(out var last) && first <= last;
        }

        private bool Member(out char member)
        {
            member = Now;
            if (Take('\\'))
            {
                member = Now;
                return Escaped();
            }

            if (
                !char.IsAsciiLetterOrDigit(Now)
                && !(
                    at < text.Length
                    && (
                        Now is '.' or '*' or '+' or '?' or '(' or ')' or '|' or '$' or '{' or '}'
                        || (Now != '-' && Plain.Contains(Now, StringComparison.Ordinal))
                    )
                )
            )
                return false;
            at++;
            return true;
        }

        // One repetition, perhaps lazy; a second one is an error in Go, and counts of counts multiply.
        private bool Repeat(bool isCounted)
        {
            if (Now is '*' or '+' or '?')
                at++;
            else if (Now != '{')
                return true;
            else if (isCounted || !Counts())
                return false;
            Take('?');
            return Now is not ('*' or '+' or '?' or '{');
        }

        private bool Counts()
        {
            at++;
            counted++;
            if (!Number(out var least))
                return false;
            if (!Take(','))
                return Take('}');
            if (Take('}'))
                return true;
            return Number(out var most) && least <= most && Take('}');
        }

        private bool Number(out int number)
        {
            var start = at;
            while (char.IsAsciiDigit(Now))
                at++;
            return int.TryParse(text.AsSpan(start, at - start), out number) && number <= MostRepeats;
        }
    }
}
