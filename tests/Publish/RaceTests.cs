using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Publish;

/// <summary>A branch that somebody else holds while it is pushed: git's own lock, which it names like a lost race.</summary>
public sealed class RaceTests
{
    private const string Lock = $"refs/heads/{PublishedFleet.Dev}.lock";

    [Fact]
    [Situation("somebody is faster ten times", "exit 4")]
    public async Task A_race_that_is_lost_each_time_ends_as_the_remotes_refusal()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        Hold(fleet);
        var answer = await fleet.TryAsync("--output", "json");
        Assert.True(
            answer.Exit == 4
                && answer.Error.Contains("others were faster 10 times. Run it again.", StringComparison.Ordinal)
                && !answer.Error.Contains("--verbose", StringComparison.Ordinal),
            answer.ToString()
        );
        var report = JsonNode.Parse(answer.Output)!;
        Assert.Equal(4, (int)report["exitCode"]!);
        Assert.StartsWith(PublishedFleet.Dev, (string?)report["error"], StringComparison.Ordinal);
        File.Delete(Path.Join(fleet.Hub.Bare, Lock));
    }

    [Fact]
    public async Task Git_gets_an_apps_new_token_after_a_race()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        using var key = RSA.Create(2048);
        using var keys = new TemporaryFolder();
        keys.Write("app.pem", key.ExportPkcs8PrivateKeyPem());
        (fleet.Hub.App, fleet.Hub.TokenLife) = (key, TimeSpan.FromMinutes(1));
        Hold(fleet);
        fleet.Hub.AfterEffect = Calls.Of(
            "POST",
            "/git-receive-pack",
            () =>
            {
                File.Delete(Path.Join(fleet.Hub.Bare, Lock));
                // The one before has ended.
                fleet.Hub.Accepted = "ghs_Next";
            }
        );
        var answer = await Gitopsgen.RunAsAsync(
            fleet.Folder,
            fleet.Environment(token: null),
            "publish",
            "--offline",
            "--app-id",
            "1234",
            "--app-key-file",
            keys.File("app.pem")
        );
        Assert.True(answer.Exit == 0 && answer.Error.Contains("looking again", StringComparison.Ordinal), answer.ToString());
        Assert.Single(fleet.Hub.Pulls);
    }

    [Fact]
    [Situation("somebody opens the pull request in between", "found and edited")]
    public async Task A_pull_request_that_somebody_opened_in_between_is_found_and_edited_not_opened()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        var isDone = 0;
        fleet.Hub.BeforeEffect = async context =>
        {
            if (
                context.Request.Method == "POST"
                && context.Request.Path.Value!.EndsWith("/pulls", StringComparison.Ordinal)
                && Interlocked.Exchange(ref isDone, 1) == 0
            )
                await OpenAsync(fleet);
            return false;
        };
        var answer = await fleet.PublishAsync("--output", "json");
        var pull = Assert.Single(fleet.Hub.Pulls);
        Assert.StartsWith("By hand.", (string?)pull["body"], StringComparison.Ordinal);
        var done = JsonNode.Parse(answer.Output)!["publications"]!.AsArray().Single(one => one!["pullRequest"] is not null)!["done"]!
            .AsArray()
            .Select(step => (string)step!);
        Assert.Equal(["found pull request 1", "edited pull request 1"], done.Skip(1));
    }

    private static async Task OpenAsync(PublishedFleet fleet)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{fleet.Hub.Api}/repos/contoso/small/pulls");
        request.Headers.Authorization = new("Bearer", FakeGitHub.Token);
        request.Content = new StringContent(
            new JsonObject
            {
                ["title"] = "By hand",
                ["head"] = $"contoso:{PublishedFleet.Dev}",
                ["base"] = "main",
                ["body"] = "By hand.",
            }.ToJsonString()
        );
        using var answer = await http.SendAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    private static void Hold(PublishedFleet fleet)
    {
        var path = Path.Join(fleet.Hub.Bare, Lock);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}
