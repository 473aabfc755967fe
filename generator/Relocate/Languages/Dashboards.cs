namespace GitOpsGen.Relocate.Languages;

/// <summary>
/// Queries and variables in JSON: Grafana dashboards, alert rules, rule groups of Azure. Null where the key says nothing of that kind.
/// </summary>
public static class Dashboards
{
    private static readonly HashSet<string> Queries = new(StringComparer.OrdinalIgnoreCase)
    {
        "expr",
        "expression",
        "query",
        "promql",
        "rawQuery",
        "rawSql",
        "queryText",
        "logql",
        "kql",
        "target",
        "definition",
        "criteria",
    };

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "title",
        "description",
        "content",
        "text",
        "summary",
        "message",
        "legendFormat",
        "runbook_url",
        "tooltip",
    };

    public static Judgement? Judge(string text, int offset, RelocationRequest request, Inventory inventory) =>
        Judge(JsonStrings.Read(text), offset, request, inventory);

    public static Judgement? Judge(JsonStrings json, int offset, RelocationRequest request, Inventory inventory)
    {
        if (json.At(offset) is not { IsKey: false } found)
            return null;
        var index = found.DecodedIndex(offset);
        if (Variable(found.Item) is { } variable)
            return OfVariable(variable.Item, variable.Member, found.Value, index, request, inventory);
        var key = Key(found.Item);
        if (IsLink(found.Value, index))
            return OfLink(found.Value, index, request, inventory);
        if (Queries.Contains(key))
            return OfQuery(found.Value, index, request, inventory);
        return IsBoard(json) && Texts.Contains(key) ? Prose.Judge(found.Value, index, request, inventory) : null;
    }

    /// <summary>Whether the JSON is a dashboard of Grafana, as exported or wrapped for the API.</summary>
    public static bool IsBoard(JsonStrings json) =>
        json.Root is { } root
        && new[] { root, root.Member("dashboard"), root.Member("spec") }.Any(board =>
            board?.Member("panels") is not null || board?.Member("templating") is not null || board?.Member("rows") is not null
        );

    internal static Judgement OfQuery(string query, int index, RelocationRequest request, Inventory inventory) =>
        PromQl.Judge(query, index, request, inventory) ?? QueryText.Judge(query, index, request, inventory);

    private static string Key(JsonItem item) => item.Index >= 0 && item.Parent is { } list ? list.Key : item.Key;

    // templating.list[i], and which of its members the string is in.
    private static (JsonItem Item, string Member)? Variable(JsonItem found)
    {
        var member = "";
        for (var item = found; item.Parent is { } parent; item = parent)
        {
            if (item.Index >= 0 && parent.Key == "list" && parent.Parent is { Key: "templating" })
                return (item, member);
            member = Key(item);
        }

        return null;
    }

    private static Judgement OfVariable(
        JsonItem variable,
        string member,
        string value,
        int index,
        RelocationRequest request,
        Inventory inventory
    )
    {
        if (member is "query" or "definition")
        {
            if (PromQl.Judge(value, index, request, inventory) is { } judged)
                return judged;
            if (variable.MemberText("type") is "query" && value.Length > request.From.Length)
                return QueryText.Judge(value, index, request, inventory);
        }

        return new Judgement(
            Verdict.Keep,
            Category.DashboardVariable,
            $"The variable {variable.MemberText("name")} of the dashboard offers {request.From}, which stays a namespace of the cluster"
        );
    }

    private static bool IsLink(string value, int index) =>
        value.LastIndexOf("var-", index, StringComparison.Ordinal) is >= 0 and var start
        && value.IndexOf('=', start) is var equals
        && equals > 0
        && equals < index
        && value.IndexOfAny(['&', ' '], start, index - start) < 0;

    private static Judgement OfLink(string value, int index, RelocationRequest request, Inventory inventory)
    {
        var evidence = new NameEvidence(request, inventory);
        var end = value.IndexOfAny([' ', '"', ')'], index);
        foreach (
            var pair in (end < 0 ? value : value[..end]).Split('&', '?').Where(one => one.StartsWith("var-", StringComparison.Ordinal))
        )
            evidence.Add(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return evidence.Judge(Category.DashboardVariable, "The link opens a dashboard with the old namespace chosen");
    }
}
