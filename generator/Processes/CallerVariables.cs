using System.Collections;
using System.Collections.Immutable;

namespace GitOpsGen.Processes;

/// <summary>
/// The environment variables of whoever called the tool: the process's own, unless a run is given others, as several runs in one process
/// are. Ambient like a culture is, since every child, the search path and the caches are one caller's.
/// </summary>
/// <remarks>The framework itself asks the process: for proxies and certificates of HTTP, and for the folder of temporary files.</remarks>
public static class CallerVariables
{
    public static StringComparer Names { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static readonly ImmutableDictionary<string, string> OfProcess = Environment
        .GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToImmutableDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", Names);

    private static readonly AsyncLocal<ImmutableDictionary<string, string>?> OfRun = new();

    public static ImmutableDictionary<string, string> All => OfRun.Value ?? OfProcess;

    /// <summary>The names that a child would inherit from this process.</summary>
    internal static IEnumerable<string> Inherited => OfProcess.Keys;

    /// <returns>Null where it is not set.</returns>
    public static string? Get(string name) => All.GetValueOrDefault(name);

    /// <summary>Gives them to all that the calling method goes on to do; its own caller keeps what it has.</summary>
    public static void Use(ImmutableDictionary<string, string> variables) => OfRun.Value = variables;
}
