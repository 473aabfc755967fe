using System.Text;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>Our layers of values mean to the chart what the same files would mean to Helm.</summary>
public sealed class ValuesTests
{
    private const string First = """
        probe: {http: null, exec: {command: [a]}}
        kept: {one: 1}
        list: [1, 2]
        gone: text
        big: 1234567
        text: "0755"

        """;

    private const string Second = """
        kept: {two: null, three: null}
        list: [3]
        gone: null
        unknown: null
        probe: {exec: {delay: 5}}
        multi: |
          first

            second
        yes: "no"

        """;

    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Theory]
    [MemberData(nameof(Helms))]
    public async Task Layers_merge_as_helm_merges_files_and_null_takes_the_charts_default_away(string helm)
    {
        using var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart
            .Unique()
            .With("values.yaml", "probe: {http: {path: /, port: 80}}\nkept: {one: 0, two: 2, four: 4}\ngone: default\nlist: [9, 9, 9]\n")
            .With(
                "templates/values.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: values}\ndata:\n  all: {{ toJson (omit .Values \"sub\" "
                    + "\"global\") | quote }}\n"
            )
            .WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/values.yaml", First);
        fleet.Write("second.yaml", Second);
        fleet.Write(
            "environments/dev/environment.yaml",
            fleet
                .Read("environments/dev/environment.yaml")
                .Replace("apps: {demo: {}}", $"apps:\n    demo:\n      values:\n{Indent(Second)}", StringComparison.Ordinal)
        );

        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");

        Assert.True(render.Exit == 0, render.ToString());
        var (exit, output, error) = TestTools.Run(
            ChartFleet.Program(helm),
            [
                "template",
                "rel",
                fleet.File("apps/demo/chart"),
                "--kube-version",
                "1.33.0",
                "--show-only",
                "templates/values.yaml",
                "--values",
                fleet.File("apps/demo/values.yaml"),
                "--values",
                fleet.File("second.yaml"),
            ]
        );
        Assert.True(exit == 0, error);
        var said = Encoding.UTF8.GetString(output).Split('\n').Single(line => line.StartsWith("  all: ", StringComparison.Ordinal));
        Assert.DoesNotContain("http", said, StringComparison.Ordinal);
        Assert.DoesNotContain("default", said, StringComparison.Ordinal);
        Assert.Equal(All(output), All(Encoding.UTF8.GetBytes(ChartFleet.Manifests(fleet))));
    }

    private static string All(byte[] manifests)
    {
        var map = ManifestText.Values(manifests).Single(value => ManifestText.Id(value).EndsWith(" values", StringComparison.Ordinal));
        return map["data"]["all"].ToString();
    }

    private static string Indent(string yaml) =>
        string.Concat(yaml.Split('\n').Select(line => line.Length == 0 ? "\n" : $"        {line}\n"));
}
