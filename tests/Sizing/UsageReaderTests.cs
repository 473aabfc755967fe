using GitOpsGen.Diagnostics;
using GitOpsGen.Sizing;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Sizing;

/// <summary>What Prometheus answers to a query over a time is taken as it is, and what is none of it is refused with its place.</summary>
public sealed class UsageReaderTests
{
    [Fact]
    public void Each_series_is_a_cluster_with_its_amounts_and_the_time_between_first_and_last()
    {
        var diagnostics = new DiagnosticBag();
        var usage = new UsageReader("samples.json", diagnostics).Read(
            """
            {"status": "success", "data": {"resultType": "matrix", "result": [
              {"metric": {"cluster": "a"}, "values": [[1764226000.5, "10"], [1764226300.5, "3e1"], [1764226600.5, "20"]]},
              {"metric": {}, "values": [[1, "7"]]}
            ]}}
            """
        );
        Assert.Empty(diagnostics.Sorted());
        Assert.Equal(["a", null], usage.Select(one => one.Cluster));
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.Zero), (usage[0].Span, usage[1].Span));
        Assert.Equal((10d, 20d, 30d), (usage[0].Quantile(0), usage[0].Quantile(0.5m), usage[0].Quantile(1)));
        // Between two samples on the straight line, as quantile_over_time has it.
        Assert.Equal(29.8, usage[0].Quantile(0.99m), 6);
        Assert.Equal(7, usage[1].Quantile(0.99m));
    }

    [Theory]
    [InlineData("", "(1,1)", "JSON")]
    [InlineData("[]", "(1,1)", "begins with a list")]
    [InlineData("{\"data\": 1}", "(1,1)", "no object data")]
    [InlineData("{\"status\": \"error\",\n \"error\": \"parse error\"}", "(1,12)", "Prometheus answered error: parse error")]
    [InlineData("{\"data\": {\"resultType\":\n\"vector\", \"result\": []}}", "(2,1)", "resultType is vector, not matrix")]
    [InlineData("{\"data\": {\"resultType\": \"matrix\", \"result\":\n[]}}", "(2,1)", "no series")]
    [InlineData("{\"data\": {\"resultType\": \"matrix\", \"result\": [\n1]}}", "(2,1)", "no object metric")]
    [InlineData(
        "{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"value\": [1, \"2\"]}]}}",
        "(2,1)",
        "no list of pairs"
    )]
    [InlineData("{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": []}]}}", "(2,26)", "no list of pairs")]
    [InlineData("{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": [[1]]}]}}", "(2,27)", "no pair")]
    [InlineData(
        "{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": [[1, \"NaN\"]]}]}}",
        "(2,31)",
        "'NaN'"
    )]
    [InlineData("{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": [[1, \"-2\"]]}]}}", "(2,31)", "'-2'")]
    [InlineData(
        "{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": [[\"now\", \"2\"]]}]}}",
        "(2,28)",
        "'now'"
    )]
    [InlineData(
        "{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {\"cluster\": \"a\"}, \"values\": [[1, \"2\"]]},\n"
            + "{\"metric\": {\"cluster\": \"a\"}, \"values\": [[1, \"2\"]]}]}}",
        "(3,12)",
        "two series are of cluster a"
    )]
    [InlineData(
        "{\"data\": {\"resultType\": \"matrix\", \"result\": [\n{\"metric\": {}, \"values\": [[1, \"2\"]]},\n{\"metric\": {}, \"values\": [[1, \"2\"]]}]}}",
        "(3,12)",
        "say no cluster"
    )]
    public void What_is_no_answer_is_refused_with_its_place(string text, string place, string why)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Empty(new UsageReader("samples.json", diagnostics).Read(text));
        var only = Assert.Single(diagnostics.Sorted());
        Assert.Equal(("GOG420", Severity.Error), (only.Code, only.Severity));
        Assert.StartsWith($"samples.json{place}", $"{only}", StringComparison.Ordinal);
        Assert.Contains(why, only.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_broken_file_breaks_the_reader()
    {
        const string Good =
            """{"data": {"resultType": "matrix", "result": [{"metric": {"cluster": "a"}, "values": [[1, "2"], [1e18, "1e18"]]}]}}""";
        for (var length = 0; length <= Good.Length; length++)
            new UsageReader("samples.json", new DiagnosticBag()).Read(Good[..length]);
    }
}
