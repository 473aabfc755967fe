namespace GitOpsGen.Relocate.Languages;

/// <summary>Builds the tree of an expression. What it does not know it steps over: a selector is never lost for an unknown word.</summary>
internal sealed class PromParser(string text, IReadOnlyList<PromToken> tokens)
{
    // Deeper nesting than anybody writes; beyond it the rest stays flat.
    private const int Deepest = 200;

    private static readonly HashSet<string> Aggregations = new(StringComparer.Ordinal)
    {
        "sum",
        "min",
        "max",
        "avg",
        "group",
        "stddev",
        "stdvar",
        "count",
        "count_values",
        "bottomk",
        "topk",
        "quantile",
        "limitk",
        "limit_ratio",
    };

    private int at;
    private int depth;

    public static PromNode Parse(string text, IReadOnlyList<PromToken> tokens)
    {
        var root = new PromGroup();
        var parser = new PromParser(text, tokens);
        while (parser.at < tokens.Count)
        {
            var before = parser.at;
            root.With(parser.Expression(0));
            if (parser.at == before)
                parser.at++;
        }

        return root;
    }

    private string Word =>
        at < tokens.Count && tokens[at].Kind is PromKind.Word or PromKind.Operator ? text[tokens[at].Start..tokens[at].End] : "";

    private bool IsClose() => PromSelectors.Is(text, tokens[at], ')');

    private PromNode? Expression(int least)
    {
        if (depth >= Deepest)
            return Flat();
        depth++;
        var left = Unary();
        while (Strength(Word) is var strength && strength > least)
        {
            var binary = new PromBinary(Word);
            at++;
            Matching(binary);
            binary.With(left);
            binary.With(Expression(strength));
            left = binary;
        }

        depth--;
        return left;
    }

    private static int Strength(string operation) =>
        operation switch
        {
            "or" => 1,
            "and" or "unless" => 2,
            "==" or "!=" or ">" or "<" or ">=" or "<=" => 3,
            "+" or "-" => 4,
            "*" or "/" or "%" or "atan2" => 5,
            "^" => 6,
            _ => 0,
        };

    private void Matching(PromBinary binary)
    {
        while (true)
        {
            switch (Word)
            {
                case "bool":
                    at++;
                    break;
                case "on":
                    binary.On = Labels();
                    break;
                case "ignoring":
                    binary.Ignoring = Labels();
                    break;
                case "group_left" or "group_right":
                    binary.Many = Word;
                    Labels();
                    break;
                default:
                    return;
            }
        }
    }

    // The word at hand, then (a, b).
    private HashSet<string> Labels()
    {
        at++;
        var labels = new HashSet<string>(StringComparer.Ordinal);
        if (Word != "(")
            return labels;
        for (at++; at < tokens.Count && !IsClose(); at++)
        {
            if (tokens[at].Kind == PromKind.Word)
                labels.Add(Word);
        }

        at++;
        return labels;
    }

    private PromNode? Unary()
    {
        while (Word is "+" or "-")
            at++;
        var node = Primary();
        while (at < tokens.Count && IsTrailer())
            at++;
        return node;
    }

    // [5m], offset 1h, @ end(), comments, a hole.
    private bool IsTrailer() =>
        tokens[at].Kind is PromKind.Other or PromKind.Comment or PromKind.Hole or PromKind.Number
        || Word is "offset" or "@"
        || (Word == "-" && at > 0 && text[tokens[at - 1].Start] == 'o' && text[tokens[at - 1].Start..tokens[at - 1].End] == "offset");

    private PromNode? Primary()
    {
        while (at < tokens.Count && tokens[at].Kind is PromKind.Comment or PromKind.Hole)
            at++;
        if (at >= tokens.Count || Word is ")" or "}" or ",")
            return null;
        if (Word == "{")
            return Selector();
        if (Word == "(")
            return Inside(new PromGroup());
        if (tokens[at].Kind != PromKind.Word)
            return Skip();
        var name = Word;
        at++;
        if (Word == "{")
            return Selector();
        if (Aggregations.Contains(name))
            return Aggregate();
        return Word == "("
            ? Inside(new PromGroup())
            : new PromSelectorNode(new PromSelector(name, tokens[at - 1].Start, tokens[at - 1].End, []));
    }

    private PromGroup Skip()
    {
        at++;
        return new PromGroup();
    }

    private PromSelectorNode Selector()
    {
        var selector = PromSelectors.Read(text, tokens, at, out var next);
        at = next;
        return new PromSelectorNode(selector);
    }

    private PromNode Aggregate()
    {
        var node = new PromAggregate();
        Grouping(node);
        if (Word == "(")
            Inside(node);
        Grouping(node);
        return node;
    }

    private void Grouping(PromAggregate node)
    {
        if (Word == "by")
            node.By = Labels();
        else if (Word == "without")
            node.Without = Labels();
    }

    private PromNode Inside(PromNode node)
    {
        at++;
        while (at < tokens.Count && !IsClose())
        {
            var before = at;
            node.With(Expression(0));
            if (at == before)
                at++;
        }

        at++;
        return node;
    }

    private PromGroup Flat()
    {
        var node = new PromGroup();
        for (; at < tokens.Count; at++)
        {
            if (Word != "{")
                continue;
            node.With(Selector());
            at--;
        }

        return node;
    }
}
