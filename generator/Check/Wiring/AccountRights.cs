using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Wiring;

/// <summary>What somebody reads in a namespace: discovery by lists, the agent one Secret.</summary>
/// <param name="Resource">Such as <c>pods</c>.</param>
internal sealed record Need(string Group, string Resource, string Space)
{
    /// <summary>Of the one object that is read; null where all are.</summary>
    public string? Name { get; init; }

    public IEnumerable<string> Verbs => Name is null ? ["get", "list", "watch"] : ["get", "watch"];
}

/// <summary>What a ServiceAccount may read, by the bindings and roles that are rendered.</summary>
internal sealed class AccountRights
{
    private const string Group = "rbac.authorization.k8s.io";

    private readonly ClusterContents contents;
    private readonly string space;
    private readonly string name;
    private readonly List<Manifest> bindings;

    /// <param name="account">As <c>namespace/name</c>.</param>
    public AccountRights(ClusterContents contents, string account)
    {
        this.contents = contents;
        (space, name) = account.Split('/', 2) is [var left, var right] ? (left, right) : ("", account);
        bindings = [.. contents.Objects.OfKind("ClusterRoleBinding", "RoleBinding").Where(one => one.Id.Group == Group && Binds(one))];
    }

    /// <summary>Why something cannot be told, as the end of a sentence.</summary>
    public string Doubt { get; private set; } = "";

    public Answer May(Need need)
    {
        var there = bindings.Where(binding => binding.Kind == "ClusterRoleBinding" || binding.Namespace == need.Space).ToList();
        // Several roles may give it together.
        var answer = need.Verbs.Select(verb => there.Select(binding => Grants(binding, need, verb)).Any()).All();
        if (answer == Answer.No && contents.MayHave($"{Group}/ClusterRoleBinding", "") is { } unseen)
            return Unknown($"{unseen.What} may bind it: {unseen.Why}");
        return answer;
    }

    private Answer Unknown(string why)
    {
        Doubt = why;
        return Answer.Unknown;
    }

    private Answer Grants(Manifest binding, Need need, string verb)
    {
        var reference = binding.Document.Map("roleRef");
        var kind = reference?.Text("kind") ?? "";
        var role = contents.Objects.Find(new ObjectId(Group, kind, kind == "Role" ? binding.Namespace : "", reference?.Text("name") ?? ""));
        if (role is null)
            return Unknown($"{binding} binds it to {kind} {reference?.Text("name")}, which is not among the manifests");
        if (role.Document.Map("aggregationRule") is not null)
            return Unknown($"{role} gathers its rules from others");
        return Answers.Of(role.Document.List("rules").OfType<YamlMap>().Any(rule => IsFor(rule, need) && Has(rule, "verbs", verb)));
    }

    private static bool IsFor(YamlMap rule, Need need) =>
        Has(rule, "apiGroups", need.Group)
        && Has(rule, "resources", need.Resource)
        && (rule.List("resourceNames").Count == 0 || rule.Texts("resourceNames").Any(name => name.Text == need.Name));

    private static bool Has(YamlMap rule, string field, string asked) =>
        rule.Texts(field).Any(text => text.Text == "*" || text.Text == asked);

    private bool Binds(Manifest binding) =>
        binding
            .Document.List("subjects")
            .OfType<YamlMap>()
            .Any(subject =>
                subject.Text("kind") == "ServiceAccount"
                    ? subject.Text("name") == name && (subject.Text("namespace") ?? binding.Namespace) == space
                    : subject.Text("kind") == "Group"
                        && (subject.Text("name") == "system:serviceaccounts" || subject.Text("name") == $"system:serviceaccounts:{space}")
            );
}
