using GitOpsGen.Check;
using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Files;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Pipeline;
using GitOpsGen.Plan;
using GitOpsGen.Validate.Custom;

namespace GitOpsGen.Validate;

/// <summary>Judges what a render of a fleet puts into its clusters. Writes nothing.</summary>
/// <param name="root">The fleet's repository, absolute.</param>
public sealed class FleetValidation(string root, ValidationOptions options, IProgress progress, TimeProvider clock)
{
    private readonly DiagnosticBag diagnostics = new();
    private readonly FileTree files = new(root);

    public async Task<ValidationReport> RunAsync(CancellationToken cancellation)
    {
        var settings = new Descriptions(files, new DiagnosticBag()).Settings()?.Validation ?? ValidationSettings.None;
        var custom = new CustomRuleReader(files, RuleSets.Owners, diagnostics).Read(settings.Rules);
        var ids = RuleSets.Ids(custom);
        options.Rules.Check(ids, diagnostics);
        if (diagnostics.HasErrors)
            return ValidationReport.Failed(diagnostics);
        var render = await RenderAsync(cancellation);
        // A rule that stopped the render is a finding as any other; it cannot be waived, since nothing was rendered.
        if (render.HasErrors)
            return Stopped(render);
        var schemas = new SchemaPlaces(files, diagnostics).Read(settings.Schemas, render.Contents);
        if (diagnostics.HasErrors)
            return ValidationReport.Failed(diagnostics);
        var (found, tallies) = new Judgement(options, custom, schemas).Of(render.Contents, progress, cancellation);
        return Report([.. OfRender(render), .. found], tallies, render, settings, ids);
    }

    /// <summary>Every rule that this fleet is judged by, its own last.</summary>
    public static IReadOnlyList<RuleSet> Catalogue(string root, DiagnosticBag diagnostics)
    {
        var files = new FileTree(root);
        var settings = new Descriptions(files, new DiagnosticBag()).Settings()?.Validation ?? ValidationSettings.None;
        var custom = new CustomRuleReader(files, RuleSets.Owners, diagnostics).Read(settings.Rules);
        return custom.Rules.IsEmpty ? RuleCatalogue.Sets : [.. RuleCatalogue.Sets, custom];
    }

    private Task<RenderReport> RenderAsync(CancellationToken cancellation) =>
        new RenderPipeline(
            new RenderOptions(root)
            {
                Mode = RenderMode.DryRun,
                ReportsContents = true,
                // What was rendered here before was rendered for the version that each environment has.
                TakesKnown = options.KubernetesVersion is null,
                KubernetesVersion = options.KubernetesVersion,
                Selection = new Selection([], options.Environments, []),
                AllowDeletions = true,
                Offline = options.Offline,
                MayFetch = !options.Offline,
                Trust = options.Trust,
            },
            progress,
            clock
        ).RunAsync(cancellation);

    private ValidationReport Stopped(RenderReport render)
    {
        foreach (var diagnostic in render.Diagnostics.Where(diagnostic => !IsOfRule(diagnostic)))
            diagnostics.Add(diagnostic);
        return new(ValidationReport.Sorted(FoundAt.Fold(OfRender(render))), [], diagnostics.Sorted());
    }

    private ValidationReport Report(
        IReadOnlyList<FoundAt> found,
        IReadOnlyList<RuleTally> tallies,
        RenderReport render,
        ValidationSettings settings,
        IReadOnlyCollection<string> ids
    )
    {
        foreach (var diagnostic in render.Diagnostics.Where(diagnostic => !IsOfRule(diagnostic)))
            diagnostics.Add(diagnostic);
        if (options.KubernetesVersion is null && !render.Changes.IsEmpty)
            diagnostics.Add(Messages.JudgedAsRendered(render.Changes.Changes.Length));
        var waivers = new Waivers(settings.Waivers, options.AsOf, options.IsWhole, diagnostics);
        var findings = ValidationReport.Sorted(waivers.Apply([.. found.Where(IsAsked)]));
        waivers.Check(ids);
        return new ValidationReport(findings, tallies, diagnostics.Sorted())
        {
            Objects = render.Contents.Sum(contents => contents.Objects.Objects.Length),
            Judged = [.. render.Contents.Select(contents => contents.Name)],
        };
    }

    // The rules of a sync and of a move are the render's; they name the unit themselves.
    private IEnumerable<FoundAt> OfRender(RenderReport render) =>
        render
            .Diagnostics.Where(diagnostic => IsOfRule(diagnostic) && options.Rules.Contains(diagnostic.Code))
            .Select(diagnostic => FoundAt.Of(diagnostic, ""));

    private static bool IsOfRule(Diagnostic diagnostic) => RuleSets.Owners.ContainsKey(diagnostic.Code);

    private bool IsAsked(FoundAt found) => options.Apps.IsEmpty || (found.App is { } app && options.Apps.Contains(app));
}
