using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Engines.Prometheus;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Pipeline.Alerts;

/// <summary>Holds what is asked of a Prometheus to what promtool says of it, as if each query were a rule.</summary>
internal sealed class QueryChecks(Promtool? promtool)
{
    public async Task<IReadOnlyList<Diagnostic>> CheckAsync(IEnumerable<AskedQuery> asked, CancellationToken cancellation)
    {
        var queries = asked.GroupBy(query => query.Text, StringComparer.Ordinal).Select(same => same.ToList()).ToList();
        if (queries.Count == 0)
            return [];
        if (promtool is null)
            return [Messages.ToolMissing("promtool", queries.Count, "expression")];
        var answers = await promtool.CheckAsync([.. queries.Select(same => File(same[0].Text))], cancellation);
        return
        [
            .. answers.Select(answer => answer.Failure).OfType<string>().Select(why => Messages.ToolFailed("promtool", why)),
            .. answers
                .SelectMany(answer => answer.Complaints)
                .SelectMany(complaint => queries[complaint.File].DistinctBy(one => one.Title).Select(one => Say(one, complaint))),
        ];
    }

    private static RuleFile File(string expression) =>
        new(
            new Manifest(
                Y.Map(
                    ("apiVersion", Y.Text("monitoring.coreos.com/v1")),
                    ("kind", Y.Text("PrometheusRule")),
                    ("metadata", Y.Map(("name", Y.Text("query")))),
                    (
                        "spec",
                        Y.Map(
                            (
                                "groups",
                                Y.List(
                                    Y.Map(
                                        ("name", Y.Text("query")),
                                        ("rules", Y.List(Y.Map(("record", Y.Text("query")), ("expr", Y.Text(expression)))))
                                    )
                                )
                            )
                        )
                    )
                )
            )
        );

    private static Diagnostic Say(AskedQuery query, ToolComplaint complaint)
    {
        var start = complaint.Text.IndexOf("could not parse expression", StringComparison.Ordinal);
        return Messages.RuleRefused(query.At, query.Title, start < 0 ? complaint.Text : complaint.Text[start..], isQuery: true);
    }
}
