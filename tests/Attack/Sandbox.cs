using System.Net;
using System.Net.Sockets;
using GitOpsGen.Engines;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>
/// A checkout of a small fleet with a folder of its own around it, in which nothing goes unseen: every program on PATH writes down that it
/// ran and with what environment, one listener is every proxy and every server that a payload names, and a token is planted.
/// </summary>
public sealed class Sandbox : IDisposable
{
    public const string Planted = "ghs_PlantedForTheStranger00000000";

    private static readonly string[] Others =
    [
        "sh",
        "bash",
        "ssh",
        "curl",
        "wget",
        "python3",
        "python",
        "perl",
        "node",
        "docker",
        "podman",
        "go",
        "make",
        "nc",
        "gpg",
        "git-lfs",
        "cosign",
        "touch",
        "cp",
        "env",
        "id",
        "xargs",
        "crane",
        "aws",
        "az",
        "gh",
    ];

    private readonly TemporaryFolder box = new("gitopsgen-stranger-");
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task listening;
    private volatile int connections;

    /// <param name="repository">What is checked out.</param>
    public Sandbox(string repository)
    {
        listener.Start();
        listening = ListenAsync();
        foreach (var folder in new[] { "home", "outside", "records" })
            Directory.CreateDirectory(box.File(folder));
        box.Write("outside/neighbour.txt", "mine\n");
        foreach (var (name, program) in Programs())
            Record(name, $"exec '{program}' \"$@\"");
        foreach (var name in Others)
            Record(name, $"echo {name} \"$@\" >>'{box.File("records/others")}'");
        Sh.Git(box.Path, "clone", "--quiet", repository, Checkout);
    }

    /// <summary>Absolute; the fleet's folder.</summary>
    public string Checkout => box.File("checkout");

    /// <summary>What a payload touches to show that it ran; it lies outside of the checkout.</summary>
    public string Canary => box.File("outside/canary");

    public string Outside => box.File("outside");

    /// <summary>host:port where somebody listens.</summary>
    public string Address => listener.LocalEndpoint.ToString()!;

    public void Write(string path, string text, bool isProgram = false)
    {
        box.Write($"checkout/{path}", text);
        if (isProgram)
            File.SetUnixFileMode(box.File($"checkout/{path}"), (UnixFileMode)0b111_101_101);
    }

    public string Read(string path) => box.Read($"checkout/{path}");

    public void Link(string path, string target)
    {
        var link = box.File($"checkout/{path}");
        if (Directory.Exists(link))
            Directory.Delete(link, recursive: true);
        else if (File.Exists(link))
            File.Delete(link);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
    }

    /// <summary>As a checkout of the stranger's commit leaves it: what git ignores is added all the same.</summary>
    public void Commit()
    {
        Sh.Git(Checkout, "add", "--all", "--force");
        Sh.Git(Checkout, "commit", "--quiet", "--allow-empty", "--message=A stranger's");
    }

    /// <summary>In a process of its own, which is in the checkout and asks the framework's proxies.</summary>
    public Task<Answer> RunAsync(params string[] arguments) => BuiltTool.RunAsync(Checkout, arguments, Environment);

    /// <summary>In this process, for commands that speak to nobody themselves; their children are in no other position.</summary>
    public Task<Answer> RunHereAsync(params string[] arguments) =>
        Gitopsgen.RunAsAsync(
            Environment.ToDictionary(each => each.Key, each => (string?)each.Value, StringComparer.Ordinal),
            [.. arguments, "--root", Checkout]
        );

    /// <summary>Everything outside of the checkout and of the tool's own caches, and all of the checkout but what is git's own.</summary>
    public IReadOnlyDictionary<string, string> Look() =>
        Walk("").Order(StringComparer.Ordinal).ToDictionary(path => path, Content, StringComparer.Ordinal);

    public void AssertNothingHappened(IReadOnlyDictionary<string, string> before, IEnumerable<Answer> answers)
    {
        Assert.True(
            !File.Exists(box.File("records/others")),
            $"ran: {(File.Exists(box.File("records/others")) ? box.Read("records/others") : "")}"
        );
        Assert.True(connections == 0, "something was fetched");
        Assert.Equal(before, Look());
        Assert.DoesNotContain(answers, answer => answer.ToString().Contains(Planted, StringComparison.Ordinal));
        foreach (var record in Directory.EnumerateFiles(box.File("records"), "environment-*"))
            Assert.DoesNotContain(Planted, File.ReadAllText(record), StringComparison.Ordinal);
        foreach (var answer in answers)
            Assert.DoesNotContain(
                answer.ToString().Split('\n', '\r'),
                line => line.StartsWith("::", StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal)
            );
    }

    public void Dispose()
    {
        listener.Dispose();
        listening.Wait();
        box.Dispose();
    }

    // No link is followed.
    private IEnumerable<string> Walk(string folder) =>
        new DirectoryInfo(box.File(folder))
            .EnumerateFileSystemInfos()
            .SelectMany(entry =>
            {
                var path = Path.Join(folder, entry.Name);
                return IsTheTools(path) ? []
                    : entry is DirectoryInfo { LinkTarget: null } ? Walk(path).Append(path)
                    : [path];
            });

    private string Content(string path) =>
        new FileInfo(box.File(path)).LinkTarget is { } target ? $"-> {target}"
        : File.Exists(box.File(path)) ? box.Read(path)
        : "";

    // The index and objects are git's, and a folder there is the tool's; a hook would be run, though, and settings obeyed.
    private static bool IsTheTools(string path) =>
        path is "records" or "home/cache"
        || (
            path.StartsWith("checkout/.git/", StringComparison.Ordinal)
            && !path.StartsWith("checkout/.git/hooks", StringComparison.Ordinal)
            && path is not ("checkout/.git/config" or "checkout/.git/HEAD")
        );

    private Dictionary<string, string> Environment =>
        new(StringComparer.Ordinal)
        {
            ["PATH"] = box.File("programs"),
            ["HOME"] = box.File("home"),
            ["GITOPSGEN_CACHE"] = box.File("home/cache"),
            ["HTTP_PROXY"] = $"http://{Address}",
            ["HTTPS_PROXY"] = $"http://{Address}",
            ["ALL_PROXY"] = $"http://{Address}",
            ["NO_PROXY"] = "",
            ["GITHUB_TOKEN"] = Planted,
            ["GH_TOKEN"] = Planted,
            ["AZURE_CLIENT_SECRET"] = Planted,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["SSH_AUTH_SOCK"] = "",
        };

    // dotnet is what starts the tool, and is no part of the play.
    private static IEnumerable<(string Name, string Program)> Programs()
    {
        yield return ("git", EngineFinder.OnPath("git")!);
        yield return ("kustomize", TestTools.KustomizeAlone);
        yield return ("helm", TestTools.Helm4);
    }

    private void Record(string name, string then) =>
        box.WriteScript($"programs/{name}", $"export -p >'{box.File("records/environment-")}{name}-'$$\n{then}");

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                connections++;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
