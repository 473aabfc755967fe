namespace GitOpsGen.Wiring;

/// <summary>The way from a Prometheus to what it scrapes, in the order in which it is gone.</summary>
public enum Hop
{
    /// <summary>Every hop holds.</summary>
    None,

    /// <summary>The operator writes a configuration for it, and it takes objects of this kind.</summary>
    Prometheus,

    /// <summary>It looks for objects in the monitor's namespace.</summary>
    NamespaceSelector,

    /// <summary>It asks for labels that the monitor has.</summary>
    ObjectSelector,

    /// <summary>The operator finds nothing wrong with the monitor; one bad endpoint refuses all of it.</summary>
    Accepted,

    /// <summary>The monitor looks into the namespace where its targets are.</summary>
    TargetNamespace,

    /// <summary>It asks for labels that a Service, pods or an Ingress there have.</summary>
    TargetSelector,

    /// <summary>The Service has pods.</summary>
    ServiceBacking,

    /// <summary>They have the port.</summary>
    Port,

    /// <summary>The relabelings leave a target.</summary>
    Relabel,

    /// <summary>There are no more targets than allowed.</summary>
    Limit,
}

public static class Hops
{
    public static string Word(this Hop hop) =>
        hop switch
        {
            Hop.None => "none",
            Hop.Prometheus => "prometheus",
            Hop.NamespaceSelector => "namespace-selector",
            Hop.ObjectSelector => "object-selector",
            Hop.Accepted => "accepted",
            Hop.TargetNamespace => "target-namespace",
            Hop.TargetSelector => "target-selector",
            Hop.ServiceBacking => "service-backing",
            Hop.Port => "port",
            Hop.Relabel => "relabel",
            _ => "limit",
        };
}
