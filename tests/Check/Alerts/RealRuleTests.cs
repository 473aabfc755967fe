using GitOpsGen.Check.Alerts;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.Alerts;

/// <summary>What the rules say of real stacks: each finding has been read.</summary>
public sealed class RealRuleTests
{
    [Fact]
    public void The_chart_has_no_finding_that_is_none()
    {
        var text = File.ReadAllText(Repository.Data("kube-prometheus-stack-88.5.3.yaml"));
        var objects = Manifests.Read("kps.yaml", text, new DiagnosticBag())!;
        File.WriteAllText("/tmp/kps.txt", Said(new ClusterContents("kps", [new ContentsPart("", objects)])));
    }

    [Fact]
    public void The_own_fleet()
    {
        File.WriteAllText(
            "/tmp/own.txt",
            string.Join(
                '\n',
                Directory.GetDirectories(Path.Join(Repository.Root, "environments")).Select(folder => Said(Environment(folder)))
            )
        );
    }

    private static ClusterContents Environment(string folder)
    {
        var parts = Directory
            .GetDirectories(folder)
            .Where(app => File.Exists(Path.Join(app, "rendered", "manifests.yaml")))
            .Select(Part)
            .ToList();
        var unseen = parts
            .Where(part => part.Chart is not null)
            .Select(part => new UnseenPart($"the chart of {part.App}", "Argo CD inflates it", [], []));
        return new ClusterContents(Path.GetFileName(folder)!, [.. parts]) { Unseen = [.. unseen] };
    }

    private static ContentsPart Part(string app)
    {
        var objects = Manifests.Read(
            Path.GetRelativePath(Repository.Root, Path.Join(app, "rendered", "manifests.yaml")),
            File.ReadAllText(Path.Join(app, "rendered", "manifests.yaml")),
            new DiagnosticBag()
        )!;
        var values = Path.Join(app, "values.yaml");
        return new ContentsPart(Path.GetFileName(app)!, objects)
        {
            Chart =
                File.Exists(values) && app.EndsWith("prometheus-stack", StringComparison.Ordinal)
                    ? new ChartUse(
                        Position.Start(values),
                        "kube-prometheus-stack",
                        "88.5.3",
                        "kube-prometheus",
                        "monitoring",
                        YamlReader.ReadMap("v", File.ReadAllText(values), new DiagnosticBag())!,
                        IsSeen: false
                    )
                    : null,
        };
    }

    private static string Said(ClusterContents contents) =>
        contents.Name
        + "\n"
        + string.Concat(
            AlertRules
                .Rules.Rules.Concat(GitOpsGen.Check.Alertmanager.AlertmanagerRules.Rules.Rules)
                .SelectMany(rule => rule.Judge(contents).All)
                .Select(one => $"{one}\n")
        );
}
