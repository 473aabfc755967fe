using System.Collections.Immutable;

namespace GitOpsGen.Promql;

/// <summary>
/// Reads an expression, a little more than Prometheus takes: types are not looked at, so what is read here may still be refused there.
/// promtool is the judge of that. What cannot be read is null, and nothing may be said of it.
/// </summary>
public sealed partial class PromqlParser
{
    // Nobody nests this deep, or puts as much behind each other; a stack is finite.
    private const int Deepest = 200;
    private const int MostOperations = 500;

    private static readonly ImmutableHashSet<string> Aggregators =
    [
        "avg",
        "bottomk",
        "count",
        "count_values",
        "group",
        "limit_ratio",
        "limitk",
        "max",
        "min",
        "quantile",
        "stddev",
        "stdvar",
        "sum",
        "topk",
    ];

    // Of operators: a higher number binds closer. Only ^ binds from the right.
    private static readonly ImmutableDictionary<string, int> Strength = new Dictionary<string, int>
    {
        ["or"] = 1,
        ["and"] = 2,
        ["unless"] = 2,
        ["=="] = 3,
        ["!="] = 3,
        ["<"] = 3,
        ["<="] = 3,
        [">"] = 3,
        [">="] = 3,
        ["</"] = 3,
        [">/"] = 3,
        ["+"] = 4,
        ["-"] = 4,
        ["*"] = 5,
        ["/"] = 5,
        ["%"] = 5,
        ["atan2"] = 5,
        ["^"] = 6,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private readonly List<PromqlToken> tokens;
    private int at;
    private int depth;
    private int operations;

    private PromqlParser(List<PromqlToken> tokens) => this.tokens = tokens;

    /// <summary>Null where it is not understood.</summary>
    public static PromqlNode? Parse(string text)
    {
        if (PromqlLexer.Read(text) is not { Count: > 0 } tokens)
            return null;
        var parser = new PromqlParser(tokens);
        var found = parser.Expression(1);
        return parser.Now.Kind == TokenKind.End ? found : null;
    }

    private PromqlToken Now => at < tokens.Count ? tokens[at] : PromqlToken.End;

    private PromqlToken Next => at + 1 < tokens.Count ? tokens[at + 1] : PromqlToken.End;

    private bool Take(string sign)
    {
        if (!Now.Is(sign))
            return false;
        at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!Now.IsWord(word))
            return false;
        at++;
        return true;
    }

    private PromqlNode? Expression(int least)
    {
        if (++depth > Deepest)
            return null;
        var left = Signed();
        while (left is not null && Operator() is { } name && Strength[name] >= least)
        {
            at++;
            left = Operation(name, left);
        }

        depth--;
        return left;
    }

    private string? Operator()
    {
        var name =
            Now.Kind == TokenKind.Name ? Now.Text.ToLowerInvariant()
            : Now.Kind == TokenKind.Sign ? Now.Text
            : "";
        return Strength.ContainsKey(name) ? name : null;
    }

    private BinaryOperation? Operation(string name, PromqlNode left)
    {
        var isBool = TakeWord("bool");
        if (++operations > MostOperations || Matching() is not { } matching)
            return null;
        return Expression(name == "^" ? Strength[name] : Strength[name] + 1) is { } right
            ? new BinaryOperation(name, isBool, left, right, matching)
            : null;
    }

    // A sign binds as multiplication does, so -a^b is -(a^b).
    private PromqlNode? Signed()
    {
        if (Take("-"))
            return Expression(Strength["^"]) is { } operand ? new Negation(operand) : null;
        return Take("+") ? Expression(Strength["^"]) : Modified(Primary());
    }

    private PromqlNode? Primary() =>
        Now.Kind switch
        {
            TokenKind.Text => new StringLiteral(Pass().Text),
            TokenKind.Number => new NumberLiteral(PromqlNumber.Of(Pass().Text) ?? 0),
            TokenKind.Duration => new NumberLiteral(PromqlDuration.Of(Pass().Text)?.TotalSeconds ?? 0),
            TokenKind.Name => Named(),
            _ when Now.Is("{") => Selector(metric: null),
            _ when Take("(") => Closed(Expression(1)),
            _ => null,
        };

    private PromqlNode? Named()
    {
        var name = Pass().Text;
        var lower = name.ToLowerInvariant();
        if (Aggregators.Contains(lower) && (Now.Is("(") || Now.IsWord("by") || Now.IsWord("without")))
            return Aggregated(lower);
        if (Take("("))
            return List(() => Expression(1)) is { } arguments ? new FunctionCall(name, arguments) : null;
        if (!Now.Is("{") && PromqlNumber.Of(name) is { } number)
            return new NumberLiteral(number);
        return Selector(name);
    }

    // The labels stand before or behind the operands.
    private Aggregation? Aggregated(string name)
    {
        if (Grouping() is not { } before || !Take("(") || List(() => Expression(1)) is not { Length: 1 or 2 } operands)
            return null;
        if ((before.Kind == GroupingKind.None ? Grouping() : before) is not var (kind, labels))
            return null;
        return new Aggregation(name, kind, labels, operands.Length == 2 ? operands[0] : null, operands[^1]);
    }

    private (GroupingKind Kind, ImmutableArray<string> Labels)? Grouping()
    {
        if (TakeWord("by"))
            return Labels() is { } by ? (GroupingKind.By, by) : null;
        if (TakeWord("without"))
            return Labels() is { } without ? (GroupingKind.Without, without) : null;
        return (GroupingKind.None, []);
    }

    private PromqlNode? Closed(PromqlNode? node) => Take(")") ? node : null;

    private PromqlToken Pass() => tokens[at++];

    // What stands in parentheses, whose first has been taken; a comma may end it.
    private ImmutableArray<T>? List<T>(Func<T?> item)
        where T : class
    {
        var all = ImmutableArray.CreateBuilder<T>();
        while (!Take(")"))
        {
            if (item() is not { } one)
                return null;
            all.Add(one);
            if (!Take(",") && !Now.Is(")"))
                return null;
        }

        return all.ToImmutable();
    }

    private ImmutableArray<string>? Labels() => Take("(") ? List(Label) : null;

    private string? Label() => Now.Kind is TokenKind.Name or TokenKind.Text ? Pass().Text : null;
}
