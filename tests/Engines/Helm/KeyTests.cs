using System.Text;
using System.Text.Json.Nodes;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>Keys that are no text become what Helm's own clients make of them, and Kustomize takes the result.</summary>
public sealed class KeyTests
{
    private const string Keys =
        "8443 true True TRUE tRue yes Yes YES no on On off OFF y Y n N 1.0 1.50 1.5 0x10 0X10 0x1F 0o17 0O17 017 08 09.5 0b11 -0b11 1e3 "
        + "1E3 1e-7 1e21 1e20 123456789.5 0.1 1_000 _1 1_ 0x_1F 1_0.5 -0 -0.0 +1 +1.5 -5 - .5 -.5 +.5 5. .inf -.inf +.inf .Inf .nan .NaN "
        + "18446744073709551616 9223372036854775807 -9223372036854775808 -9223372036854775809 123456789012345678901234567890 1:30 "
        + "2001-01-01 = abc 1.2.3 1a 0x 0xg 0o8 0b2 e3 1e 1e+3 1.e3 .e3 . .. -.5e3 infinity nan +0x10 -0x10 -017 00 0_ 16777217 1.1 1e39 "
        + "100000 1000000.0 999999.0 1234567.0 0.00001 0.0001 16777217.0 33554433.5 0.1234567891";

    public static TheoryData<string> Helms => ChartFleet.Helms;

    [Theory]
    [MemberData(nameof(Helms))]
    public void A_key_is_what_the_real_Helm_makes_of_it(string helm)
    {
        using var chart = new TemporaryFolder();
        chart.Write("Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\n");
        chart.Write(
            "templates/a.yaml",
            "read:\n" + string.Concat(Keys.Split(' ').Select(key => $"- {{{{ fromYaml \"{key}: v\" | toJson | b64enc }}}}\n"))
        );
        var (exit, output, error) = TestTools.Run(ChartFleet.Program(helm), ["template", "r", chart.Path]);
        Assert.True(exit == 0, error);
        var read = Encoding
            .UTF8.GetString(output)
            .Split('\n')
            .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(Convert.FromBase64String(line[2..]))!.AsObject().Single().Key);
        Assert.Equal(
            Keys.Split(' ').Zip(read),
            Keys.Split(' ').Select(key => (key, GoKey.Of(new YamlScalar(Position.Start("f"), key, isString: false))))
        );
    }

    [Fact]
    public async Task Bare_keys_of_a_chart_reach_the_cluster_in_quotes()
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart
            .Unique()
            .With(
                "templates/ports.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ports}\ndata: {9000: x, true: a, 1.0: b, 0x10: c, \"7\": d, plain: e}\n"
            )
            .WriteTo(fleet, "apps/demo/chart");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.True(render.Exit == 0, render.ToString());
        Assert.Contains(
            "data:\n  \"1\": b\n  \"7\": d\n  \"16\": c\n  \"9000\": x\n  plain: e\n  \"true\": a\n",
            ChartFleet.Manifests(fleet),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Two_keys_that_become_one_are_an_error()
    {
        using var fleet = ChartFleet.Create("helm 4", "path: chart");
        DemoChart
            .Unique()
            .With("templates/ports.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ports}\ndata: {0x10: x, \"16\": y}\n")
            .WriteTo(fleet, "apps/demo/chart");
        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");
        Assert.Equal(1, render.Exit);
        Assert.Contains("apps/demo/chart/templates/ports.yaml(1,1): error GOG073", render.Error, StringComparison.Ordinal);
        Assert.Contains("the key '16' is here twice", render.Error, StringComparison.Ordinal);
    }
}
