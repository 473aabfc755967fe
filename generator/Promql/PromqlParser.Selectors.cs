using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>Selectors with what stands behind them, and how two sides match.</summary>
public sealed partial class PromqlParser
{
    private VectorSelector? Selector(string? metric)
    {
        var matchers = new List<LabelMatcher>();
        if (Take("{") && !Matchers(matchers))
            return null;
        var names = matchers.Where(matcher => matcher.Label == "__name__").ToList();
        var name = metric ?? (names is [{ Type: MatcherType.Equal } only] ? only.Value : null);
        return new VectorSelector(name, [.. matchers.Where(matcher => matcher.Label != "__name__")]);
    }

    private bool Matchers(List<LabelMatcher> matchers)
    {
        while (!Take("}"))
        {
            if (Matcher() is not { } matcher)
                return false;
            matchers.Add(matcher);
            if (!Take(",") && !Now.Is("}"))
                return false;
        }

        return true;
    }

    // A quoted text alone is the metric's name, which may be any text since Prometheus 3.
    private LabelMatcher? Matcher()
    {
        if (Now.Kind is not (TokenKind.Name or TokenKind.Text))
            return null;
        var label = Pass();
        if (label.Kind == TokenKind.Text && (Now.Is(",") || Now.Is("}")))
            return new LabelMatcher("__name__", MatcherType.Equal, label.Text);
        MatcherType? type = Now switch
        {
            { Kind: TokenKind.Sign, Text: "=" } => MatcherType.Equal,
            { Kind: TokenKind.Sign, Text: "!=" } => MatcherType.NotEqual,
            { Kind: TokenKind.Sign, Text: "=~" } => MatcherType.Matches,
            { Kind: TokenKind.Sign, Text: "!~" } => MatcherType.MatchesNot,
            _ => null,
        };
        if (type is null || Next.Kind != TokenKind.Text)
            return null;
        at++;
        return new LabelMatcher(label.Text, type.Value, Pass().Text);
    }

    private PromqlNode? Modified(PromqlNode? node)
    {
        while (node is not null)
        {
            if (Take("["))
                node = Ranged(node);
            else if (TakeWord("offset"))
                node = Moment(isSigned: true) ? node : null;
            else if (Take("@"))
                node = Pin() ? node : null;
            else if (node is VectorSelector && (TakeWord("anchored") || TakeWord("smoothed")))
                continue;
            else
                return node;
        }

        return null;
    }

    private PromqlNode? Ranged(PromqlNode node)
    {
        var start = at;
        if (++operations > MostOperations || !Moment(isSigned: false))
            return null;
        var range = at == start + 1 ? Span(tokens[start]) : null;
        if (Take(":"))
            return (Now.Is("]") || Moment(isSigned: false)) && Take("]") ? new Subquery(node, range) : null;
        if (!Take("]"))
            return null;
        return node is VectorSelector selector ? selector with { IsRange = true, Range = range } : null;
    }

    private static TimeSpan? Span(PromqlToken token) =>
        token.Kind == TokenKind.Duration ? PromqlDuration.Of(token.Text)
        : PromqlNumber.Of(token.Text) is { } seconds && seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds)
        : null;

    // A duration, a number of seconds, or since Prometheus 3.4 a calculation with them.
    private bool Moment(bool isSigned)
    {
        if (isSigned && !Take("-"))
            Take("+");
        if (Now.Kind is TokenKind.Duration or TokenKind.Number && !IsCalculated(Next))
        {
            at++;
            return true;
        }

        return isSigned ? Signed() is not null : Expression(4) is not null;
    }

    private static bool IsCalculated(PromqlToken token) =>
        token.Kind == TokenKind.Sign && token.Text is "+" or "-" or "*" or "/" or "%" or "^";

    private bool Pin()
    {
        if (TakeWord("start") || TakeWord("end"))
            return Take("(") && Take(")");
        if (!Take("-"))
            Take("+");
        if (Now.Kind is not (TokenKind.Number or TokenKind.Duration) && PromqlNumber.Of(Now.Text) is null)
            return false;
        at++;
        return true;
    }

    private VectorMatching? Matching()
    {
        var isOn = TakeWord("on");
        if (!isOn && !TakeWord("ignoring"))
            return Filled(VectorMatching.Plain);
        if (Labels() is not { } labels)
            return null;
        var side =
            TakeWord("group_left") ? GroupSide.Left
            : TakeWord("group_right") ? GroupSide.Right
            : GroupSide.None;
        // What stands in parentheses behind group_left is its labels, never the right side.
        ImmutableArray<string>? included = side != GroupSide.None && Now.Is("(") ? Labels() : [];
        return included is { } more ? Filled(new VectorMatching(isOn, labels, side, more)) : null;
    }

    // Prometheus 3.10: what stands in for a side that has no series.
    private VectorMatching? Filled(VectorMatching matching)
    {
        while (Now.Kind == TokenKind.Name && Now.Text is "fill" or "fill_left" or "fill_right" && Next.Is("("))
        {
            at += 2;
            if (Closed(Expression(1)) is null)
                return null;
        }

        return matching;
    }
}
