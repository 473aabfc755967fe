using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>Holds every PrometheusRule to what promtool says of it.</summary>
internal sealed class RuleChecks(Promtool? promtool)
{
    private const string Kind = "monitoring.coreos.com/PrometheusRule";

    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(IReadOnlyList<ClusterContents> environments, CancellationToken cancellation)
    {
        var alike = environments
            .SelectMany(environment => environment.OfKind(Kind))
            .Select(manifest => new RuleFile(manifest))
            .Where(file => file.Rules > 0)
            .GroupBy(file => file.Digest, StringComparer.Ordinal)
            .Select(files => files.ToList())
            .ToList();
        if (alike.Count == 0)
            return [];
        if (promtool is null)
            return [Messages.ToolMissing("promtool", alike.Sum(files => files[0].Rules), "rule")];
        var answers = await promtool.CheckAsync([.. alike.Select(files => files[0])], cancellation);
        return
        [
            .. answers.Select(answer => answer.Failure).OfType<string>().Select(why => Messages.ToolFailed("promtool", why)),
            .. answers
                .SelectMany(answer => answer.Complaints)
                .SelectMany(complaint => alike[complaint.File].Select(file => Say(file, complaint))),
        ];
    }

    private static Diagnostic Say(RuleFile file, ToolComplaint complaint) =>
        Messages.RuleRefused(file.At(complaint.Text), file.Title, complaint.Text);
}
