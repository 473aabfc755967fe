using GitOpsGen.Compare;
using GitOpsGen.Compare.Writers;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Environments are listed in the order in which a change reaches them.</summary>
public sealed class OrderTests
{
    private static readonly string[] Environments = ["alone", "prod-b", "canary", "prod-a", "dev"];

    private static string Map(string value) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings, namespace: demo}}\ndata: {{key: {value}}}\n";

    [Fact]
    public void Waves_come_first_then_names_and_what_is_in_no_wave_last()
    {
        var waves = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["prod-b"] = "p10",
            ["canary"] = "canary",
            ["prod-a"] = "p10",
            ["dev"] = "dev",
            ["odd"] = "no such wave",
        };
        var order = new RolloutOrder(["dev", "canary", "p10"], waves);
        Assert.Equal(["", "dev", "canary", "prod-a", "prod-b", "alone", "odd"], Environments.Append("odd").Append("").Order(order));
        Assert.Equal(["alone", "canary", "dev", "prod-a", "prod-b"], Environments.Order(RolloutOrder.ByName));
    }

    [Fact]
    public async Task A_fleets_waves_are_the_order_of_every_list()
    {
        using var fleet = new GitFleet();
        fleet.Folder.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace(
                "- {name: prod, follows: head}",
                "- {name: canary, follows: head}\n    - {name: prod, follows: head}",
                StringComparison.Ordinal
            )
        );
        foreach (
            var (environment, wave) in new[]
            {
                ("alone", ""),
                ("prod-b", "wave: prod"),
                ("canary", "wave: canary"),
                ("prod-a", "wave: prod"),
                ("dev", "wave: dev"),
            }
        )
            fleet.Folder.Write($"environments/{environment}/environment.yaml", SmallFleet.Environment(environment, wave));
        foreach (var environment in Environments.Append("still"))
            fleet.Write($"{environment}/web", Map("old"));
        fleet.Commit();
        foreach (var environment in Environments)
            fleet.Write($"{environment}/web", Map("new"));
        Assert.Contains("in     web in dev, canary, prod-a, prod-b, alone\n", (await fleet.DiffAsync()).Output, StringComparison.Ordinal);
        var json = await fleet.JsonAsync();
        Assert.Equal(
            ["dev dev", "canary canary", "prod-a prod", "prod-b prod", "alone ", "still "],
            json.GetProperty("environments")
                .EnumerateArray()
                .Select(environment => $"{environment.GetProperty("name").GetString()} {environment.GetProperty("wave").GetString()}")
        );
        Assert.Equal(
            ["dev", "canary", "prod-a", "prod-b", "alone"],
            json.GetProperty("changes")[0]
                .GetProperty("where")
                .EnumerateArray()
                .Select(place => place.GetProperty("environment").GetString())
        );

        // An environment that goes keeps its place.
        fleet.Delete("dev");
        Assert.Contains(
            "| removed `ConfigMap demo/settings` | web in dev |",
            (await fleet.DiffAsync("--committed", "--output", "markdown")).Output,
            StringComparison.Ordinal
        );
        Assert.Equal("dev", (await fleet.JsonAsync("--committed")).GetProperty("environments")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Without_waves_the_matrix_has_one_line_of_names()
    {
        var page = DiffHtml.Write(
            Differences.Fleet(
                Differences.Of([
                    ("environments/prod/web/rendered/manifests.yaml", Map("a"), Map("b")),
                    ("environments/dev/web/rendered/manifests.yaml", Map("a"), ""),
                ])
            )
        );
        Assert.Contains(
            "<thead>\n<tr><th scope=\"col\">app</th><th scope=\"col\">dev</th><th scope=\"col\">prod</th></tr>\n</thead>",
            page,
            StringComparison.Ordinal
        );
    }
}
