using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Observe.Prometheus;
using GitOpsGen.Promote.Evidence;

namespace GitOpsGen.Observe;

/// <summary>What Prometheus says to the queries of gates and triggers, for each cluster that an app runs in.</summary>
internal sealed class MetricReadings(Servers servers, DiagnosticBag diagnostics)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<(string? Server, string Text), QueryAnswer> answers = new();

    public bool HasUnreached { get; private set; }

    public async Task<IReadOnlyDictionary<Sought, ImmutableArray<Reading>>> ReadAsync(
        IReadOnlyList<Sought> all,
        CancellationToken cancellation
    )
    {
        var asked = all.Where(sought => IsAsked(sought.Unit)).ToList();
        var questions = asked.SelectMany(sought => sought.Unit.Queries.Select(query => Question(sought, query)));
        // What is the same for all clusters is asked once.
        await Parallel.ForEachAsync(
            questions.Where(question => question.Text is not null).Select(question => (question.Server, Text: question.Text!)).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (question, cancel) => answers[question] = await servers.Prometheus(question.Server)!.QueryAsync(question.Text, cancel)
        );
        TellTroubles(asked);
        return all.ToDictionary(sought => sought, Readings);
    }

    private ImmutableArray<Reading> Readings(Sought sought) =>
        [.. sought.Unit.Queries.Select(query => AnswerTo(sought, query)?.For(query) ?? new Reading(query.Name, null, null))];

    private QueryAnswer? AnswerTo(Sought sought, MetricQuery query)
    {
        var (server, text) = Question(sought, query);
        return text is null ? null : answers.GetValueOrDefault((server, text));
    }

    private static (string? Server, string? Text) Question(Sought sought, MetricQuery query) =>
        (sought.Unit.Prometheus, QueryText.Fill(query.Text, Facts(sought)));

    private static ImmutableSortedDictionary<string, string> Facts(Sought sought) =>
        ImmutableSortedDictionary<string, string>
            .Empty.Add("environment", sought.Unit.Unit.Environment)
            .Add("cluster", sought.Application.Cluster)
            .Add("app", sought.Unit.Unit.App)
            .Add("namespace", sought.Unit.Namespace);

    // Nobody is asked where neither the fleet nor the caller names one: that is how a fleet without Prometheus is.
    private bool IsAsked(ExpectedUnit unit)
    {
        if (unit.Queries.IsEmpty || servers.Prometheus(unit.Prometheus) is not null)
            return !unit.Queries.IsEmpty;
        if (unit.Prometheus is { } url)
        {
            HasUnreached = true;
            diagnostics.Add(
                Messages.ServerNotNamed(
                    unit.PrometheusAt,
                    "Prometheus",
                    url,
                    "Set PROMETHEUS_URL to it, or say --prometheus, with PROMETHEUS_TOKEN or --prometheus-token-file where it wants one."
                )
            );
        }

        return false;
    }

    private void TellTroubles(IReadOnlyList<Sought> asked)
    {
        foreach (var server in asked.Select(sought => sought.Unit.Prometheus).Distinct(StringComparer.Ordinal))
        {
            if (servers.Prometheus(server)!.Trouble is not { } trouble)
                continue;
            HasUnreached = true;
            diagnostics.Add(Messages.PrometheusNotAsked(trouble));
        }

        foreach (var sought in asked.Where(sought => servers.Prometheus(sought.Unit.Prometheus)!.Trouble is null))
        foreach (var query in sought.Unit.Queries)
            if (TroubleOf(sought, query) is { } why)
                diagnostics.Add(
                    Messages.QueryUnanswered(query.At, query.Name, $"{sought.Unit.Unit.Name} on {sought.Application.Cluster}", why)
                );
    }

    private string? TroubleOf(Sought sought, MetricQuery query) =>
        AnswerTo(sought, query) switch
        {
            null => "a name with a backtick cannot stand between backticks",
            { Trouble.Length: > 0 } answer => answer.Trouble,
            _ => null,
        };
}
