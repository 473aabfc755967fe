using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class DocumentsTests
{
    [Theory]
    [InlineData("The agent runs in kube-system.", "review", Category.Prose)]
    [InlineData("CoreDNS and kube-proxy run in kube-system.", "keep", Category.Prose)]
    [InlineData("The agent scrapes coredns in kube-system.", "review", Category.Prose)]
    [InlineData("Next to coredns, ama-metrics runs in kube-system.", "review", Category.Prose)]
    [InlineData("We use coredns.\n\nThe namespace is kube-system.", "review", Category.Prose)]
    [InlineData("The agent leaves kube-system for azure-managed-prometheus; coredns stays.", "review", Category.Prose)]
    [InlineData("| coredns | kube-system |\n| ama-metrics | x |", "keep", Category.Prose)]
    [InlineData("| ama-metrics | kube-system |\n| coredns | x |", "review", Category.Prose)]
    [InlineData("- coredns\n- kube-system\n", "review", Category.Prose)]
    [InlineData("<!-- kube-system -->", "keep", Category.Comment)]
    [InlineData("<!-- a --> in kube-system <!-- b -->", "review", Category.Prose)]
    [InlineData("Run `kubectl get deploy ama-metrics -n kube-system` first.", "move", Category.Command)]
    [InlineData("Run `kubectl get pods -n kube-system` to see ama-metrics.", "review", Category.Command)]
    [InlineData("Run `a` and `kubectl get ds kube-proxy -n kube-system`.", "keep", Category.Command)]
    [InlineData("The host `ama-metrics-ksm.kube-system.svc.cluster.local` answers.", "move", Category.ServiceAddress)]
    [InlineData("Ask `up{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}`.", "move", Category.Query)]
    [InlineData("The user system:serviceaccount:kube-system:ama-metrics-serviceaccount may.", "move", Category.ServiceAccountUser)]
    [InlineData("```bash\nkubectl -n kube-system get deploy ama-metrics\n```", "move", Category.Command)]
    [InlineData("```bash\n# the pods of kube-system\nkubectl get pods\n```", "keep", Category.Comment)]
    [InlineData("```\n$ kubectl logs deploy/ama-metrics \\\n    -n kube-system\n```", "move", Category.Command)]
    [InlineData("1. Do\n   ```sh\n   kubectl get pods -n kube-system | grep ama-metrics\n   ```", "move", Category.Command)]
    [InlineData("> ```powershell\n> kubectl get ds ama-metrics-win-node -n kube-system\n> ```", "move", Category.Command)]
    [InlineData("```bash\nNAMESPACE=kube-system\n```", "review", Category.Command)]
    [InlineData("```promql\nup{namespace=\"kube-system\", pod=~\"coredns.*\"}\n```", "keep", Category.Query)]
    [InlineData("```kusto\nX | where Namespace == \"kube-system\" and Name startswith \"ama-metrics\"\n```", "move", Category.Query)]
    [InlineData("```go\nget(\"kube-system\", \"ama-metrics\")\n```", "move", Category.Code)]
    [InlineData("```text\nkube-system namespace:\n  - agent\n```", "review", Category.Prose)]
    [InlineData("    kubectl get deploy ama-metrics -n kube-system\n", "move", Category.Command)]
    [InlineData("$ kubectl get deploy ama-metrics -n kube-system\n", "move", Category.Command)]
    [InlineData("See [this](https://x/blob/main/kube-system/a.yaml).", "review", Category.Prose)]
    public void A_document_is_judged_by_what_the_mention_stands_in(string text, string verdict, Category category)
    {
        var judgement = Documents.Judge(
            text,
            "a.md",
            text.IndexOf("kube-system", StringComparison.Ordinal),
            Known.Request,
            Known.Inventory
        );
        Assert.Equal((verdict, category), (judgement.Says(), judgement!.Category));
    }

    [Theory]
    [InlineData("a.md", "```yaml\nmetadata:\n  namespace: kube-system\n```", "yaml")]
    [InlineData("a.md", "~~~~ {.json title=x}\n{\"namespace\": \"kube-system\"}\n~~~~", "json")]
    [InlineData("a.md", "````yaml\na: |\n  ```\nb: kube-system\n````", "yaml")]
    [InlineData("a.md", "```\nmetadata:\n  namespace: kube-system\n```", "")]
    [InlineData("a.rst", ".. code-block:: yaml\n\n   metadata:\n     namespace: kube-system\n\nText\n", "yaml")]
    [InlineData("a.adoc", "[source,yaml]\n----\nnamespace: kube-system\n----\n", "yaml")]
    [InlineData("a.md", "```yaml\nnamespace: kube-system", "yaml")]
    public void A_block_of_yaml_or_json_is_handed_back(string path, string text, string language)
    {
        var offset = text.IndexOf("kube-system", StringComparison.Ordinal);
        var document = Documents.Parse(text, path);
        Assert.Null(document.Judge(offset, Known.Request, Known.Inventory));
        var fence = document.FenceAt(offset);
        Assert.Equal(language, fence?.Language);
        Assert.Contains("kube-system", text.Substring(fence!.Start, fence.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_behind_a_block_is_text_again()
    {
        const string text = "```yaml\na: b\n```\nin kube-system\n```bash\nkubectl get ds kube-proxy -n kube-system\n```\n";
        var document = Documents.Parse(text, "a.md");
        Assert.Equal(["yaml", "bash"], document.Fences.Select(fence => fence.Language));
        Assert.Equal(
            Category.Prose,
            document.Judge(text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory)?.Category
        );
        Assert.Equal(
            "keep",
            document.Judge(text.LastIndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );
    }

    [Theory]
    [InlineData("README.md", true)]
    [InlineData("docs/a.rst", true)]
    [InlineData("NOTES.txt", true)]
    [InlineData("CHANGELOG", true)]
    [InlineData("a.yaml", false)]
    [InlineData("Makefile", false)]
    public void Documents_are_told_by_their_names(string path, bool expected) => Assert.Equal(expected, Documents.IsOne(path));
}
