using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;
using GitOpsGen.Processes;

namespace GitOpsGen.Engines;

/// <summary>A found Kustomize or Helm.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Prefix">Arguments before every call: <c>kustomize</c> when the program is kubectl.</param>
/// <param name="Version">Null when the program does not tell.</param>
/// <param name="Identity">What cached results depend on: the version, else the SHA-256 of the program.</param>
public sealed record Engine(string Name, string Program, ImmutableArray<string> Prefix, string? Version, string Identity)
{
    /// <summary>Of each run.</summary>
    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>Of the program, if it is one that the machine runs itself: behind a script anything may stand. Empty otherwise.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Runs it where it reaches neither the repository's folder nor the user's, and no network.</summary>
    /// <param name="arguments">Paths absolute.</param>
    public Task<CommandResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation) =>
        EngineFolder.RunAsync(Program, [.. Prefix, .. arguments], Limits, cancellation);

    /// <summary>Kustomize over the overlay in <paramref name="folder"/>.</summary>
    /// <param name="isSmall">It reads so little that collecting memory would cost more than it saves.</param>
    public Task<CommandResult> BuildAsync(string folder, bool isSmall, CancellationToken cancellation) =>
        EngineFolder.RunAsync(Program, Prefix.IsEmpty ? ["build", folder] : [.. Prefix, folder], Limits, cancellation, isSmall);

    /// <summary>What to say of a run that passed a limit.</summary>
    public Diagnostic Stopped(CommandResult result, Position at, string unit) =>
        Messages.EngineStopped(
            at,
            unit,
            Name,
            result.Message,
            result.LimitExceeded!.Kind switch
            {
                ProcessLimit.Time => "engineTime",
                ProcessLimit.Memory => "engineMemory",
                _ => null,
            }
        );

    /// <summary>Helm with what it needs to fetch from a repository or registry: the user's files, proxies, authorities.</summary>
    public Command Fetch(string folder, params IEnumerable<string> arguments) =>
        new(Program, [.. Prefix, .. arguments]) { WorkingDirectory = folder, Environment = ChildEnvironment.HelmPull };
}
