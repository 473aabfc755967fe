using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>ARG-003: Argo CD is reached from inside only, and never in plain HTTP.</summary>
internal static class ServerExposureRule
{
    private const string Name = "argocd-server";

    public static Rule<ClusterContents> Inside { get; } =
        new(
            "ARG-003",
            "The Service `argocd-server` is ClusterIP; its Ingress or Gateway is internal; with `server.insecure` there is TLS in front.",
            Check
        )
        {
            Why = "Who reaches Argo CD reaches all clusters that it writes to, and over plain HTTP passwords and tokens can be read.",
            Mend = "Make the Service ClusterIP, take an internal class, and give the Ingress `tls` or the Gateway an HTTPS listener.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var doors = ServerDoors.Of(contents, Name).ToList();
        foreach (var door in doors.Where(door => door.Type is not null and not "ClusterIP"))
            findings.Fail(Messages.ServerService(door.At, door.Title, door.Type!));
        foreach (var door in doors.Where(door => door.Type is null))
            if (door.IsInternal is null)
                findings.CannotTell(Messages.ServerClassUnclear(door.At, door.Title, door.Class));
            else if (door.IsInternal == false)
                findings.Fail(Messages.ServerPublic(door.At, door.Title, door.Class));
        foreach (var settings in ArgoCdSettings.Of(contents, "argocd-cmd-params-cm", "configs", "params"))
            if (settings.Data.Text("server.insecure") == "true")
                Insecure(settings, [.. doors.Where(door => door.Namespace == settings.Namespace)], findings);
    }

    private static void Insecure(ArgoCdSettings settings, List<ServerDoor> doors, Findings findings)
    {
        var at = settings.Place("server.insecure");
        var entrances = doors.Where(door => door.Type != "ClusterIP").ToList();
        if (entrances.Count == 0)
            findings.CannotTell(Messages.InsecureUnclear(at, settings.Title, null));
        foreach (var door in entrances)
            if (door.HasTls is null)
                findings.CannotTell(Messages.InsecureUnclear(at, settings.Title, door.Title));
            else if (door.HasTls == false)
                findings.Fail(Messages.InsecureInPlain(at, settings.Title, door.Title));
    }
}
