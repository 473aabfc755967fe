using GitOpsGen.Check.Contents;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Check.Platform;

/// <summary>Whether an ingress class leads out of the network.</summary>
internal static class IngressClasses
{
    /// <summary>Null where nobody says it.</summary>
    public static bool? IsInternal(ClusterContents contents, string name, YamlMap? annotations)
    {
        if (Exposure.IsInternal(annotations))
            return true;
        if (annotations?.Text("alb.ingress.kubernetes.io/scheme") == "internet-facing")
            return false;
        // AKS' application routing: the controller of a class says what load balancer it has; the class of the default one is public.
        if (contents.OfKind("approuting.kubernetes.azure.com/NginxIngressController").FirstOrDefault(one => Class(one) == name) is { } own)
            return Exposure.IsInternal(own.Spec?.Map("loadBalancerAnnotations"));
        if (Has(name, "internal", "private"))
            return true;
        return name == "webapprouting.kubernetes.azure.com" || Has(name, "public", "external") ? false : null;
    }

    private static string? Class(Manifest controller) => controller.Spec?.Text("ingressClassName");

    private static bool Has(string name, params string[] words) =>
        words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
