using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using GitOpsGen.Cli.Terminal;
using GitOpsGen.Load;
using GitOpsGen.Promote;
using GitOpsGen.Promote.Pins;
using GitOpsGen.Promote.Runs;
using GitOpsGen.Promote.Steps;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary><c>gitopsgen hold</c>: keeps promotion away from an app somewhere, and lets it come again.</summary>
public sealed class HoldCommand
{
    private readonly Streams streams;
    private readonly bool lifts;
    private readonly ProposingOptions common = new();
    private readonly PlaceOptions places;
    private readonly HoldOptions hold = new();

    private HoldCommand(Streams streams, bool lifts)
    {
        (this.streams, this.lifts) = (streams, lifts);
        places = new PlaceOptions(lifts ? "that may go on" : "that stays as it is");
    }

    public static Command Create(Streams streams) =>
        new(
            "hold",
            """
            Keep promotion away from an app in some places, or lift such a hold. A hold stands in the pin, so it is merged like all else.

            Examples:
              gitopsgen hold add --app web --wave p25 --reason "load test" --until 2026-12-01T18:00Z
              gitopsgen hold lift --app web --fleet
            """
        )
        {
            new HoldCommand(streams, lifts: false).Make(),
            new HoldCommand(streams, lifts: true).Make(),
        };

    private Command Make()
    {
        var command = new Command(
            lifts ? "lift" : "add",
            lifts
                ? """
                Open a pull request that takes holds away. An environment that follows head goes back to it.

                Examples:
                  gitopsgen hold lift --app web --wave p10
                """
                : """
                Open a pull request that holds an app where it is.

                Examples:
                  gitopsgen hold add --app web --env prod-eu --reason "audit until Friday" --until 2026-12-04T16:00Z
                """
        );
        places.AddTo(command, isAppRequired: true);
        if (!lifts)
            hold.AddTo(command);
        common.AddTo(command, proposes: true);
        command.Add(common.Output);
        command.Validators.Add(result =>
        {
            if (!places.Says(result))
                result.AddError("say where: --env, --wave, or --fleet for everywhere.");
            if (!lifts && !hold.Says(result))
                result.AddError("--reason is missing: people will ask.");
        });
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (common.Publishing(parsed, streams) is not { } options)
            return ExitCodes.Failed;
        IReadOnlyList<PromotedUnit> units = [];
        var run = await common.RunAsync(
            parsed,
            options,
            streams,
            async (run, sight, git, cancel) =>
            {
                places.Check(parsed, sight, run.Diagnostics);
                if (run.Diagnostics.HasErrors)
                    return null;
                units = [.. Units(parsed, sight)];
                var held = lifts ? null : await hold.ReadAsync(parsed, git, cancel);
                return units.Count == 0 ? null : Wanted(parsed, sight, options, units, held);
            },
            cancellation
        );
        return Answer(parsed, run, units);
    }

    // What is held already may be held for another reason; what is not held needs no lifting.
    private IEnumerable<PromotedUnit> Units(ParseResult parsed, PromotionSight sight)
    {
        var environments = places.Of(parsed, sight);
        return sight
            .State.Units.Where(unit => unit.App == parsed.GetValue(places.App) && environments.Contains(unit.Environment))
            .Where(unit => !lifts || unit.Hold is not null);
    }

    private Wanted Wanted(ParseResult parsed, PromotionSight sight, PublishOptions options, IReadOnlyList<PromotedUnit> units, Hold? held)
    {
        var kind = places.Kind(parsed);
        var app = parsed.GetValue(places.App)!;
        var scopes = units.Select(unit => PlaceOptions.ScopeOf(unit, kind)).Distinct(StringComparer.Ordinal).ToImmutableArray();
        var wording = new Wording(
            $"{(lifts ? "Lift the hold of" : "Hold")} {app} in {string.Join(", ", units.Select(unit => unit.Environment))}",
            held is null ? [.. units.Select(unit => $"{unit.Environment} was held: {Holds.Text(unit.Hold!)}.")] : [$"{Holds.Text(held)}."]
        );
        return new Wanted(
            new Proposal([.. units.Select(unit => Edit(unit, sight, held))], ImmutableSortedDictionary<string, string>.Empty),
            options with
            {
                Prefix = $"{common.Folders(parsed).Holds}/{app}",
                ScopeKind = kind,
                Only = scopes,
                Wordings = scopes.ToImmutableDictionary(scope => scope, _ => wording, StringComparer.Ordinal),
            }
        )
        {
            Acts = true,
        };
    }

    // Only a rollback pins what follows head.
    private static PinEdit Edit(PromotedUnit unit, PromotionSight sight, Hold? held)
    {
        var edit = new PinEdit(unit.Environment, unit.App)
        {
            // What was taken back stays away for the new reason, too.
            Hold = held is null ? null : held with { Release = unit.Hold?.Release },
            LiftsHold = held is null,
        };
        var follows = sight.Fleet.Fleet.Environments.First(environment => environment.Name == unit.Environment).FollowsHead;
        return held is null && follows && !unit.FollowsHead && unit.Hold?.Release is not null ? edit with { Release = "head" } : edit;
    }

    private int Answer(ParseResult parsed, ProposingRun run, IReadOnlyList<PromotedUnit> units)
    {
        var command = $"hold {(lifts ? "lift" : "add")}";
        return new ProposingAnswer(streams, command, parsed.GetValue(common.Output), run, parsed.GetValue(common.DryRun)).Give(
            () =>
                new JsonObject
                {
                    ["app"] = parsed.GetValue(places.App),
                    ["environments"] = Streams.ToJson(units.Select(unit => unit.Environment)),
                },
            output =>
            {
                if (units.Count == 0 && !run.Diagnostics.HasErrors)
                    output.WriteLine("nothing is held there.");
            }
        );
    }
}
