using System.Collections.Immutable;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines;

/// <summary>A found Kustomize or Helm.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Prefix">Arguments before every call: <c>kustomize</c> when the program is kubectl.</param>
/// <param name="Version">Null when the program does not tell.</param>
/// <param name="Identity">What cached results depend on: the version, else the SHA-256 of the program.</param>
public sealed record Engine(string Name, string Program, ImmutableArray<string> Prefix, string? Version, string Identity)
{
    public Command Run(params IEnumerable<string> arguments) => new(Program, [.. Prefix, .. arguments]);
}
