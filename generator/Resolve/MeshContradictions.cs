using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Resolve;

/// <summary>What the way that a mesh lets scrapes in does not allow.</summary>
internal sealed class MeshContradictions(App app, Monitoring monitoring, MonitoringMistakes mistakes)
{
    public void Find()
    {
        // A Probe goes through the Ingress, whatever the mesh.
        if (monitoring is { OperatorMode: true, Type: MonitorType.Ingress })
            return;
        if (monitoring.Mesh == MeshScraping.Merge)
            OfMerge();
        if (monitoring.Mesh == MeshScraping.Certificates)
            OfCertificates();
        if (monitoring.Annotates)
            OfAnnotations();
    }

    // The agent fetches from the pod's own address, with no more than path and port.
    private void OfMerge()
    {
        if (monitoring.Scheme == "https")
            mistakes.Contradict(
                "scheme",
                "the agent of the mesh that merges metrics fetches them by http alone",
                "Serve them by http, or say 'mesh: certificates'"
            );
        if (monitoring.OperatorMode)
            foreach (var key in Monitoring.ProtectionKeys.Where(mistakes.Says))
                mistakes.Contradict(
                    key,
                    $"the agent of the mesh that merges metrics knows no '{key}'",
                    "Remove it, or say 'mesh: certificates'"
                );
        if (monitoring.AnnotationPrefix != Monitoring.StandardPrefix)
            mistakes.Contradict(
                "annotationPrefix",
                $"the agent of the mesh that merges metrics reads annotations of {Monitoring.StandardPrefix}/ alone",
                "Remove 'annotationPrefix'"
            );
    }

    private void OfCertificates()
    {
        if (!monitoring.OperatorMode)
            mistakes.Contradict(
                "mesh",
                "what annotations ask for is scraped without certificates of the mesh",
                "Say 'operatorMode: true' and 'monitorType: service', or 'mesh: merge' if plain text is allowed"
            );
        else if (monitoring.Type == MonitorType.Pod)
            mistakes.Contradict(
                "monitorType",
                "a PodMonitor takes certificates from Secrets alone, and those of the mesh are files of Prometheus",
                "Say 'monitorType: service'"
            );
        if (monitoring.OperatorMode && mistakes.Says("tlsConfig"))
            mistakes.Contradict("tlsConfig", "with the mesh's certificates the TLS is the mesh's", "Remove 'tlsConfig'");
        if (monitoring.Scheme == "https")
            mistakes.Contradict(
                "scheme",
                "the sidecar ends the mesh's TLS, and TLS of the app inside of it cannot be scraped",
                "Say 'scheme: http'"
            );
    }

    private void OfAnnotations()
    {
        if (app.Delivery == Delivery.Helm)
            mistakes.Add(
                Messages.ChartOutOfReach(
                    mistakes.At(monitoring.OperatorMode ? "mesh" : "operatorMode"),
                    app.Name,
                    "its pods cannot be given annotations here",
                    "Say them by the chart's values and remove 'monitoring'; or, where no mesh merges, say 'operatorMode: true' "
                        + "and a 'selector'"
                )
            );
    }
}
