using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Support;
using GitOpsGen.Wiring.Cost;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>The sample file: what Prometheus answers is taken as it is, and what is none of it is refused with its place.</summary>
public sealed class SampleReaderTests
{
    [Fact]
    public void The_closest_sample_of_a_job_counts_and_several_are_averaged()
    {
        var samples = Read(
            """
            {"status": "success", "infos": [], "data": {"resultType": "vector", "result": [
              {"metric": {"job": "kubelet"}, "value": [1764226000.123, "10"]},
              {"metric": {"job": "kubelet", "metrics_path": "/metrics"}, "value": [1764226000.123, "1500"]},
              {"metric": {"job": "kubelet", "metrics_path": "/metrics", "instance": "b"}, "value": [1764226000.123, "1700"]},
              {"metric": {"job": "kubelet", "metrics_path": "/metrics/cadvisor", "namespace": "kube-system"}, "value": [1, "7e3"]}
            ]}, "nodes": {"canary": 3, "p100": 40}}
            """
        );
        Assert.Equal(1600, samples.SeriesOf("kubelet", sample => sample.IsOf("kube-system", "kubelet", "/metrics")));
        Assert.Equal(7000, samples.SeriesOf("kubelet", sample => sample.IsOf("kube-system", "kubelet", "/metrics/cadvisor")));
        Assert.Equal(10, samples.SeriesOf("kubelet", sample => sample.IsOf("elsewhere", "kubelet", "/metrics/cadvisor")));
        Assert.Null(samples.SeriesOf("node", sample => sample.IsOf("kube-system", "kubelet", "/metrics")));
        Assert.Equal(
            (3, 3, 40, null),
            (samples.NodesOf("canary"), samples.NodesOf("canary/aks-1"), samples.NodesOf("p100"), samples.NodesOf("dev"))
        );
        Assert.Equal(7, Read("""{"data": {"resultType": "vector", "result": []}, "nodes": 7}""").NodesOf("any"));
    }

    [Theory]
    [InlineData("", "(1,1)", "JSON")]
    [InlineData("{\"data\": {\n  \"resultType\": \"vector\",\n  \"result\": [}", "(3,14)", "'}'")]
    [InlineData("{} {}", "(1,4)", "'{'")]
    [InlineData("[]", "(1,1)", "begins with a list")]
    [InlineData("{\"data\": 1}", "(1,1)", "no object data")]
    [InlineData("{\"status\": \"error\",\n \"error\": \"parse error\"}", "(1,12)", "Prometheus answered error: parse error")]
    [InlineData("{\"data\": {\"resultType\":\n\"matrix\", \"result\": []}}", "(2,1)", "resultType is matrix, not vector")]
    [InlineData("{\"data\": {\"resultType\": \"vector\", \"result\": {}}}", "(1,45)", "no list")]
    [InlineData("{\"data\": {\"resultType\": \"vector\", \"result\": [\n1]}}", "(2,1)", "no object metric")]
    [InlineData(
        "{\"data\": {\"resultType\": \"vector\", \"result\": [\n{\"metric\": {}, \"value\": [1, \"2\"]}]}}",
        "(2,12)",
        "no label job"
    )]
    [InlineData(
        "{\"data\": {\"resultType\": \"vector\", \"result\": [\n{\"metric\": {\"job\": \"a\"}, \"values\": []}]}}",
        "(2,1)",
        "no pair"
    )]
    [InlineData(
        "{\"data\": {\"resultType\": \"vector\", \"result\": [\n{\"metric\": {\"job\": \"a\"}, \"value\": [1, \"NaN\"]}]}}",
        "(2,39)",
        "'NaN'"
    )]
    [InlineData(
        "{\"data\": {\"resultType\": \"vector\", \"result\": [\n{\"metric\": {\"job\": \"a\"}, \"value\": [1, \"-2\"]}]}}",
        "(2,39)",
        "'-2'"
    )]
    [InlineData("{\"data\": {\"resultType\": \"vector\", \"result\": []},\n\"nodes\": \"x\"}", "(2,10)", "nodes is a number")]
    [InlineData("{\"data\": {\"resultType\": \"vector\", \"result\": []},\n\"nodes\": {\"a\": -1}}", "(2,16)", "nodes is a number")]
    [InlineData("{\"a\": 1,\n \"a\": 2}", "(2,2)", "the key 'a' is there twice")]
    [InlineData("{\"a\": \"\\ud800\"}", "(1,7)", "half of a character")]
    public void What_is_no_answer_of_Prometheus_is_refused_with_its_place(string text, string place, string says)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(new SampleReader("samples.json", diagnostics).Read(text));
        var found = Assert.Single(diagnostics.Sorted());
        Assert.StartsWith($"samples.json{place}: error GOG321", $"{found}", StringComparison.Ordinal);
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_deep_or_holds_too_much_is_refused()
    {
        foreach (var text in new[] { new string('[', 100_000), $"[{string.Join(',', Enumerable.Repeat("[]", 1_000_001))}]" })
        {
            var diagnostics = new DiagnosticBag();
            Assert.Null(new SampleReader("samples.json", diagnostics).Read(text));
            Assert.Equal("GOG321", Assert.Single(diagnostics.Sorted()).Code);
        }
    }

    [Fact]
    public async Task A_file_that_is_too_large_a_link_or_a_folder_is_refused_by_the_command()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop.yaml", Shop.Manifests);
        folder.Write("samples/x", "");
        using (var large = File.Create(folder.File("large.json")))
            large.SetLength(100L << 20);
        File.CreateSymbolicLink(folder.File("link.json"), "/etc/passwd");
        foreach (
            var (file, exit, code) in new[]
            {
                ("large.json", 1, "GOG010"),
                ("link.json", 1, "GOG012"),
                ("samples", 2, "GOG322"),
                ("none.json", 2, "GOG322"),
            }
        )
        {
            var answer = await Gitopsgen.RunAsync("wiring", folder.File("shop.yaml"), "--cost", folder.File(file));
            Assert.True(answer.Exit == exit && answer.Output.Length == 0, $"{file}: {answer}");
            Assert.Contains(code, answer.Error, StringComparison.Ordinal);
        }
    }

    private static Samples Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var samples = new SampleReader("samples.json", diagnostics).Read(text);
        Assert.Equal([], diagnostics.Sorted().Select(one => $"{one}"));
        return samples!;
    }
}
