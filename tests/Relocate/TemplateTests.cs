using GitOpsGen.Relocate;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Relocate;

/// <summary>Names and namespaces that a chart puts together, and manifests inside of other texts.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("ama-metrics-ksm", Verdict.Move)]
    [InlineData("exporter", Verdict.Keep)]
    [InlineData("", Verdict.Review)]
    public async Task A_name_that_a_helper_takes_from_the_values_is_known(string name, Verdict expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("c/Chart.yaml", "name: c\nversion: 0.1.0\n");
        folder.Write("c/values.yaml", $"fullnameOverride: {name}\n");
        folder.Write(
            "c/templates/_helpers.tpl",
            "{{- define \"c.name\" -}}\n{{- if .Values.fullnameOverride -}}\n{{- .Values.fullnameOverride | trunc 63 -}}\n{{- "
                + "else -}}\n{{- .Release.Name -}}\n{{- end -}}\n{{- end -}}\n"
        );
        folder.Write("c/templates/a.yaml", "kind: Service\nmetadata:\n  name: {{ include \"c.name\" . }}\n  namespace: kube-system\n");
        Assert.Equal(expected, Assert.Single((await Plans.OfAsync(folder.Path)).Occurrences).Judgement.Verdict);
    }

    [Theory]
    [InlineData(
        "fence.md",
        "1. So:\n\n   ```\n   kind: ConfigMap\n   metadata:\n     name: ama-metrics-x\n     namespace: kube-system\n   ```\n",
        Verdict.Move
    )]
    [InlineData("fence.md", "```yaml\nkind: ConfigMap\nmetadata:\n  name: coredns\n  namespace: kube-system\n```\n", Verdict.Keep)]
    [InlineData(
        "json.yaml",
        "annotations:\n  last: '{\"kind\":\"Service\",\"metadata\":{\"name\":\"ama-metrics-ksm\",\"namespace\":\"kube-system\"}}'\n",
        Verdict.Move
    )]
    [InlineData(
        "tabs.yaml",
        "{{- if .x }}\n\t\nkind: Service\nmetadata:\n  name: ama-metrics-ksm\t# ours\n  namespace: kube-system\t\n{{- end }}\n",
        Verdict.Move
    )]
    [InlineData("plain.yaml", "kind: Pod\nmetadata:\n  name: test\n  labels: {app: ama-metrics}\n  namespace: kube-system\n", Verdict.Keep)]
    public async Task A_manifest_inside_of_another_text_is_judged_like_a_file(string path, string text, Verdict expected) =>
        Assert.Equal(expected, (await Plans.OneAsync(path, text)).Judgement.Verdict);
}
