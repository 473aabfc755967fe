using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Risks;

/// <summary>Somebody may do more than before.</summary>
public static class RbacRisks
{
    private const int Shown = 5;

    public static IEnumerable<Risk> Of(ObjectChange change)
    {
        if (change.New is not { } @new)
            return [];
        if (@new.IsKind("rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"))
            return Roles(change.Old?.Document, @new);
        return @new.IsKind("rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding")
            ? Bindings(change.Old?.Document, @new)
            : [];
    }

    private static IEnumerable<Risk> Roles(YamlMap? old, Manifest @new)
    {
        var known = old is null ? [] : Grant.Of(old);
        var grants = Grant.Of(@new.Document).Where(grant => !known.Any(one => one.Covers(grant))).ToList();
        // What is joined by labels cannot be told from here.
        if (@new.Document["aggregationRule"] is { } rule && !NodeEquality.Same(rule, old?["aggregationRule"]))
            yield return Widened(RiskLevel.High, "the role takes up the rules of other roles");
        if (grants.Count == 0)
            yield break;
        var level = old is not null || @new.Kind == "ClusterRole" || grants.Any(grant => grant.IsWide) ? RiskLevel.High : RiskLevel.Medium;
        var all = grants.Select(grant => grant.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return Widened(
            level,
            $"{(old is null ? "a new role" : "the role now")} allows "
                + $"{string.Join(", ", all.Take(Shown))}{(all.Count > Shown ? $" and {all.Count - Shown} more" : "")}"
        );
    }

    private static IEnumerable<Risk> Bindings(YamlMap? old, Manifest @new)
    {
        var known = Subjects(old).ToHashSet(StringComparer.Ordinal);
        var subjects = Subjects(@new.Document).Where(subject => !known.Contains(subject)).ToList();
        if (subjects.Count == 0)
            yield break;
        var role = @new.Document.Map("roleRef");
        var isWide = role?.Text("kind") == "ClusterRole" && role.Text("name") is "cluster-admin" or "admin";
        var isForAll = subjects.Exists(subject =>
            subject.Contains("system:authenticated", StringComparison.Ordinal)
            || subject.Contains("system:unauthenticated", StringComparison.Ordinal)
            || subject.Contains("system:anonymous", StringComparison.Ordinal)
            || subject.EndsWith("system:serviceaccounts", StringComparison.Ordinal)
        );
        var level = old is not null || isWide || isForAll || @new.Kind == "ClusterRoleBinding" ? RiskLevel.High : RiskLevel.Medium;
        yield return Widened(
            level,
            $"{string.Join(", ", subjects.Take(Shown))}{(subjects.Count > Shown ? $" and {subjects.Count - Shown} more" : "")} "
                + $"{(subjects.Count == 1 ? "gets" : "get")} {role?.Text("kind")} {role?.Text("name")}"
        );
    }

    private static IEnumerable<string> Subjects(YamlMap? binding) =>
        (binding?.List("subjects") ?? [])
            .OfType<YamlMap>()
            .Select(subject =>
                $"{subject.Text("kind")} {(subject.Text("namespace") is { } space ? $"{space}/" : "")}{subject.Text("name")}"
            );

    private static Risk Widened(RiskLevel level, string reason) => new(RiskClass.RbacWidened, level, reason);

    /// <summary>One thing that a role allows. <paramref name="Name"/>: of one object, or * for all; a path has no group.</summary>
    private sealed record Grant(string Group, string Resource, string Name, string Verb)
    {
        // By these a subject gets at what it was not given.
        private static readonly string[] Leading =
        [
            "secrets",
            "pods/exec",
            "pods/attach",
            "pods/ephemeralcontainers",
            "serviceaccounts/token",
            "nodes/proxy",
            "certificatesigningrequests/approval",
            "validatingwebhookconfigurations",
            "mutatingwebhookconfigurations",
        ];

        public bool IsWide =>
            Verb is "*" or "escalate" or "bind" or "impersonate"
            || Resource == "*"
            || Group == "*"
            || (
                Leading.Contains(Resource, StringComparer.Ordinal)
                && !(Resource.EndsWith("configurations", StringComparison.Ordinal) && IsRead)
            );

        private bool IsRead => Verb is "get" or "list" or "watch";

        public static IReadOnlyList<Grant> Of(YamlMap role) =>
            [
                .. role.List("rules")
                    .OfType<YamlMap>()
                    .SelectMany(rule =>
                        (
                            from @group in Texts(rule, "apiGroups")
                            from resource in Texts(rule, "resources")
                            from name in Texts(rule, "resourceNames").DefaultIfEmpty("*")
                            from verb in Texts(rule, "verbs")
                            select new Grant(@group, resource, name, verb)
                        ).Concat(
                            from path in Texts(rule, "nonResourceURLs")
                            from verb in Texts(rule, "verbs")
                            select new Grant("url", path, "*", verb)
                        )
                    ),
            ];

        public bool Covers(Grant other) =>
            (Group == other.Group || (Group == "*" && other.Group != "url"))
            && (
                Resource == other.Resource
                || Resource == "*"
                || (Group == "url" && Resource.EndsWith('*') && other.Resource.StartsWith(Resource[..^1], StringComparison.Ordinal))
            )
            && (Name == other.Name || Name == "*")
            && (Verb == other.Verb || Verb == "*");

        public override string ToString() =>
            $"{Verb} {Resource}{(Group is "" or "url" ? "" : $".{Group}")}{(Name == "*" ? "" : $" {Name}")}";

        private static IEnumerable<string> Texts(YamlMap rule, string key) => rule.Texts(key).Select(item => item.Text);
    }
}
