using GitOpsGen.Check.Contents;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Promql;

namespace GitOpsGen.Check.Stack;

/// <summary>PROM-002: how long and how much is kept, by the class of the environment.</summary>
internal static class CapacityRule
{
    private const decimal Gi = 1024m * 1024 * 1024;

    public static Rule<ClusterContents> Kept { get; } =
        new(
            "PROM-002",
            "Prometheus keeps 2 days on 10Gi in an environment with the feature `local` and 15 days on 50Gi in one with `cloud`; "
                + "Alertmanager has 1Gi and 5Gi. More in the cloud, or less on a developer's machine, is only noted. What `retentionSize` "
                + "allows fits the volume.",
            Check
        )
        {
            Why =
                "Less than agreed is missing when somebody looks back; more than a developer's machine has fills its disk; a volume that "
                + "fills up stops Prometheus.",
            Mend = "Set `retention` and the request as the class of the environment asks, and `retentionSize` below the request.",
            Severities = [Severity.Error, Severity.Warning, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var wanted = EnvironmentClass.Of(contents.Features);
        foreach (var server in StackServer.Of(contents).Where(server => server.Kind is "Prometheus" or "Alertmanager"))
        {
            if (wanted is null)
                findings.CannotTell(Messages.ClassNotKnown(server.At, server.Title));
            if (server.Kind == "Prometheus")
                Retention(server, wanted, findings);
            Size(server, wanted, findings);
        }
    }

    private static void Retention(StackServer server, EnvironmentClass? wanted, Findings findings)
    {
        if (Written(server) is not { } text)
            return;
        var at = server.Place("retention");
        if (PromqlDuration.Of(text) is not { } kept)
            findings.Fail(Messages.RetentionForm(at, server.Title, $"{server.Path}.retention", text));
        else if (wanted is not null && kept != wanted.Retention)
            findings.Fail(
                Messages.RetentionDiffers(
                    at,
                    server.Title,
                    $"{server.Path}.retention",
                    text,
                    wanted.RetentionText,
                    wanted.Name,
                    wanted.IsHarm(kept > wanted.Retention)
                )
            );
    }

    // The chart's default is 10d; where nothing is said at all, Prometheus is started with 24h (CRD), unless the size alone decides.
    private static string? Written(StackServer server) =>
        server.Spec.Text("retention")
        ?? (
            server.Chart is not null && server.Spec["retention"] is null ? "10d"
            : server.Spec.Says("retentionSize") ? null
            : "24h"
        );

    private static void Size(StackServer server, EnvironmentClass? wanted, Findings findings)
    {
        string[] path = [server.StorageKey, "volumeClaimTemplate", "spec", "resources", "requests", "storage"];
        // What is none is PROM-001's.
        if (server.Spec.TextAt(path) is not { } text || Quantity.Of(text) is not { } size)
            return;
        var field = $"{server.Path}.{string.Join('.', path)}";
        var asked = server.Kind == "Prometheus" ? wanted?.Prometheus : wanted?.Alertmanager;
        if (asked is { } gigabytes && size != gigabytes * Gi)
            findings.Fail(
                Messages.SizeDiffers(
                    server.Place(path),
                    server.Title,
                    field,
                    text,
                    $"{gigabytes}Gi",
                    wanted!.Name,
                    wanted.IsHarm(size > gigabytes * Gi)
                )
            );
        if (server.Kind == "Prometheus" && server.Spec.Text("retentionSize") is { } limit && ByteSize(limit) > size)
            findings.Fail(
                Messages.RetentionSizeTooLarge(server.Place("retentionSize"), server.Title, $"{server.Path}.retentionSize", limit, text)
            );
    }

    // Prometheus reads GB as GiB (its units are powers of 1024).
    private static decimal? ByteSize(string text) =>
        text.EndsWith('B') && text[..^1].TrimEnd('i') is var number && number.Length > 0
            ? Quantity.Of(char.IsAsciiLetter(number[^1]) ? $"{number}i" : number)
            : null;
}
