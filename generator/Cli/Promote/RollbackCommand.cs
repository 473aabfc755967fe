using System.Collections.Immutable;
using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Git;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Rollbacks;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary><c>gitopsgen rollback</c>: the release before comes back, and a hold with it.</summary>
public sealed class RollbackCommand(Streams streams)
{
    private readonly ProposingOptions common = new();
    private readonly PlaceOptions places = new("to take back");
    private readonly HoldOptions hold = new();
    private readonly Option<string?> to = new("--to") { Description = "The release to go back to; unless said, the one before." };
    private readonly Option<bool> automatic = new("--automatic")
    {
        Description = "Take back whatever definitely does harm in its soak: unhealthy again and again, or a query out of its bounds.",
    };
    private readonly Option<bool> autoMerge = new("--merge-when-ready")
    {
        Description = "The pull request merges as soon as nothing that is required stands against it.",
    };

    public static Command Create(Streams streams) => new RollbackCommand(streams).Make();

    private Command Make()
    {
        var command = new Command(
            "rollback",
            """
            Open a pull request that takes an app back to the release before, with a hold so that no promotion brings it again.

            Of an app in the middle of its move to another namespace the move is taken back. What comes back was rendered before and
            comes byte for byte, unless values of the environment changed since, which is told.

            Examples:
              gitopsgen rollback --app prometheus-stack --wave p10 --reason "alerts are late"
              gitopsgen rollback --app web --env prod-eu --to 1.4.0-3f2a9c1 --reason "5xx"
              gitopsgen rollback --app web --fleet --reason CVE-2026-1234
              gitopsgen rollback --automatic            in a pipeline, behind observe
            """
        )
        {
            to,
            automatic,
            autoMerge,
        };
        places.AddTo(command, isAppRequired: false);
        hold.AddTo(command);
        common.AddTo(command, proposes: true);
        command.Add(common.Output);
        command.Validators.Add(result =>
        {
            if (result.GetValue(automatic))
            {
                if (places.Says(result) || result.GetValue(to) is not null)
                    result.AddError("--automatic finds for itself what to take back; leave out --env, --wave, --fleet and --to.");
                return;
            }

            if (result.GetValue(places.App) is null)
                result.AddError("--app is missing: say what to take back.");
            if (!places.Says(result))
                result.AddError("say where: --env, --wave, or --fleet for everywhere.");
            if (!hold.Says(result))
                result.AddError("--reason is missing: it stands in the hold that keeps the release away.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (common.Publishing(parsed, streams) is not { } options)
            return ExitCodes.Failed;
        var report = new RollbackReport(parsed.GetValue(common.DryRun));
        var run = await common.RunAsync(
            parsed,
            options,
            streams,
            (run, sight, git, cancel) => DecideAsync(parsed, sight, git, options, run, report, cancel),
            cancellation
        );
        return report.Answer(run, streams, parsed.GetValue(common.Output));
    }

    private async Task<Wanted?> DecideAsync(
        ParseResult parsed,
        PromotionSight sight,
        GitRepository git,
        PublishOptions options,
        ProposingRun run,
        RollbackReport report,
        CancellationToken cancellation
    )
    {
        var isAutomatic = parsed.GetValue(automatic);
        places.Check(parsed, sight, run.Diagnostics);
        if (run.Diagnostics.HasErrors)
            return null;
        var moved = await new PinHistory(git, sight.Fleet.Commit).LastMovedAsync(sight.State.Units, cancellation);
        var planner = new RollbackPlanner(sight.State, sight.Evidence, sight.Now, unit => moved.Contains(unit.Name));
        var requests = isAutomatic
            ? [.. new Alarms(sight.State, sight.Evidence, sight.Now).All(parsed.GetValue(places.App))]
            : new[]
            {
                new RollbackRequest(
                    parsed.GetValue(places.App)!,
                    places.Of(parsed, sight),
                    parsed.GetValue(to),
                    await hold.ReadAsync(parsed, git, cancellation)
                ),
            };
        var plans = requests.Select(request => (request, plan: planner.Plan(request))).ToList();
        report.Take(plans, sight, isAutomatic);
        if (run.Diagnostics.HasErrors || plans.All(one => one.plan.Steps.IsEmpty))
            return null;
        return Wanted(parsed, sight, options, plans, isAutomatic);
    }

    // Of one app and one kind of place, so that two that go back at the same time never share a branch.
    private Wanted Wanted(
        ParseResult parsed,
        PromotionSight sight,
        PublishOptions options,
        IReadOnlyList<(RollbackRequest Request, RollbackPlan Plan)> plans,
        bool isAutomatic
    )
    {
        var settings = sight.State.Settings.Rollback;
        var steps = plans.SelectMany(one => one.Plan.Steps).ToList();
        var kind = isAutomatic ? ScopeKind.Environment : places.Kind(parsed);
        var merges = parsed.GetValue(autoMerge) || settings.AutoMerges;
        var folder = isAutomatic ? "automatic" : parsed.GetValue(places.App)!;
        var scopes = steps.Select(step => PlaceOptions.ScopeOf(step.Unit, kind)).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return new Wanted(
            new Proposal([.. steps.Select(step => step.Edit)], ImmutableSortedDictionary<string, string>.Empty),
            options with
            {
                Prefix = $"{common.Folders(parsed).Rollbacks}/{folder}",
                ScopeKind = kind,
                Only = scopes,
                Wordings = scopes.ToImmutableDictionary(
                    scope => scope,
                    scope => RollbackWords.Of(plans, unit => PlaceOptions.ScopeOf(unit, kind) == scope, scope, settings.ExpectedTime),
                    StringComparer.Ordinal
                ),
                Decoration = options.Decoration with { Labels = [.. options.Decoration.Labels.Union(settings.Labels)] },
                AutoMerges = merges,
            }
        )
        {
            Acts = true,
            Closes = Overtaken.By(steps, sight.State, sight.Now),
            WhyClosed =
                $"{string.Join(", ", steps.Select(step => step.Unit.App).Distinct(StringComparer.Ordinal))} is taken back and held, "
                + "so this is closed. What else it promoted is proposed anew by the next `gitopsgen promote --all-ready`.",
        };
    }
}
