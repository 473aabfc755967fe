using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>The dashboards of all apps of this repository: each belongs to an app, and asks what Prometheus can answer.</summary>
public sealed class DashboardTests
{
    public static TheoryData<string> All { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Join(Repository.Root, "apps"), "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => path.Split('/') is ["apps", _, "dashboards", _])
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_query_is_of_the_clusters_that_were_chosen(string path)
    {
        var queries = Queries(path);
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Equal(query.Split('{').Length, query.Split("cluster=~\"$cluster\"").Length));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Its_app_names_it(string path)
    {
        var (app, file) = (path.Split('/')[1], path.Split('/', 3)[2]);
        var named = Read($"apps/{app}/app.yaml").Map("spec")!.List("dashboards").Select(item => (item as YamlMap)?["file"] ?? item);
        Assert.Contains(file, named.OfType<YamlScalar>().Select(item => item.Text));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_real_Prometheus_reads_every_query(string path)
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "rules.yaml",
            YamlWriter.Write(
                Y.Map(
                    (
                        "groups",
                        Y.List(
                            Y.Map(
                                ("name", Y.Text("queries")),
                                (
                                    "rules",
                                    Y.List(
                                        Queries(path)
                                            .Select(
                                                (query, number) =>
                                                    Y.Map(("record", Y.Text($"query:{number}")), ("expr", Y.Text(Filled(query))))
                                            )
                                    )
                                )
                            )
                        )
                    )
                )
            )
        );
        var (exit, output, error) = TestTools.Run(TestTools.Promtool, ["check", "rules", "--lint=none", folder.File("rules.yaml")]);
        Assert.True(exit == 0, $"{path}: {output}{error}");
    }

    // As Grafana fills them in.
    private static string Filled(string query) =>
        query
            .Replace("$__rate_interval", "5m", StringComparison.Ordinal)
            .Replace("$__interval", "1m", StringComparison.Ordinal)
            .Replace("$__range", "3h", StringComparison.Ordinal);

    private static List<string> Queries(string path) =>
        [
            .. Read(path)
                .Map("spec")!
                .List("rows")
                .OfType<YamlMap>()
                .SelectMany(row => row.List("panels").OfType<YamlMap>())
                .SelectMany(panel => panel.List("queries").OfType<YamlMap>())
                .Select(query => query.Text("expr")!),
        ];

    private static YamlMap Read(string path) =>
        YamlReader.ReadMap(path, File.ReadAllText(Path.Join(Repository.Root, path)), new DiagnosticBag())!;
}
