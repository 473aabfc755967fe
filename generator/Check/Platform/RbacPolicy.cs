using System.Collections.Immutable;
using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>
/// A line of a policy of Argo CD, in its fields: <c>p, subject, resource, action, object, effect</c> or <c>g, subject, role</c>.
/// </summary>
internal sealed record RbacLine(YamlScalar From, string Text, ImmutableArray<string> Fields)
{
    public bool IsGrant => Fields is ["p", _, _, _, _, "allow"];

    /// <summary>The grant holds for the action of the resource; a * stands for all that may follow (globs are matched so).</summary>
    public bool Grants(string resource, string action) =>
        IsGrant && Glob(Fields[2], resource) && (Glob(Fields[3], action) || TrustPolicies.Matches(Fields[3], action));

    private static bool Glob(string pattern, string text) => pattern == "*" || pattern == text;
}

/// <summary>What argocd-rbac-cm grants: <c>policy.csv</c> and all <c>policy.*.csv</c> together.</summary>
internal sealed record RbacPolicy(ImmutableArray<RbacLine> Lines)
{
    public static readonly ImmutableArray<string> BuiltIn = ["role:admin", "role:readonly"];

    /// <summary>By their names, in the order of the grants.</summary>
    public IEnumerable<IGrouping<string, RbacLine>> Subjects =>
        Lines.Where(line => line.IsGrant).GroupBy(line => line.Fields[1], StringComparer.Ordinal);

    public IEnumerable<string> Roles =>
        Lines.Where(line => line.Fields is ["p", _, ..]).Select(line => line.Fields[1]).Concat(BuiltIn).Distinct(StringComparer.Ordinal);

    public static RbacPolicy Of(YamlMap data) =>
        new([
            .. data
                .Entries.Where(entry =>
                    entry.Key.Text.StartsWith("policy.", StringComparison.Ordinal)
                    && entry.Key.Text.EndsWith("csv", StringComparison.Ordinal)
                )
                .Select(entry => entry.Value)
                .OfType<YamlScalar>()
                .SelectMany(Read),
        ]);

    private static IEnumerable<RbacLine> Read(YamlScalar text) =>
        text
            .Text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => new RbacLine(text, line, [.. line.Split(',').Select(field => field.Trim().Trim('"'))]));
}
