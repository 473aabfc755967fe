using System.Collections.Immutable;
using System.CommandLine;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Promote.Requests;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Promote.States;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary><c>gitopsgen promote</c>: proposes the next wave where the one before has proved itself.</summary>
public sealed class PromoteCommand(Streams streams)
{
    private readonly ProposingOptions common = new();
    private readonly Option<string?> app = new("--app") { Description = "Only this app." };
    private readonly Option<string?> wave = new("--to")
    {
        Description = "Only this wave. With --app it may replace a release that has yet to go on from there.",
    };
    private readonly Option<string?> phase = new("--phase")
    {
        Description = "Begin or go on with the move of --app to another namespace, in the wave --to.",
        HelpName = string.Join('|', PhaseWords.All),
    };
    private readonly Option<bool> allReady = new("--all-ready")
    {
        Description = "Propose every step that is ready; nothing ready is fine.",
    };

    private readonly Option<string[]> hosts = new("--schema-host")
    {
        Description = "Schemas for validate may be fetched from this host (host or host:port), as the fleet file asks.",
    };

    public static Command Create(Streams streams) => new PromoteCommand(streams).Make();

    private Command Make()
    {
        phase.CompletionSources.Clear();
        phase.CompletionSources.Add([.. PhaseWords.All]);
        var command = new Command(
            "promote",
            """
            Open a pull request for each wave whose next release is ready, and say of the others what they wait for.

            It goes by the base branch of the remote and by what `gitopsgen observe` saw, never by the work tree. Without an app, a wave or
            --all-ready it only tells.

            Examples:
              gitopsgen promote                                what is ready, and what the rest waits for
              gitopsgen promote --all-ready                    what a pipeline runs every few minutes
              gitopsgen promote --app web --to p10 --dry-run   the pull request of one step, without opening it
              gitopsgen promote --app ama-metrics --to canary --phase prepared
            """
        )
        {
            app,
            wave,
            phase,
            allReady,
            hosts,
        };
        common.AddAutoMergeTo(command);
        common.AddTo(command, proposes: true);
        command.Add(common.Output);
        command.Validators.Add(result =>
        {
            if (result.GetValue(allReady) && (result.GetValue(app) ?? result.GetValue(wave)) is not null)
                result.AddError("--all-ready means every app and wave; leave it out, or --app and --to.");
            if (result.GetValue(phase) is { } said && !PhaseWords.All.Contains(said, StringComparer.Ordinal))
                result.AddError($"--phase is one of {string.Join(", ", PhaseWords.All)}, not '{said}'.");
            if (result.GetValue(phase) is not null && (result.GetValue(app) is null || result.GetValue(wave) is null))
                result.AddError("--phase goes with --app and --to.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (common.Publishing(parsed, streams) is not { } options)
            return ExitCodes.Failed;
        var request = new PromotionRequest(
            parsed.GetValue(app),
            parsed.GetValue(wave),
            parsed.GetValue(phase) is { } word ? PhaseWords.Read(word) : null
        );
        using var progress = ConsoleProgress.On(streams.Error);
        var run = new ProposingRun(options, common.Folders(parsed), common.GitHub(parsed), progress)
        {
            TellsAll = true,
            SchemaHosts = [.. parsed.GetValue(hosts) ?? []],
        };
        var report = new PromoteReport(run, parsed.GetValue(common.DryRun) || !Asks(parsed));
        try
        {
            await run.RunAsync(
                (sight, _, _) => Task.FromResult(Decide(parsed, sight, request, options, run, report)),
                report.IsDry,
                cancellation
            );
        }
        finally
        {
            progress.Stop();
        }

        return report.Answer(streams, parsed.GetValue(common.Output), IsRefused(parsed, report));
    }

    private bool Asks(ParseResult parsed) =>
        parsed.GetValue(allReady) || parsed.GetValue(app) is not null || parsed.GetValue(wave) is not null;

    private Wanted? Decide(
        ParseResult parsed,
        PromotionSight sight,
        PromotionRequest request,
        PublishOptions options,
        ProposingRun run,
        PromoteReport report
    )
    {
        new SightNames(sight, run.Diagnostics).Check(request.App, [], request.Wave is { } one ? [one] : []);
        if (run.Diagnostics.HasErrors)
            return null;
        var planner = new PromotionPlanner(sight.State, sight.Evidence, sight.Now);
        var plan = planner.Plan(request);
        report.Plan = plan;
        plan = plan with { Steps = [.. Permitted(plan.Steps, run)] };
        if (!Asks(parsed))
            return null;
        var isWhole = request is { App: null, Wave: null };
        ImmutableArray<PromotionStep> steps = isWhole ? plan.Steps : [.. plan.Steps, .. Permitted(InFlight(sight, planner, plan), run)];
        new OpenAfter(sight, common.Folders(parsed)).Check(steps, isWhole, run.Diagnostics);
        if (run.Diagnostics.HasErrors)
            return null;
        var words = new PromotionWords(sight, plan);
        var guarded = Guarded(sight).Intersect(options.AutoMergeWaves, StringComparer.Ordinal).ToImmutableArray();
        return new Wanted(
            PromotionWords.Proposal(steps),
            options with
            {
                Wordings = words.Of(steps),
                AutoMergeWaves = [.. options.AutoMergeWaves.Except(guarded, StringComparer.Ordinal)],
                WhyClosed =
                    "This is not ready any more, so it is closed; `gitopsgen promote` tells what it waits for. Once it is ready again "
                    + "a new pull request is opened.",
                // Only who looks at everything may close what is wanted no more.
                Only = isWhole ? [] : [.. plan.Steps.Select(step => step.Wave).Distinct(StringComparer.Ordinal)],
            }
        )
        {
            Acts = !plan.Steps.IsEmpty || (isWhole && sight.State.Open.Any(change => !change.IsRollback)),
            Merges = guarded,
        };
    }

    // What one environment of a wave cannot take the others do not get either.
    private static IEnumerable<PromotionStep> Permitted(IEnumerable<PromotionStep> steps, ProposingRun run)
    {
        var all = steps.ToList();
        var refused = all.Where(step => run.Refused.Contains((step.Unit.Environment, step.Unit.App)))
            .Select(step => (step.Wave, step.Unit.App))
            .ToHashSet();
        return all.Where(step => !refused.Contains((step.Wave, step.Unit.App)));
    }

    // The host merges when its own rules hold, and knows nothing of what the wave asks for.
    private static IEnumerable<string> Guarded(PromotionSight sight) =>
        sight.State.Waves.Where(wave => RequestGates.IsGuarded(wave, sight.State.Settings)).Select(wave => wave.Name);

    /// <summary>Steps of other apps that are proposed already and still planned: they stay in their pull requests.</summary>
    private static IEnumerable<PromotionStep> InFlight(PromotionSight sight, PromotionPlanner planner, PromotionPlan asked)
    {
        var waves = asked.Steps.Select(step => step.Wave).ToHashSet(StringComparer.Ordinal);
        var open = sight
            .State.Open.Where(change => !change.IsRollback)
            .SelectMany(change => change.Pins)
            .Select(pin => (pin.Environment, pin.App))
            .ToHashSet();
        var taken = asked.Steps.Select(step => step.Unit.Name).ToHashSet(StringComparer.Ordinal);
        return planner
            .Plan(PromotionRequest.AllReady)
            .Steps.Where(step => waves.Contains(step.Wave) && open.Contains((step.Unit.Environment, step.Unit.App)))
            .Where(step => !taken.Contains(step.Unit.Name));
    }

    // Nothing ready is no mistake; a step that somebody asked for by its app and wave, and that may not be taken, is one.
    private bool IsRefused(ParseResult parsed, PromoteReport report) =>
        parsed.GetValue(app) is not null
        && parsed.GetValue(wave) is { } named
        && report.Plan is { Steps.IsEmpty: true } plan
        && plan.Lines.All(line => line.Wave != named || line.State is not (LineState.Current or LineState.Head));
}
