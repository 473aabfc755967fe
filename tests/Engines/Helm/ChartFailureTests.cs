using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Helm;

/// <summary>What the real Helm fails on is told at the template's line, and no value that is called like a credential is in it.</summary>
public sealed class ChartFailureTests
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var helm in new[] { "helm 3", "helm 4" })
            {
                cases.Add(
                    helm,
                    "a: b\n{{ fail (printf \"bad password %s\" .Values.adminPassword) }}\n",
                    "apps/demo/chart/templates/x.yaml(2,4): error GOG073: Helm cannot template dev/demo: execution error at "
                        + "(demo/templates/x.yaml:2:3): bad password (hidden)"
                );
                cases.Add(helm, "{{ fail (.Values.adminPassword | b64enc) }}\n", "templates/x.yaml(1,4): error GOG073");
                cases.Add(helm, "{{ fail .Values.tls.privateKey }}\n", "templates/x.yaml(1,4): error GOG073");
                cases.Add(
                    helm,
                    Secret("{{ .Values.adminPassword }}: {null: {{ .Values.adminPassword }}}"),
                    "chart/templates/x.yaml(1,1): error GOG073: Helm cannot template dev/demo: YAML parse error on "
                        + "demo/templates/x.yaml: error converting YAML to JSON: a key is empty, null or too large a number"
                );
                cases.Add(helm, Secret("a: hunter2\n   b: c"), "chart/templates/x.yaml(1,1): error GOG073");
                cases.Add(helm, "{{ .Values.adminPassword.x.y }}\n", "chart/templates/x.yaml(1,");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_failure_is_told_where_it_stands_and_without_values(string helm, string template, string words)
    {
        using var fleet = ChartFleet.Create(helm, "path: chart");
        DemoChart.Unique().With("templates/x.yaml", template).WriteTo(fleet, "apps/demo/chart");
        fleet.Write("apps/demo/values.yaml", "adminPassword: hunter2\ntls: {privateKey: \"begin\\nhunter2\\nend\\n\"}\n");
        foreach (var output in new[] { "text", "json" })
        {
            var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev", "--output", output);
            Assert.Equal(1, render.Exit);
            Assert.DoesNotContain("hunter2", render.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("aHVudGVyMg", render.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("--debug", render.ToString(), StringComparison.Ordinal);
            if (output == "text")
                Assert.Contains(words, render.Error, StringComparison.Ordinal);
        }
    }

    private static string Secret(string line) => $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  {line}\n";
}
