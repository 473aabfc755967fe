using System.Globalization;
using GitOpsGen.Kubernetes;
using GitOpsGen.Wiring.Discovery;
using GitOpsGen.Yaml;

namespace GitOpsGen.Wiring.Scraping;

/// <summary>What Prometheus discovers of Endpoints and EndpointSlices that somebody renders.</summary>
internal static class RenderedEndpoints
{
    public static IEnumerable<Candidate> Of(Backing backing, string role) =>
        backing
            .Endpoints.SelectMany(manifest => manifest.Kind == "Endpoints" ? Subsets(manifest) : [Slice(manifest)])
            .SelectMany(set => Set(backing.Service, set, role));

    private static IEnumerable<Candidate> Set(
        ServiceSource service,
        (IEnumerable<string> Addresses, IEnumerable<YamlMap> Ports) set,
        string role
    ) =>
        set.Addresses.SelectMany(address =>
            set.Ports.Select(port =>
            {
                var labels = new TargetLabels();
                MetaLabels.AddService(labels, service, port.Text("name") ?? "", role);
                var shown = $"{address}:{port.Integer("port")?.ToString(CultureInfo.InvariantCulture)}";
                labels.Set("__address__", shown);
                return new Candidate(labels, null, null, null, service, port.Text("name") ?? "") { Address = shown };
            })
        );

    private static IEnumerable<(IEnumerable<string>, IEnumerable<YamlMap>)> Subsets(Manifest manifest) =>
        manifest
            .Document.List("subsets")
            .OfType<YamlMap>()
            .Select(subset =>
                (
                    subset.List("addresses").OfType<YamlMap>().Select(one => one.Text("ip")).OfType<string>(),
                    subset.List("ports").OfType<YamlMap>()
                )
            );

    private static (IEnumerable<string>, IEnumerable<YamlMap>) Slice(Manifest manifest) =>
        (
            manifest.Document.List("endpoints").OfType<YamlMap>().SelectMany(one => one.Texts("addresses")).Select(address => address.Text),
            manifest.Document.List("ports").OfType<YamlMap>()
        );
}
