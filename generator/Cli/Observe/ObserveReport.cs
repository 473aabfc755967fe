using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Observe;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Cli.Observe;

/// <summary>What <c>observe</c> answers: what is not healthy and why, and sums.</summary>
internal sealed class ObserveReport(Observed observed, bool isDry)
{
    public void Write(TextWriter output)
    {
        foreach (var seen in observed.Run.Observations)
        {
            if (seen.Health != Health.Healthy)
                output.WriteLine($"{seen.Environment}/{seen.App} on {seen.Cluster}: {Word(seen.Health)}, {seen.Reason}");
            foreach (var reading in seen.Readings.Where(reading => reading.IsGood == false))
                output.WriteLine(
                    $"{seen.Environment}/{seen.App} on {seen.Cluster}: '{reading.Query}' is out of its bounds ({reading.Value:0.######})"
                );
        }

        var all = observed.Run.Observations.Length;
        output.WriteLine(
            $"{Of(Health.Healthy)} of {all} healthy, {Of(Health.Progressing)} progressing, {Of(Health.Unhealthy)} unhealthy, "
                + $"{Of(Health.Unknown)} unknown; {observed.Recorded.Observations.Length} {(isDry ? "would be recorded" : "recorded")} on "
                + $"{observed.Branch}."
        );
    }

    public JsonObject Json(IEnumerable<Diagnostic> diagnostics, int exit) =>
        new()
        {
            ["dryRun"] = isDry,
            ["at"] = observed.Run.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["base"] = observed.Run.Base,
            ["branch"] = observed.Branch,
            ["observations"] = new JsonArray([.. observed.Run.Observations.Select(One)]),
            ["counts"] = new JsonObject(
                Enum.GetValues<Health>().Select(health => KeyValuePair.Create(Word(health), (JsonNode?)JsonValue.Create(Of(health))))
            ),
            ["recorded"] = observed.Recorded.Observations.Length,
            ["diagnostics"] = DiagnosticJson.Of(diagnostics),
            ["exitCode"] = exit,
        };

    private int Of(Health health) => observed.Run.Observations.Count(seen => seen.Health == health);

    private static JsonNode One(Observation seen) =>
        new JsonObject
        {
            ["environment"] = seen.Environment,
            ["app"] = seen.App,
            ["cluster"] = seen.Cluster,
            ["release"] = seen.Release,
            ["phase"] = seen.Phase.Word(),
            ["content"] = seen.Content,
            ["health"] = Word(seen.Health),
            ["reason"] = seen.Reason.Length > 0 ? seen.Reason : null,
            ["readings"] = new JsonArray([.. seen.Readings.Select(One)]),
        };

    private static JsonNode One(Reading reading) =>
        new JsonObject
        {
            ["query"] = reading.Query,
            ["value"] = reading.Value,
            ["good"] = reading.IsGood,
        };

    private static string Word(Health health) => health.ToString().ToLowerInvariant();
}
