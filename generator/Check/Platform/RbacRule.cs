using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Platform;

/// <summary>ARG-002: who may do what in Argo CD is written as 3.0 reads it.</summary>
internal static class RbacRule
{
    // What a policy may be about (Argo CD, "RBAC Configuration").
    private static readonly string[] Resources =
    [
        "*",
        "accounts",
        "applications",
        "applicationsets",
        "certificates",
        "clusters",
        "exec",
        "extensions",
        "gpgkeys",
        "logs",
        "projects",
        "repositories",
        "write-repositories",
    ];

    public static Rule<ClusterContents> Explicit { get; } =
        new(
            "ARG-002",
            "Whoever may see Applications is granted `logs, get` as well, and whoever may update or delete them `update/*` and `delete/*`; "
                + "`policy.default` grants nothing that changes anything; the local administrator is switched off (`admin.enabled: "
                + "\"false\"`); "
                + "each line is a policy, and each role exists.",
            Check
        )
        {
            Why =
                "Since 3.0 logs have to be granted, and update and delete do not reach the resources of an Application. What "
                + "policy.default "
                + "grants nobody can take away. One line that is no policy makes all of them void.",
            Mend = "Add the lines; leave policy.default empty; switch the administrator off once single sign-on works.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var settings = ArgoCdSettings.Of(contents, "argocd-cm", "configs", "cm").ToList();
        foreach (var one in settings.Where(one => one.Data.Text("admin.enabled") != "false"))
            findings.Fail(Messages.AdministratorEnabled(one.Place("admin.enabled"), one.Title));
        foreach (var rbac in ArgoCdSettings.Of(contents, "argocd-rbac-cm", "configs", "rbac"))
        {
            var isInherited = settings.Any(one => one.Data.Text("server.rbac.disableApplicationFineGrainedRBACInheritance") == "false");
            Judge(rbac, isInherited, findings);
        }
    }

    private static void Judge(ArgoCdSettings rbac, bool isInherited, Findings findings)
    {
        var policy = RbacPolicy.Of(rbac.Data);
        foreach (var line in policy.Lines)
            Form(rbac, policy, line, findings);
        foreach (var subject in policy.Subjects)
            Subject(rbac, subject, isInherited, findings);
        Default(rbac, policy, findings);
    }

    private static void Form(ArgoCdSettings rbac, RbacPolicy policy, RbacLine line, Findings findings)
    {
        var isPolicy = line.Fields is ["p", _, _, _, _, "allow" or "deny"] or ["g", _, _];
        if (!isPolicy)
            findings.Fail(Messages.RbacLineForm(line.From.At, rbac.Title, line.Text));
        else if (line.Fields is ["p", _, var resource, ..] && !Resources.Contains(resource, StringComparer.Ordinal))
            findings.Fail(Messages.RbacResource(line.From.At, rbac.Title, line.Text, resource, Resources));
        else if (line.Fields is ["g", _, var role] && role.StartsWith("role:", StringComparison.Ordinal) && !policy.Roles.Contains(role))
            findings.Fail(Messages.RbacRole(line.From.At, rbac.Title, line.Text, role, policy.Roles));
    }

    private static void Subject(ArgoCdSettings rbac, IGrouping<string, RbacLine> subject, bool isInherited, Findings findings)
    {
        var at = subject.First().From.At;
        if (Grants(subject, "applications", "get") && !Grants(subject, "logs", "get"))
            findings.Fail(Messages.RbacLogs(at, rbac.Title, subject.Key));
        foreach (var action in new[] { "update", "delete" })
            // "update/" is matched by what reaches resources: update/*, update/*/Pod/*, or *.
            if (!isInherited && Grants(subject, "applications", action) && !subject.Any(line => Reaches(line, action)))
                findings.Fail(Messages.RbacResources(at, rbac.Title, subject.Key, action));
    }

    private static bool Grants(IEnumerable<RbacLine> lines, string resource, string action) =>
        lines.Any(line => line.Grants(resource, action));

    private static bool Reaches(RbacLine line, string action) =>
        line.IsGrant
        && line.Fields[2] is ("applications" or "*")
        && (line.Fields[3] == "*" || line.Fields[3].StartsWith($"{action}/", StringComparison.Ordinal));

    private static void Default(ArgoCdSettings rbac, RbacPolicy policy, Findings findings)
    {
        if (rbac.Data.Text("policy.default") is not { Length: > 0 } role)
            return;
        var at = rbac.Place("policy.default");
        if (!policy.Roles.Contains(role))
            findings.Fail(Messages.RbacRole(at, rbac.Title, $"policy.default: {role}", role, policy.Roles));
        else if (role == "role:admin" || policy.Lines.Any(line => line.IsGrant && line.Fields[1] == role && line.Fields[3] != "get"))
            findings.Fail(Messages.RbacDefault(at, rbac.Title, role));
        else
            findings.Fail(Messages.RbacDefaultReads(at, rbac.Title, role));
    }
}
