using System.Collections.Immutable;

namespace GitOpsGen.Processes;

/// <summary>
/// Settings that the caller gives to git in variables (<c>GIT_CONFIG_COUNT</c>, <c>GIT_CONFIG_KEY_0</c>, …): such as safe.directory,
/// which every call needs, and such as a header with a credential, which only those need that reach a remote.
/// </summary>
internal static class GitSettings
{
    private static readonly string[] OfRemotes =
    [
        "http.",
        "https.",
        "credential.",
        "url.",
        "remote.",
        "core.sshcommand",
        "core.askpass",
        "core.gitproxy",
    ];

    public static ImmutableDictionary<string, string> WithoutRemotes(IReadOnlyDictionary<string, string> environment)
    {
        var count = int.TryParse(environment.GetValueOrDefault("GIT_CONFIG_COUNT"), out var said) ? said : 0;
        var settings = Enumerable
            .Range(0, Math.Clamp(count, 0, environment.Count))
            .Select(i =>
                (Key: environment.GetValueOrDefault($"GIT_CONFIG_KEY_{i}"), Value: environment.GetValueOrDefault($"GIT_CONFIG_VALUE_{i}"))
            )
            .Where(setting =>
                setting is { Key: { } key, Value: not null }
                && !OfRemotes.Any(start => key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        var given = ImmutableDictionary<string, string>.Empty.Add("GIT_CONFIG_COUNT", $"{settings.Count}");
        foreach (var (i, setting) in settings.Index())
            given = given.SetItem($"GIT_CONFIG_KEY_{i}", setting.Key!).SetItem($"GIT_CONFIG_VALUE_{i}", setting.Value!);
        return given;
    }
}
