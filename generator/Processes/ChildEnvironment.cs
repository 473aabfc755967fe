using System.Collections.Immutable;

namespace GitOpsGen.Processes;

/// <summary>
/// What a program sees of the environment: what is named here and nothing else, so that no token, key or password reaches it, whatever
/// the pipeline's variables are called.
/// </summary>
public static class ChildEnvironment
{
    // Without these no program starts on Windows, or it finds no folder.
    private static readonly string[] Windows = ["SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "NUMBER_OF_PROCESSORS"];

    private static readonly string[] Temporary = ["TMPDIR", "TMP", "TEMP"];

    private static readonly string[] User =
    [
        "HOME",
        "USER",
        "LOGNAME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "USERPROFILE",
        "HOMEDRIVE",
        "HOMEPATH",
        "APPDATA",
        "LOCALAPPDATA",
        "ProgramData",
        "ProgramFiles",
        "ProgramFiles(x86)",
    ];

    private static readonly string[] Network =
    [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "NO_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "no_proxy",
        "all_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ];

    // Where agents and keyrings are, which ask the person themselves.
    private static readonly string[] Agents =
    [
        "SSH_AUTH_SOCK",
        "GNUPGHOME",
        "GPG_TTY",
        "GPG_AGENT_INFO",
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
    ];

    // Not what a hook or an outer tool says of its own repository (GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_COMMON_DIR, GIT_NAMESPACE,
    // GIT_OBJECT_DIRECTORY …): the repository is the one around the folder that git is asked in. Further objects choose no other.
    private static readonly string[] Git =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CEILING_DIRECTORIES",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
        "GIT_TEMPLATE_DIR",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
        "EMAIL",
    ];

    private static readonly string[] GitTransport =
    [
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSH_VARIANT",
        "GIT_ASKPASS",
        "SSH_ASKPASS",
        "SSH_ASKPASS_REQUIRE",
        "GIT_PROXY_COMMAND",
        "GIT_ALLOW_PROTOCOL",
        "GIT_PROTOCOL",
        "GIT_PROTOCOL_FROM_USER",
        "GIT_SSL_CAINFO",
        "GIT_SSL_CAPATH",
        "GIT_SSL_CERT",
        "GIT_SSL_NO_VERIFY",
        "GIT_SSL_VERSION",
        "GIT_HTTP_USER_AGENT",
        "GIT_HTTP_LOW_SPEED_LIMIT",
        "GIT_HTTP_LOW_SPEED_TIME",
        "GIT_HTTP_PROXY_AUTHMETHOD",
        "CURL_CA_BUNDLE",
    ];

    private static readonly string[] Helm =
    [
        "HELM_CACHE_HOME",
        "HELM_CONFIG_HOME",
        "HELM_DATA_HOME",
        "HELM_REGISTRY_CONFIG",
        "HELM_REPOSITORY_CONFIG",
        "HELM_REPOSITORY_CACHE",
        "HELM_CONTENT_CACHE",
        "DOCKER_CONFIG",
        "REGISTRY_AUTH_FILE",
    ];

    /// <summary>For a program that needs nothing but to start.</summary>
    public static ImmutableDictionary<string, string> Bare =>
        Those([.. Windows, .. Temporary]).SetItem("PATH", SearchPath.Whole.Text).SetItem("LC_ALL", "C");

    /// <summary>For <c>helm pull</c>, which has credentials, authorities and proxies from the user's files.</summary>
    public static ImmutableDictionary<string, string> HelmPull => Bare.SetItems(Those([.. User, .. Network, .. Agents, .. Helm]));

    /// <summary>For git where it reads and writes objects.</summary>
    /// <param name="path">Where it finds its own helpers.</param>
    public static ImmutableDictionary<string, string> GitObjects(SearchPath path) =>
        Bare.SetItem("PATH", path.Text)
            .SetItems(Those([.. User, .. Git]))
            .SetItems(Beginning("GIT_TRACE"))
            .SetItems(GitSettings.WithoutRemotes(CallerVariables.All));

    /// <summary>For git where it may ask an agent to sign.</summary>
    public static ImmutableDictionary<string, string> GitSigning(SearchPath path) => GitObjects(path).SetItems(Those(Agents));

    /// <summary>For git where it reaches a remote, as it does for the user.</summary>
    public static ImmutableDictionary<string, string> GitRemote(SearchPath path) =>
        GitSigning(path)
            .SetItems(Those([.. Network, .. GitTransport, "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"]))
            .SetItems(Beginning("GIT_CONFIG_KEY_"))
            .SetItems(Beginning("GIT_CONFIG_VALUE_"));

    /// <summary>
    /// For an engine: it finds no other program, no file of the user's, no credential, no plugin, no network and nobody to ask.
    /// </summary>
    /// <param name="room">An empty folder of its own.</param>
    public static ImmutableDictionary<string, string> Engine(string room) =>
        Those(Windows)
            .SetItems(
                new Dictionary<string, string>
                {
                    ["HOME"] = room,
                    ["USERPROFILE"] = room,
                    ["APPDATA"] = room,
                    ["LOCALAPPDATA"] = room,
                    ["TMPDIR"] = room,
                    ["TMP"] = room,
                    ["TEMP"] = room,
                    ["LC_ALL"] = "C",
                    ["KUBECONFIG"] = Path.Join(room, "kubeconfig"),
                    ["KUSTOMIZE_PLUGIN_HOME"] = Path.Join(room, "plugins"),
                    ["HELM_CACHE_HOME"] = Path.Join(room, "cache"),
                    ["HELM_CONFIG_HOME"] = Path.Join(room, "config"),
                    ["HELM_DATA_HOME"] = Path.Join(room, "data"),
                    ["HELM_PLUGINS"] = Path.Join(room, "plugins"),
                    ["HELM_NO_PLUGINS"] = "1",
                    // Nobody listens on the port for what is to be discarded.
                    ["HTTP_PROXY"] = Nowhere,
                    ["HTTPS_PROXY"] = Nowhere,
                    ["ALL_PROXY"] = Nowhere,
                    ["GIT_ALLOW_PROTOCOL"] = "none",
                    ["GIT_TERMINAL_PROMPT"] = "0",
                    ["GIT_ASKPASS"] = "false",
                    ["GIT_SSH_COMMAND"] = "false",
                    ["GIT_CONFIG_NOSYSTEM"] = "1",
                    ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
                }
            );

    private const string Nowhere = "http://127.0.0.1:9";

    private static ImmutableDictionary<string, string> Those(IEnumerable<string> names)
    {
        var all = CallerVariables.All;
        return names
            .Distinct(CallerVariables.Names)
            .Where(all.ContainsKey)
            .ToImmutableDictionary(name => name, name => all[name], CallerVariables.Names);
    }

    private static IEnumerable<KeyValuePair<string, string>> Beginning(string start) =>
        CallerVariables.All.Where(variable => variable.Key.StartsWith(start, StringComparison.Ordinal));
}
