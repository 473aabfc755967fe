using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>No app of this repository is there for one environment alone.</summary>
public sealed class AppEnvironmentTests
{
    private const int Least = 2;

    public static TheoryData<string> Apps => [.. Folders("apps")];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Each_app_is_rendered_in_two_environments_at_least(string app)
    {
        var environments = Folders("environments").Where(environment => IsRendered(environment, app)).ToList();
        Assert.True(
            environments.Count >= Least,
            $"{app} is rendered in {(environments.Count == 0 ? "none" : string.Join(", ", environments))}"
        );
    }

    // What a render wrote for it, and what Argo CD is told of it.
    private static bool IsRendered(string environment, string app) =>
        File.Exists(Path.Join(Repository.Root, "argocd", "apps", environment, $"{app}.yaml"))
        && Directory.Exists(Path.Join(Repository.Root, "environments", environment, app));

    private static IEnumerable<string> Folders(string folder) =>
        Directory
            .EnumerateDirectories(Path.Join(Repository.Root, folder))
            .Select(path => Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal);
}
