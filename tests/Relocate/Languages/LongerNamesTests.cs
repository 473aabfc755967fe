using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

/// <summary>A sign that only touches the name makes no longer name of it: such a mention is never kept without a word.</summary>
public sealed class LongerNamesTests
{
    [Theory]
    [InlineData("NS=\"${NS:-kube-system}\"", false)]
    [InlineData("NS=${NS-kube-system}", false)]
    [InlineData("NS=${1-kube-system}", false)]
    [InlineData("NS=${1:-kube-system}", false)]
    [InlineData("NS=${NAMES[0]:-kube-system}", false)]
    [InlineData("NS=${A:-${B-kube-system}}", false)]
    [InlineData("kubectl get pods -nkube-system", false)]
    [InlineData("-nkube-system", false)]
    [InlineData("[\"-nkube-system\"]", false)]
    [InlineData("kubectl exec -itnkube-system a", false)]
    [InlineData("\"a\\nkube-system\"", false)]
    [InlineData("\\bkube-system\\b", false)]
    [InlineData("q=namespace%3D%22kube-system%22", false)]
    [InlineData("{namespace=\\u0022kube-system\\u0022}", false)]
    [InlineData("kube-system-->a", false)]
    [InlineData("a---kube-system", false)]
    [InlineData("a.kube-system.svc.cluster.local", false)]
    [InlineData("pod_kube-system_container", false)]
    [InlineData("my-kube-system", true)]
    [InlineData("--kube-system", true)]
    [InlineData("kube-system-2", true)]
    [InlineData("kube-system-${ID}", true)]
    [InlineData("kube-systems", true)]
    [InlineData("kube-system.coreos.com/v1", true)]
    [InlineData("a.kube-system.example.com", true)]
    [InlineData("my_kube-system", true)]
    public void What_is_part_of_a_longer_name_is_told_from_what_is_only_touched(string text, bool isLonger) =>
        Assert.Equal(isLonger, LongerNames.IsOne(text, text.IndexOf("kube-system", StringComparison.Ordinal), "kube-system".Length));
}
