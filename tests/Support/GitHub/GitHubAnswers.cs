using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// What GitHub says of people, teams, labels and of the one repository: everything that its description asks for, nothing beyond.
/// </summary>
/// <param name="api">Where the REST interface is.</param>
internal sealed partial class GitHubAnswers(string api)
{
    private const string Web = "https://github.example";
    private const string Name = "contoso/small";
    private const string Time = "2026-01-01T00:00:00Z";

    private static readonly string[] Lists =
    [
        "assignees",
        "blobs",
        "branches",
        "collaborators",
        "comments",
        "commits",
        "compare",
        "contents",
        "contributors",
        "deployments",
        "downloads",
        "events",
        "forks",
        "hooks",
        "issue_comment",
        "issue_events",
        "issues",
        "keys",
        "labels",
        "languages",
        "merges",
        "milestones",
        "notifications",
        "pulls",
        "releases",
        "stargazers",
        "statuses",
        "subscribers",
        "subscription",
        "tags",
        "teams",
        "trees",
        "archive",
        "git_commits",
        "git_refs",
        "git_tags",
    ];

    private string Repo => $"{api}/repos/{Name}";

    private static string Page => $"{Web}/{Name}";

    public static JsonObject Message(string text) => new() { ["message"] = text, ["documentation_url"] = $"{Web}/docs" };

    public JsonObject User(string login)
    {
        var (at, page) = ($"{api}/users/{login}", $"{Web}/{login}");
        var user = new JsonObject
        {
            ["login"] = login,
            ["id"] = Id(login),
            ["node_id"] = $"U_{login}",
            ["avatar_url"] = $"{page}.png",
            ["gravatar_id"] = "",
            ["url"] = at,
            ["html_url"] = page,
            ["type"] = login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User",
            ["site_admin"] = false,
        };
        foreach (
            var list in new[]
            {
                "followers",
                "following",
                "gists",
                "starred",
                "subscriptions",
                "organizations",
                "repos",
                "events",
                "received_events",
            }
        )
            user[$"{list}_url"] = $"{at}/{list}";
        return user;
    }

    public JsonObject Team(string slug) =>
        new()
        {
            ["id"] = Id(slug),
            ["node_id"] = $"T_{slug}",
            ["name"] = slug,
            ["slug"] = slug,
            ["description"] = null,
            ["permission"] = "push",
            ["type"] = "organization",
            ["parent"] = null,
            ["url"] = $"{api}/organizations/1/team/{Id(slug)}",
            ["html_url"] = $"{Web}/orgs/contoso/teams/{slug}",
            ["members_url"] = $"{api}/teams/{Id(slug)}/members",
            ["repositories_url"] = $"{api}/teams/{Id(slug)}/repos",
        };

    public JsonObject Label(string name) =>
        new()
        {
            ["id"] = Id(name),
            ["node_id"] = $"LA_{Id(name)}",
            ["url"] = $"{Repo}/labels/{Uri.EscapeDataString(name)}",
            ["name"] = name,
            ["color"] = "ededed",
            ["default"] = false,
            ["description"] = "",
        };

    public JsonObject Milestone(int number) =>
        new()
        {
            ["id"] = 500 + number,
            ["node_id"] = $"MI_{number}",
            ["number"] = number,
            ["title"] = $"Milestone {number}",
            ["description"] = null,
            ["state"] = "open",
            ["creator"] = User("jane"),
            ["open_issues"] = 1,
            ["closed_issues"] = 0,
            ["url"] = $"{Repo}/milestones/{number}",
            ["html_url"] = $"{Page}/milestone/{number}",
            ["labels_url"] = $"{Repo}/milestones/{number}/labels",
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["closed_at"] = null,
            ["due_on"] = null,
        };

    public JsonObject Repository(string? fork = null)
    {
        var it = new JsonObject
        {
            ["id"] = 1,
            ["node_id"] = "R_1",
            ["name"] = (fork ?? Name).Split('/')[1],
            ["full_name"] = fork ?? Name,
            ["owner"] = User((fork ?? Name).Split('/')[0]),
            ["private"] = true,
            ["description"] = null,
            ["fork"] = false,
            ["default_branch"] = "main",
            ["url"] = Repo,
            ["html_url"] = Page,
            ["clone_url"] = $"{Page}.git",
            ["git_url"] = $"git://github.example/{Name}.git",
            ["ssh_url"] = $"git@github.example:{Name}.git",
            ["svn_url"] = Page,
            ["mirror_url"] = null,
            ["homepage"] = null,
            ["language"] = null,
            ["license"] = null,
            ["archived"] = false,
            ["disabled"] = false,
            ["size"] = 1,
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["pushed_at"] = Time,
        };
        foreach (var list in Lists)
            it[$"{list}_url"] = $"{Repo}/{list}";
        foreach (
            var count in new[]
            {
                "forks",
                "forks_count",
                "open_issues",
                "open_issues_count",
                "stargazers_count",
                "watchers",
                "watchers_count",
            }
        )
            it[count] = 0;
        foreach (var feature in new[] { "downloads", "issues", "pages", "projects", "wiki" })
            it[$"has_{feature}"] = feature == "issues";
        return it;
    }

    public JsonObject Installation() =>
        new()
        {
            ["id"] = 7,
            ["account"] = User("contoso"),
            ["app_id"] = 1234,
            ["app_slug"] = "publisher",
            ["target_id"] = Id("contoso"),
            ["target_type"] = "Organization",
            ["repository_selection"] = "selected",
            ["single_file_name"] = null,
            ["access_tokens_url"] = $"{api}/app/installations/7/access_tokens",
            ["repositories_url"] = $"{api}/installation/repositories",
            ["html_url"] = $"{Web}/organizations/contoso/settings/installations/7",
            ["events"] = new JsonArray(),
            ["permissions"] = Permissions(),
            ["created_at"] = Time,
            ["updated_at"] = Time,
            ["suspended_by"] = null,
            ["suspended_at"] = null,
        };

    public JsonObject Token(string token, DateTimeOffset end) =>
        new()
        {
            ["token"] = token,
            ["expires_at"] = $"{end:yyyy-MM-ddTHH:mm:ssZ}",
            ["permissions"] = Permissions(),
            ["repository_selection"] = "selected",
            ["repositories"] = new JsonArray(Repository()),
        };

    private static JsonObject Permissions() =>
        new()
        {
            ["contents"] = "write",
            ["metadata"] = "read",
            ["pull_requests"] = "write",
        };

    // The same name has the same number, in every run.
    private static long Id(string name) => name.Aggregate(17L, (sum, letter) => ((sum * 31) + letter) % 1_000_000);
}
