using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.References;

/// <summary>REF-014: an Application of Argo CD has a project, which permits where it goes.</summary>
internal static class ProjectRules
{
    private const string Project = "argoproj.io/AppProject";

    public static Rule<ClusterContents> Projects { get; } =
        new("REF-014", "The AppProject of an Application or ApplicationSet is there, and permits its destination and its sources.", Check)
        {
            Why =
                "Argo CD refuses to sync an Application whose project it does not find, or whose destination or repository the project "
                + "does not permit.",
            Mend =
                "Correct `spec.project`, the destination or the repository, or add it to `spec.destinations` or `spec.sourceRepos` of the "
                + "project.",
            Severities = [Severity.Error, Severity.Note],
        };

    private static void Check(ClusterContents contents, Findings findings)
    {
        var index = new ClusterIndex(contents);
        var applications = index.Objects.Select(ApplicationSpec.Of).OfType<ApplicationSpec>().ToList();
        var projects = index.Objects.Where(one => one.GroupKind == Project).ToLookup(one => one.Name, StringComparer.Ordinal);
        var references = applications
            .Where(one => Find(projects, one) is null)
            .Select(one => Reference.In(one.Spec, "project", one.Owner, one.Path, Project, one.Owner.Namespace))
            .OfType<Reference>();
        ReferenceJudge.Judge(index, references, new(Messages.ProjectMissing, Messages.ProjectUnknown), findings);
        foreach (var application in applications)
            if (Find(projects, application) is { } project)
            {
                Destination(project, application, findings);
                Sources(project, application, findings);
            }
    }

    private static void Sources(Manifest project, ApplicationSpec application, Findings findings)
    {
        var sources = application.Spec.List("sources").Append(application.Spec.Map("source")).OfType<YamlMap>();
        foreach (var source in sources)
        foreach (var url in application.FilledIn(source).Select(one => one.Scalar("repoURL")).OfType<YamlScalar>())
        {
            var permitted = SourcePattern.Permits(project, url.Text);
            var (from, by) = (ObjectNames.Of(application.Owner), ObjectNames.Of(project));
            if (permitted == false)
                findings.Fail(Messages.SourceForbidden(url.At, from, url.Text, by));
            else if (permitted is null)
                findings.CannotTell(Messages.SourceNotTold(url.At, from, url.Text, by));
            if (permitted != true)
                return;
        }
    }

    // Applications may stand in other namespaces than their project, where it says so.
    private static Manifest? Find(ILookup<string, Manifest> projects, ApplicationSpec application) =>
        projects[application.Spec.Text("project") ?? ""]
            .FirstOrDefault(project =>
                project.Namespace == application.Owner.Namespace
                || (project.Spec?.Texts("sourceNamespaces") ?? []).Any(space =>
                    DestinationPattern.Matches(space.Text, application.Owner.Namespace)
                )
            );

    private static void Destination(Manifest project, ApplicationSpec application, Findings findings)
    {
        if (application.Spec.Map("destination") is not { } destination)
            return;
        foreach (var one in application.FilledIn(destination))
        {
            var asked = DestinationPattern.Text(one);
            var permitted = DestinationPattern.Permits(project, one);
            if (permitted == false)
                findings.Fail(
                    Messages.DestinationForbidden(destination.At, ObjectNames.Of(application.Owner), asked, ObjectNames.Of(project))
                );
            else if (permitted is null)
                findings.CannotTell(
                    Messages.DestinationUnknown(destination.At, ObjectNames.Of(application.Owner), asked, ObjectNames.Of(project))
                );
            if (permitted != true)
                return;
        }
    }
}

/// <summary>What an Application is, or what an ApplicationSet makes all of its Applications from.</summary>
internal sealed record ApplicationSpec(Manifest Owner, YamlMap Spec, string Path)
{
    public static ApplicationSpec? Of(Manifest manifest) =>
        manifest.GroupKind switch
        {
            "argoproj.io/Application" when manifest.Spec is { } spec => new ApplicationSpec(manifest, spec, "spec"),
            "argoproj.io/ApplicationSet" when manifest.Spec?.Map("template")?.Map("spec") is { } spec => new ApplicationSpec(
                manifest,
                spec,
                "spec.template.spec"
            ),
            _ => null,
        };

    /// <summary>What each element of a list makes of the map; the map itself where other generators fill it in.</summary>
    public IEnumerable<YamlMap> FilledIn(YamlMap template)
    {
        var generators = Owner.Spec?.List("generators").OfType<YamlMap>().ToList() ?? [];
        var elements = generators.SelectMany(one => one.Map("list")?.List("elements") ?? []).OfType<YamlMap>().ToList();
        return elements.Count > 0 && generators.TrueForAll(one => one.Map("list") is not null)
            ? elements.Select(element => Filled(template, element))
            : [template];
    }

    private static YamlMap Filled(YamlMap template, YamlMap element) =>
        new(
            template.At,
            [.. template.Entries.Select(entry => entry.Value is YamlScalar text ? entry with { Value = Filled(text, element) } : entry)]
        );

    private static YamlScalar Filled(YamlScalar text, YamlMap element) =>
        new(
            text.At,
            element
                .Entries.Where(entry => entry.Value is YamlScalar)
                .Aggregate(text.Text, (all, entry) => Filled(all, entry.Key.Text, ((YamlScalar)entry.Value).Text)),
            text.IsString
        );

    private static string Filled(string text, string key, string value) =>
        new[] { $"{{{{.{key}}}}}", $"{{{{ .{key} }}}}", $"{{{{{key}}}}}", $"{{{{ {key} }}}}" }.Aggregate(
            text,
            (all, form) => all.Replace(form, value, StringComparison.Ordinal)
        );
}
