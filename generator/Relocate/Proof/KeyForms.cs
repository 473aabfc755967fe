using System.Text.RegularExpressions;

namespace GitOpsGen.Relocate.Proof;

/// <summary>Where a key, a label, a variable or a call before the token says that its value is a namespace, in any text.</summary>
internal static partial class KeyForms
{
    private const int Near = 12;

    public static bool IsNamespace(MovedToken token) =>
        Key().IsMatch(token.Before)
        || Compared().IsMatch(token.Before)
        || Call().IsMatch(token.Before)
        || Link().IsMatch(token.Before)
        || IsItem(token)
        || IsRegex(token)
        || IsVariable(token)
        || IsPatch(token)
        || IsTemplate(token);

    // - x below namespaces:, matchNames: or names:, however many items stand between.
    private static bool IsItem(MovedToken token)
    {
        if (!Item().IsMatch(token.Before))
            return false;
        var indent = Indent(token.Before);
        var owner = token
            .Above(Near)
            .FirstOrDefault(line => line.Trim().Length > 0 && !(line.TrimStart().StartsWith('-') && Indent(line) == indent));
        return owner is not null && List().IsMatch(owner);
    }

    // A relabelling that compares a label with it: source_labels and regex of one item.
    private static bool IsRegex(MovedToken token)
    {
        if (!Regex().IsMatch(token.Before))
            return false;
        var item = token.Before.TrimStart().StartsWith('-') ? [] : UpToItem(token.Above(Near));
        return item.Concat(token.Below(Near).TakeWhile(line => !IsStep(line)))
            .Prepend(token.Before + token.Behind)
            .Any(line => Label().IsMatch(line));
    }

    private static IEnumerable<string> UpToItem(IEnumerable<string> above)
    {
        foreach (var line in above)
        {
            yield return line;
            if (IsStep(line))
                yield break;
        }
    }

    private static bool IsStep(string line) => Step().IsMatch(line);

    [GeneratedRegex(@"^\s*-\s+(source_labels|regex|action|target_label|replacement|separator)\b|^\s*\w*relabel_configs")]
    private static partial Regex Step();

    [GeneratedRegex(@"namespace|_ns\b|action:\s*label")]
    private static partial Regex Label();

    // name: SECRET_NAMESPACE, value: x
    private static bool IsVariable(MovedToken token) =>
        Value().IsMatch(token.Before) && token.Above(4).Concat(token.Below(2)).Append(token.Before).Any(line => Name().IsMatch(line));

    // path: /metadata/namespace, value: x
    private static bool IsPatch(MovedToken token) =>
        Value().IsMatch(token.Before)
        && token.Above(4).Concat(token.Below(3)).Append(token.Before).Any(line => line.Contains("/namespace", StringComparison.Ordinal));

    // Within {{ }}: an argument of lookup, and whatever speaks of a namespace.
    private static bool IsTemplate(MovedToken token)
    {
        var open = token.Text.LastIndexOf("{{", token.Offset, StringComparison.Ordinal);
        var close = open < 0 ? -1 : token.Text.IndexOf("}}", open, StringComparison.Ordinal);
        if (open < 0 || close < token.End)
            return false;
        return Speaks().IsMatch(token.Text.AsSpan(open, close - open))
            || (
                Assigned().Match(token.Before) is { Success: true } variable
                && token
                    .Text.Split('\n')
                    .Any(line => line.Contains($"${variable.Groups[1].Value}", StringComparison.Ordinal) && Used().IsMatch(line))
            );
    }

    [GeneratedRegex(@"amespace|lookup|\.svc|[.$]ns\b")]
    private static partial Regex Speaks();

    // {{ $own := "x" }}, and what it is used for.
    [GeneratedRegex("""\$(\w+)\s*:?=\s*["'`]$""")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"amespace|\.svc|lookup|serviceaccount")]
    private static partial Regex Used();

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private const string Word =
        """(?:[\w.$\[\]/:-]*[nN]ame[sS]paces?\w*|[\w.-]*NAMESPACES?\w*|(?:[\w.-]*[_.-])?(?:ns|NS)|\w*Ns"""
        + """|kubernetes\.io/metadata\.name|[\w.]*namespace[\w.]*)""";

    // namespace: x, "Namespace": "x", NAMESPACE=x, ns := "x", namespace = "${NS:-x}", --set a.namespace=x, x: string = "…".
    [GeneratedRegex(Word + """["'`\]}*]*\s*(?::\s*\w+\s*)?(?:=>|:=|\?=|\+=|=|:)\s*[$@]?(?:[\["'`]|\{\{.*["'`]|\$\{+\w+:?[-=])?["'`]?$""")]
    private static partial Regex Key();

    // {namespace=~"a|x"}, Namespace == "x", namespace in ("a", "x")
    [GeneratedRegex(
        """[\w.]*(?:[nN]ame[sS]pace|_ns\b|\bns\b)\w*\\?["'`\])]*\s*(?:=~|!~|!=|==|<>|=|\b(?:in|has|contains|startswith|like|matches)\w*)"""
            + """\s*(?:dynamic)?[(\[]*\s*(?:["'][^"']*["'],\s*)*(?:\\?["'`]|\\u0022|&quot;|%22)[^"'`\\{}=,]*$""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Compared();

    // Pods("x"), InNamespace("x"), read_namespaced_secret(name, "x")
    [GeneratedRegex("""(?:\.[A-Z][A-Za-z]*s(?:V\d\w*)?|[nN]amespaced?\w*)\(\s*(?:[^()"'`]*,\s*)?(?:["'`][^"'`]*["'`],\s*)*["'`]$""")]
    private static partial Regex Call();

    [GeneratedRegex(@"var-\w*namespace\w*=$")]
    private static partial Regex Link();

    [GeneratedRegex("""^\s*-\s+["']?$""")]
    private static partial Regex Item();

    [GeneratedRegex(@"(?:[nN]amespaces?|matchNames|names|values)[""']?\s*:\s*(?:#.*)?$")]
    private static partial Regex List();

    [GeneratedRegex(@"\bregex[""']?\s*:\s*[^:]*$")]
    private static partial Regex Regex();

    [GeneratedRegex("""\bvalue["']?\s*[:=]\s*["']?$""")]
    private static partial Regex Value();

    [GeneratedRegex("""\bname["']?\s*[:=]\s*["']?\w*namespace\w*""", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
