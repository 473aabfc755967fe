using System.Diagnostics;
using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class PathTests
{
    [Theory]
    [InlineData("a.sh", "kubectl apply -f manifests/kube-system/ama-metrics.yaml")]
    [InlineData("a.sh", "cp out/kube-system.yaml ama-metrics.yaml")]
    [InlineData("a.go", "read(\"testdata/kube-system/ama-metrics.yaml\")")]
    [InlineData("a.sh", "kubectl get role ama-metrics-token-reader -n kube-system")]
    public void A_name_in_a_path_and_a_role_are_never_moved_by_their_neighbours(string path, string text) =>
        Assert.Equal(
            "review",
            SourceCode.Judge(text, path, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Theory]
    [InlineData("a.sh", "kubectl -n kube-system get deploy ama-metrics; ")]
    [InlineData("a.js", "get(\"kube-system\",\"ama-metrics\");")]
    [InlineData("a.md", "`kubectl -n kube-system get deploy ama-metrics` ")]
    public void A_line_of_megabytes_is_judged_in_seconds(string path, string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 3_000_000 / part.Length));
        var code = path.EndsWith(".md", StringComparison.Ordinal) ? null : SourceCode.Parse(text, path);
        var document = code is null ? Documents.Parse(text, path) : null;
        var clock = Stopwatch.StartNew();
        var mention = text.IndexOf("kube-system", StringComparison.Ordinal);
        for (var i = 0; i < 300; i++, mention = text.IndexOf("kube-system", mention + 5000, StringComparison.Ordinal))
        {
            Assert.Equal(
                Verdict.Move,
                (code?.Judge(mention, Known.Request, Known.Inventory) ?? document!.Judge(mention, Known.Request, Known.Inventory))!.Verdict
            );
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
    }
}
