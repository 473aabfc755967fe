using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Wiring;

/// <summary>This repository's own fleet, without its charts at hand: what somebody breaks in its files is named, with its mend.</summary>
public sealed class OwnFleetWiringTests(OwnFleetWiringTests.Fleet fleet) : IClassFixture<OwnFleetWiringTests.Fleet>
{
    private const string Cilium = "apps/prometheus-stack/components/cilium";

    [Theory]
    [InlineData(
        "apps/sample-app/base/namespace.yaml",
        "    monitoring: prometheus\n",
        "",
        "Probe sample-app/sample-app-probe",
        "namespace-selector",
        "namespace sample-app has no label monitoring, asked is monitoring=prometheus",
        "Give namespace sample-app what is asked, or widen probeNamespaceSelector."
    )]
    [InlineData(
        "environments/eks-dev/environment.yaml",
        "        operatorMode: true\n",
        "        operatorMode: true\n        labels: {prometheus: null}\n",
        "Probe sample-app/sample-app-probe",
        "object-selector",
        "Probe sample-app/sample-app-probe has no label prometheus, asked is prometheus=main",
        "Label the Probe with what is asked, or widen probeSelector."
    )]
    [InlineData(
        $"{Cilium}/services.yaml",
        "    app.kubernetes.io/name: kube-prometheus-cilium-agent\n",
        "    app.kubernetes.io/name: kube-prometheus-cilium\n",
        "ServiceMonitor monitoring/cilium-agent",
        "target-selector",
        "Service kube-system/kube-prometheus-cilium-agent has label app.kubernetes.io/name=kube-prometheus-cilium",
        "Correct the selector, or give Service kube-system/kube-prometheus-cilium-agent what is asked."
    )]
    [InlineData(
        $"{Cilium}/servicemonitors.yaml",
        "    - port: http-metrics\n",
        "    - port: metrics\n",
        "ServiceMonitor monitoring/cilium-agent",
        "port",
        "Service kube-system/kube-prometheus-cilium-agent has port http-metrics, none called metrics",
        "Write port: http-metrics, or rename the Service's port."
    )]
    public async Task What_is_broken_is_named_in_a_run_over_the_whole_fleet(
        string file,
        string old,
        string @new,
        string monitor,
        string hop,
        string found,
        string mend
    )
    {
        var text = fleet.Copy.Read(file);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not say: {old}");
        fleet.Copy.Write(file, string.Concat(text.AsSpan(0, at), @new, text.AsSpan(at + old.Length)));
        var whole = await Gitopsgen.RunInAsync(fleet.Copy, "wiring", "--offline");
        var one = await Gitopsgen.RunInAsync(fleet.Copy, "wiring", "--offline", "--env", "eks-dev", "--output", "json");
        fleet.Copy.Write(file, text);

        Assert.True(whole.Exit == 1, $"{whole}");
        foreach (var line in new[] { $"{monitor}: BROKEN", $"hop:   {hop}", $"found: {found}", $"mend:  {mend}" })
            Assert.Contains(line, whole.Output, StringComparison.Ordinal);
        var told = Monitor(JsonNode.Parse(one.Output)!, monitor);
        var step = told["by"]![0]!["hops"]!.AsArray()[^1]!;
        Assert.Equal((1, "no", "no"), (one.Exit, Text(told["works"]), Text(step["answer"])));
        Assert.Equal((hop, mend), (Text(step["hop"]), Text(step["mend"])));
        Assert.Contains(found, Text(step["found"]), StringComparison.Ordinal);
    }

    /// <summary>A copy in which each case breaks something and puts it right again: what it does not touch is rendered once.</summary>
    public sealed class Fleet : IDisposable
    {
        internal TemporaryFolder Copy { get; } = Repository.CopyOfFleet();

        public void Dispose() => Copy.Dispose();
    }

    private static JsonNode Monitor(JsonNode answer, string shown) =>
        answer["clusters"]![0]!["monitors"]!
            .AsArray()
            .Single(one => $"{Text(one!["kind"])} {Text(one["namespace"])}/{Text(one["name"])}" == shown)!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
