using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Pipeline;

/// <summary>A rendered and committed fleet of which two branches change the same units in different files.</summary>
internal static class MergeFleet
{
    public const string Manifests = "environments/dev/web/rendered/manifests.yaml";

    public const string Record = "environments/dev/web/owned.json";

    public static async Task<TemporaryFolder> CreateAsync()
    {
        var fleet = SmallFleet.Create();
        Sh.Git(fleet.Path, "init", "-q", "-b", "main");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, account.yaml]\n");
        fleet.Write("apps/web/base/account.yaml", Account("web"));
        await CommitAsync(fleet, "start");
        return fleet;
    }

    /// <summary>Both branches are rendered, git can merge what is described and not all of what is rendered, and the one called <c>ours</c> is checked out.</summary>
    public static async Task<TemporaryFolder> DivergedAsync()
    {
        var fleet = await CreateAsync();
        Sh.Git(fleet.Path, "switch", "-q", "-c", "theirs");
        fleet.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        fleet.Write("apps/web/base/account.yaml", Account("web", "annotations: {note: theirs}, "));
        await CommitAsync(fleet, "theirs");
        Sh.Git(fleet.Path, "switch", "-q", "-c", "ours", "main");
        fleet.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, account.yaml]\nlabels: [{pairs: {side: ours}}]\n");
        await CommitAsync(fleet, "ours");
        return fleet;
    }

    public static string Account(string name, string more = "") =>
        $"apiVersion: v1\nkind: ServiceAccount\nmetadata: {{{more}name: {name}, namespace: demo}}\n";

    public static async Task CommitAsync(TemporaryFolder fleet, string message)
    {
        await RenderAsync(fleet);
        Commit(fleet, message);
    }

    public static void Commit(TemporaryFolder fleet, string message)
    {
        Sh.Git(fleet.Path, "add", "-A");
        Sh.Git(fleet.Path, "commit", "-q", "-m", message);
    }

    public static async Task<Answer> RenderAsync(TemporaryFolder fleet, params string[] arguments)
    {
        var render = await Gitopsgen.RunInAsync(fleet, ["render", .. arguments]);
        Assert.True(render.Exit == 0, render.ToString());
        return render;
    }

    /// <summary>What there is was rendered from what is described, by a clone that knows nothing.</summary>
    public static async Task AssertRightAsync(TemporaryFolder fleet)
    {
        var check = await Gitopsgen.RunInAsync(fleet, "render", "--check");
        Assert.True(check.Exit == 0, check.ToString());
        var manifests = fleet.Read(Manifests);
        Assert.Contains("web:2", manifests, StringComparison.Ordinal);
        Assert.Contains("note: theirs", manifests, StringComparison.Ordinal);
        Assert.Contains("side: ours", manifests, StringComparison.Ordinal);
    }

    /// <summary>A merge, rebase or the like that git cannot finish.</summary>
    public static void Fails(TemporaryFolder fleet, params string[] arguments) =>
        Assert.ThrowsAny<Exception>(() => Sh.Git(fleet.Path, arguments));
}
