using GitOpsGen.Cli.Publish;
using GitOpsGen.Diagnostics;
using GitOpsGen.GitHub;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Attack;

/// <summary>Names that would lead a request, with its token, to another place than a repository.</summary>
public sealed class RepositoryNameTests
{
    public static TheoryData<string> Bad =>
        [
            "../..",
            "..",
            "a",
            "a/",
            "/a",
            "a/b/c",
            "./b",
            "a/.",
            "a/..",
            "../b",
            "a/b/",
            "a//b",
            "a/b?x",
            "a/b#x",
            "a/%2e%2e",
            "a%2fb/c",
            "a/b%2fc",
            "a/b\n",
            "a/b\u001b[2J",
            "a b/c",
            "a/b c",
            "-a/b",
            "--x/y",
            "a/b.git",
            "a@b/c",
            "a:b/c",
            "https://github.com/a/b",
            "ä/b",
            "a/ß",
            "a\\b/c",
            "a/b\0",
            new string('a', 40) + "/b",
            "a/" + new string('b', 101),
            "a/" + new string('b', 100_000),
        ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_repository_that_is_none_is_wrong_usage(string name)
    {
        using var folder = new TemporaryFolder();
        var answer = await Gitopsgen.RunInAsync(folder, "publish", "--dry-run", $"--repository={name}");
        Assert.True(answer.Exit == 2, answer.ToString());
        Assert.StartsWith("gitopsgen: --repository ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(" is not owner/name: ", answer.Error, StringComparison.Ordinal);
        Assert.True(answer.Error.Length < 600 && answer.Error.All(letter => letter is '\n' or (>= ' ' and <= '~')), answer.Error);
    }

    [Theory]
    [InlineData("contoso/small", true)]
    [InlineData("Contoso-1/.github", true)]
    [InlineData("jane_contoso/small_fleet.v2", true)]
    [InlineData("a/-", true)]
    [InlineData("a/...", true)]
    [InlineData("-/a", false)]
    public void Names_are_as_github_has_them(string name, bool isOne) => Assert.Equal(isOne, RepositoryName.IsOne(name));

    [Theory]
    [InlineData("https://github.com/../..")]
    [InlineData("https://github.com/contoso/..")]
    [InlineData("git@github.com:../..")]
    [InlineData("git@github.com:contoso/..")]
    [InlineData("https://github.com/-o/n")]
    [InlineData("https://github.com/contoso/%2e%2e")]
    [InlineData("https://github.com/cöntoso/small")]
    public void A_remote_that_is_none_names_no_repository(string url) => Assert.Null(GitHubSettings.RepositoryOf(url));

    [Theory]
    [InlineData("GITHUB_API_URL", "https://user:planted@ghe.example/api/v3", "GITHUB_API_URL has more than the address of an API")]
    [InlineData("GITHUB_API_URL", "https://ghe.example/api/v3?x=planted", "GITHUB_API_URL has more than the address of an API")]
    [InlineData("GITHUB_API_URL", "https://ghe.example/api/v3#planted", "GITHUB_API_URL has more than the address of an API")]
    [InlineData("GITHUB_API_URL", "ftp://ghe.example/", "GITHUB_API_URL is 'ftp://ghe.example/', which is no address")]
    [InlineData("GITHUB_API_URL", "javascript:alert(1)", "GITHUB_API_URL is 'javascript:alert(1)', which is no address")]
    [InlineData("GITHUB_GRAPHQL_URL", "https://evil.example/graphql", "GITHUB_GRAPHQL_URL is on evil.example, the API on api.github.com")]
    [InlineData("GITHUB_GRAPHQL_URL", "http://api.github.com/graphql", "GITHUB_GRAPHQL_URL is on api.github.com")]
    [InlineData("GITHUB_GRAPHQL_URL", "https://planted@api.github.com/graphql", "GITHUB_GRAPHQL_URL has more than the address of an API")]
    public void An_address_that_takes_the_token_elsewhere_is_refused(string variable, string value, string expected)
    {
        var error = Assert.Throws<StoppedException>(() =>
            new GitHubAccess(new GitHubArguments(null, null, null, null), name => name == variable ? value : null)
        );
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_names_no_repository_is_told()
    {
        using var folder = new TemporaryFolder();
        Sh.Git(folder.Path, "init", "--quiet");
        using var access = new GitHubAccess(
            new GitHubArguments(null, null, null, null),
            name =>
                name switch
                {
                    "GITHUB_REPOSITORY" => "../..",
                    "GITHUB_TOKEN" => "planted",
                    _ => null,
                }
        );
        var git = new GitOpsGen.Git.GitRepository(folder.Path);
        var options = new GitOpsGen.Publish.PublishOptions(folder.Path)
        {
            Remote = folder.Path,
            PushRemote = folder.Path,
            ToolVersion = "0",
        };
        var error = await Assert.ThrowsAsync<StoppedException>(() => access.HostAsync(options, git, default));
        Assert.Equal(
            "GITHUB_REPOSITORY is '../..', which is not owner/name. Name the repository with --repository owner/name.",
            error.Message
        );
    }
}
