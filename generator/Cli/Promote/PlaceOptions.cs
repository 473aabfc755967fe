using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using GitOpsGen.Diagnostics;
using GitOpsGen.Promote;
using GitOpsGen.Publish;
using Command = System.CommandLine.Command;

namespace GitOpsGen.Cli.Promote;

/// <summary>Of which app, and where: in environments, in waves, or everywhere.</summary>
/// <param name="what">What is done there, as the end of "the app".</param>
internal sealed class PlaceOptions(string what)
{
    public Option<string?> App { get; } = new("--app") { Description = $"The app {what}." };

    public Option<string[]> Environments { get; } = CommonOptions.Several("--env", "In these environments.");

    public Option<string[]> Waves { get; } = CommonOptions.Several("--wave", "In all environments of these waves.");

    public Option<bool> Fleet { get; } = new("--fleet") { Description = "Everywhere." };

    public void AddTo(Command command, bool isAppRequired)
    {
        App.Required = isAppRequired;
        command.Add(App);
        command.Add(Environments);
        command.Add(Waves);
        command.Add(Fleet);
        command.Validators.Add(result =>
        {
            var said = new[]
            {
                result.GetValue(Environments) is { Length: > 0 },
                result.GetValue(Waves) is { Length: > 0 },
                result.GetValue(Fleet),
            };
            if (said.Count(one => one) > 1)
                result.AddError("--env, --wave and --fleet are three ways to say where; say one.");
        });
    }

    public bool Says(CommandResult result) =>
        result.GetValue(Environments) is { Length: > 0 } || result.GetValue(Waves) is { Length: > 0 } || result.GetValue(Fleet);

    /// <summary>Tells of each name that the base does not have.</summary>
    public void Check(ParseResult parsed, PromotionSight sight, DiagnosticBag diagnostics) =>
        new SightNames(sight, diagnostics).Check(parsed.GetValue(App), parsed.GetValue(Environments) ?? [], parsed.GetValue(Waves) ?? []);

    /// <summary>The name of the pull request that a unit is part of.</summary>
    public static string ScopeOf(PromotedUnit unit, ScopeKind kind) =>
        Scope.Of(new AppInEnvironment(unit.Environment, unit.App, unit.Wave), kind, "x").Name;

    /// <summary>The environments that are meant.</summary>
    public ImmutableArray<string> Of(ParseResult parsed, PromotionSight sight) =>
        parsed.GetValue(Environments) is { Length: > 0 } named
            ? [.. named]
            :
            [
                .. sight
                    .State.Units.Where(unit =>
                        parsed.GetValue(Fleet) || (parsed.GetValue(Waves) ?? []).Contains(unit.Wave, StringComparer.Ordinal)
                    )
                    .Select(unit => unit.Environment)
                    .Distinct(StringComparer.Ordinal),
            ];

    /// <summary>One pull request for each environment or wave that was named; one for everything.</summary>
    public ScopeKind Kind(ParseResult parsed) =>
        parsed.GetValue(Fleet) ? ScopeKind.All
        : parsed.GetValue(Waves) is { Length: > 0 } ? ScopeKind.Wave
        : ScopeKind.Environment;
}
