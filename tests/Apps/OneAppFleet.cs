using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Apps;

/// <summary>One app of this repository in one environment, of any version of Kubernetes and with any features.</summary>
internal sealed class OneAppFleet : IDisposable
{
    private readonly string app;
    private readonly TemporaryFolder folder = new();

    public OneAppFleet(string app, string kubernetesVersion, string features, params string[] prerequisites)
        : this(app, kubernetesVersion, features, "{}", prerequisites) { }

    /// <param name="entry">What the environment says of the app.</param>
    /// <param name="prerequisites">What somebody else runs.</param>
    public OneAppFleet(string app, string kubernetesVersion, string features, string entry, string[] prerequisites)
    {
        this.app = app;
        var source = Path.Join(Repository.Root, "apps", app);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file));
        folder.Write(
            "gitopsgen.yaml",
            SmallFleet.Fleet.Replace("    - {name: prod, follows: head}\n", "", StringComparison.Ordinal)
                + "  prerequisites:\n"
                + string.Concat(prerequisites.Select(name => $"    - {{name: {name}, description: Somebody runs it.}}\n"))
        );
        folder.Write(
            "environments/one/environment.yaml",
            SmallFleet.Environment(
                "one",
                "class: one",
                "wave: dev",
                $"kubernetesVersion: {kubernetesVersion}",
                $"features: [{features}]",
                "clusters:",
                "  - {name: one-1, server: https://one-1.example}",
                $"apps: {{{app}: {entry}}}"
            )
        );
    }

    public void Dispose() => folder.Dispose();

    public string Read(string path) => folder.Read(path);

    public bool Exists(string path) => Path.Exists(folder.File(path));

    public Task<Answer> RunAsync(params string[] arguments) => Gitopsgen.RunInAsync(folder, arguments);

    /// <summary>What a render makes of it.</summary>
    public async Task<Manifests> RenderAsync()
    {
        var answer = await RunAsync("render", "--offline");
        Assert.True(answer.Exit == 0, answer.ToString());
        var path = $"environments/one/{app}/rendered/manifests.yaml";
        return Manifests.Read(path, folder.Read(path), new DiagnosticBag())!;
    }

    /// <summary>Why it is refused.</summary>
    public async Task<string> RefusalAsync()
    {
        var answer = await RunAsync("render", "--offline");
        Assert.Equal(1, answer.Exit);
        return answer.Error;
    }
}
