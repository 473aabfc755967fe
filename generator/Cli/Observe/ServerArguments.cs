using System.Collections.Immutable;

namespace GitOpsGen.Cli.Observe;

/// <summary>What the command line says of Argo CD and Prometheus; the caller's environment and the argocd command say the rest.</summary>
/// <param name="ArgoCdTokenFiles">Each a file, or <c>server=file</c>.</param>
/// <param name="PrometheusTokenFiles">Each a file, or <c>server=file</c>.</param>
internal sealed record ServerArguments(
    ImmutableArray<string> ArgoCdTokenFiles,
    string? ArgoCdContext,
    string? ArgoCdCa,
    ImmutableArray<string> Prometheus,
    ImmutableArray<string> PrometheusTokenFiles,
    string? PrometheusCa
);
