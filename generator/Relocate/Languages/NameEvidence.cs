namespace GitOpsGen.Relocate.Languages;

/// <summary>The names beside a mention, and what they say together: two that disagree are never settled here.</summary>
internal sealed class NameEvidence(RelocationRequest request, Inventory inventory)
{
    // What documents write where the reader puts a name of their own.
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "name",
        "pod",
        "pod-name",
        "podname",
        "my-pod",
        "mypod",
        "your-pod",
        "xxx",
        "xxxx",
        "example",
        "service-name",
        "deployment-name",
        "resource-name",
        "release-name",
        "container-name",
    };

    private readonly List<string> moving = [];
    private readonly List<string> staying = [];
    private string? doubt;

    /// <summary>Whether any name was known.</summary>
    public bool Known => moving.Count > 0 || staying.Count > 0 || doubt is not null;

    public Verdict Verdict =>
        doubt is not null || moving.Count > 0 == staying.Count > 0 ? Verdict.Review
        : moving.Count > 0 ? Verdict.Move
        : Verdict.Keep;

    /// <summary>Takes a name that may be an object's, or only like one: of a container, a label, a file.</summary>
    public void Add(string name, string what = "") => Take(inventory.OfWord(name), name, what);

    /// <summary>Takes the name of an object: where it is complete and none of those that move, the object stays.</summary>
    public void AddObject(string name, string kind = "")
    {
        if (IsPlaceholder(name))
        {
            Add(name.Trim('<', '>', '{', '}'), kind);
            return;
        }

        foreach (var one in Braces(name.Trim('<', '>', '"', '\'')))
            Take(OfObject(new NamePrefix(one.TrimEnd('*'), !one.EndsWith('*'))), one, kind);
    }

    /// <summary>Takes a regular expression for names; its alternatives must agree.</summary>
    public void AddPattern(string pattern, string what = "", bool isObject = false)
    {
        var standings = NamePattern
            .Alternatives(pattern)
            .Select(one => isObject ? OfObject(one) : inventory.OfWord(one.Text))
            .Distinct()
            .ToList();
        if (standings.Count == 1)
            Take(standings[0], pattern, what);
        else if (standings.Any(one => one != RelocationStatus.Unknown))
            doubt ??= $"{what} {pattern} names more than one object, not all of them known to move".Trim();
    }

    /// <summary>Takes what is known to stay by other signs than a name.</summary>
    public void Stays(string what) => staying.Add(what);

    public void Doubt(string why) => doubt ??= why;

    /// <summary>The verdict with its evidence; <paramref name="otherwise"/> is said where no name is known.</summary>
    public Judgement Judge(Category category, string otherwise, string? group = null, string more = "")
    {
        var evidence =
            doubt is not null ? doubt
            : moving.Count > 0 && staying.Count > 0 ? $"{moving[0]} moves, but {staying[0]} stays"
            : moving.Count > 0 ? $"{moving[0]} moves"
            : staying.Count > 0 ? $"{staying[0]} stays"
            : otherwise;
        return new Judgement(Verdict, category, Verdict == Verdict.Keep ? evidence : evidence + more, group);
    }

    private void Take(RelocationStatus standing, string name, string what)
    {
        if (standing == RelocationStatus.Unknown)
            return;
        (standing == RelocationStatus.Moves ? moving : staying).Add($"{what} {name}".Trim());
    }

    private RelocationStatus OfObject(NamePrefix name)
    {
        var standing = inventory.Of(name.Text);
        if (standing != RelocationStatus.Unknown || !IsConcrete(name.Text))
            return standing;
        return request.Objects.Any(pattern => CouldMatch(pattern, name)) ? RelocationStatus.Unknown : RelocationStatus.Stays;
    }

    private static bool IsConcrete(string name) =>
        name.Length >= 3
        && !Placeholders.Contains(name)
        && char.IsAsciiLetterLower(name[0])
        && name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '-' or '.');

    // ama-.* may well mean ama-metrics: the beginning of a pattern says nothing against it.
    private static bool CouldMatch(string pattern, NamePrefix name)
    {
        var wild = pattern.AsSpan().IndexOfAny('*', '?');
        var literal = wild < 0 ? pattern : pattern[..wild];
        return literal.Length == 0
            || (literal.StartsWith(name.Text, StringComparison.Ordinal) && !(name.IsWhole && wild < 0))
            || name.Text.StartsWith(literal, StringComparison.Ordinal);
    }

    // <node-pod-name>, {pod}: of what the reader puts there only a known name is taken.
    private static bool IsPlaceholder(string name) =>
        name.Contains('<', StringComparison.Ordinal)
        || (name.Contains('{', StringComparison.Ordinal) && !name.Contains(',', StringComparison.Ordinal));

    // {a,b} of a shell.
    private static IEnumerable<string> Braces(string name)
    {
        var (open, close) = (name.IndexOf('{', StringComparison.Ordinal), name.LastIndexOf('}'));
        if (open < 0 || close < open || name.Contains("{{", StringComparison.Ordinal))
            return [name];
        return name[(open + 1)..close].Split(',').Select(one => name[..open] + one + name[(close + 1)..]);
    }
}
