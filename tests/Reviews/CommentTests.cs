using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Reviews;

/// <summary>A person's pull request, and what it is told.</summary>
public sealed class CommentTests
{
    [Fact]
    public async Task A_persons_pull_request_gets_one_comment_and_a_check_and_a_second_run_sends_nothing()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        var state = fleet.Git("status", "--porcelain") + fleet.Git("for-each-ref") + fleet.Git("rev-parse", "HEAD");

        var answer = await fleet.ReviewAsync("--pull-request", $"{number}");

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains($"pull request {number}: success: medium risk: image", answer.Output, StringComparison.Ordinal);
        var comment = fleet.Comment;
        Assert.Contains("web:2", comment, StringComparison.Ordinal);
        var check = Assert.Single(fleet.Hub.Checks);
        Assert.Equal(
            ("gitopsgen", "completed", "success"),
            ((string?)check["name"], (string?)check["status"], (string?)check["conclusion"])
        );
        Assert.Equal("medium risk: image", (string?)check["title"]);
        Assert.Equal(fleet.Git("rev-parse", "HEAD"), (string?)check["head_sha"]);
        Assert.Equal(state, fleet.Git("status", "--porcelain") + fleet.Git("for-each-ref") + fleet.Git("rev-parse", "HEAD"));

        fleet.Hub.Clear();
        var again = await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.Contains("comment: unchanged", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(fleet.Hub.Writes, call => !call.Contains("graphql", StringComparison.Ordinal));
        await Snapshot.VerifyAsync(comment.Hashes(), "md");
    }

    [Fact]
    public async Task After_a_push_the_same_comment_is_written_over_and_the_new_head_gets_a_check()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        await fleet.ReviewAsync("--pull-request", $"{number}");
        await fleet.ChangeAsync(ReviewedFleet.Grow);
        var answer = await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG385: the review fails: 1 finding from warning on", answer.Error, StringComparison.Ordinal);
        Assert.Contains("| **new** error | TEAM-001 |", fleet.Comment, StringComparison.Ordinal);
        Assert.Equal(["success", "failure"], fleet.Hub.Checks.Select(check => (string?)check["conclusion"]));
        Assert.Equal(fleet.Git("rev-parse", "HEAD"), (string?)fleet.Hub.Checks[1]["head_sha"]);
    }

    [Fact]
    public async Task What_somebody_else_wrote_with_the_same_mark_is_left_alone()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        await fleet.ReviewAsync("--pull-request", $"{number}");
        var copied = fleet.Comment;
        fleet.Hub.CommentAs("mallory", number, copied);
        await fleet.ChangeAsync(ReviewedFleet.Grow);
        await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.Contains("TEAM-001", fleet.Comment, StringComparison.Ordinal);
        Assert.Equal(
            copied,
            (string?)Assert.Single(fleet.Hub.Comments, comment => (string?)comment["user"]!["login"] == "mallory")["body"]
        );
    }

    [Fact]
    public async Task Two_runs_at_once_leave_one_comment()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fleet.ReviewAsync("--pull-request", $"{number}")));
        Assert.Contains("web:2", fleet.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_without_room_goes_into_pages_and_they_go_when_they_are_too_many()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(folder => Maps(folder, 60));
        var answer = await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.True(fleet.Hub.Comments.Count > 1, $"{fleet.Hub.Comments.Count} comments");
        Assert.All(fleet.Hub.Comments, comment => Assert.True(((string)comment["body"]!).Length < 65_536));
        Assert.Contains("The difference, 1 of", (string)fleet.Hub.Comments[1]["body"]!, StringComparison.Ordinal);
        await fleet.ChangeAsync(folder => Maps(folder, 1));
        await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.Contains("m0", fleet.Comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_texts_mention_nobody_and_close_nothing()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(folder =>
            folder.Write(
                "apps/config/base/map.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: settings
                  namespace: demo
                  annotations: {note: "@octocat closes #1 <!-- gitopsgen:review --> </details><script>"}
                data: {key: "bad", text: "```\n@everyone\n<!-- gitopsgen:closed -->\n::error::x"}

                """
            )
        );
        await fleet.ReviewAsync("--pull-request", $"{number}");
        var lines = fleet.Comment.Split('\n');
        Assert.DoesNotContain(lines.Skip(1), line => line.Contains("<!--", StringComparison.Ordinal));
        // In a block of code nobody is mentioned; its fence is longer than any in it.
        var open = lines.Select((line, i) => (line, i)).Where(one => one.line.Contains("@everyone", StringComparison.Ordinal)).ToList();
        Assert.All(open, one => Assert.True(IsInFence(lines, one.i), one.line));
        Assert.DoesNotContain(
            Assert.Single(fleet.Hub.Checks)["annotations"]!.AsArray(),
            annotation => ((string)annotation!["message"]!).Contains("@octocat", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task No_value_of_a_Secret_is_told()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(folder =>
        {
            folder.Write("apps/config/base/kustomization.yaml", "resources: [map.yaml, secret.yaml]\n");
            folder.Write(
                "apps/config/base/secret.yaml",
                "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: demo}\nstringData: {password: hunter2-planted}\n"
            );
        });
        var answer = await fleet.ReviewAsync("--pull-request", $"{number}", "--output", "json");
        Assert.DoesNotContain("hunter2", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fleet.Comment, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fleet.Hub.Checks[0].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_in_the_middle_leaves_the_comment_to_the_review_of_that()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(ReviewedFleet.Bump);
        var asked = 0;
        fleet.Hub.BeforeEffect = context =>
        {
            if (context.Request.Path.Value!.EndsWith($"/pulls/{number}", StringComparison.Ordinal) && ++asked == 2)
                Sh.Git(
                    fleet.Hub.Bare,
                    "update-ref",
                    "refs/heads/change",
                    Sh.Git(fleet.Hub.Bare, "commit-tree", "change^{tree}", "-p", "change", "-m", "More")
                );
            return Task.FromResult(false);
        };
        var answer = await fleet.ReviewAsync("--pull-request", $"{number}");
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("warning GOG383", answer.Error, StringComparison.Ordinal);
        Assert.Empty(fleet.Hub.Comments);
    }

    [Fact]
    public async Task A_run_that_is_killed_after_any_call_that_writes_is_finished_by_the_next()
    {
        await using var fleet = await ReviewedFleet.CreateAsync();
        var number = await fleet.OpenAsync(folder => Maps(folder, 60, "bad"));
        for (var last = 1; ; last++)
        {
            var wasKilled = await fleet.ReviewKilledAsync(last, "--pull-request", $"{number}");
            var answer = await fleet.ReviewAsync("--pull-request", $"{number}");
            Assert.True(answer.Exit == 1, answer.ToString());
            var pages = fleet.Hub.Comments.Select(comment => ((string)comment["body"]!).Split('\n')[0]).ToList();
            Assert.Equal(pages.Distinct(), pages);
            var check = Assert.Single(fleet.Hub.Checks);
            Assert.Equal(("completed", 60), ((string?)check["status"], check["annotations"]!.AsArray().Count));
            if (!wasKilled)
            {
                Assert.True(last > 6, $"only {last} calls");
                return;
            }

            fleet.Hub.Forget();
        }
    }

    // Each with a text of its own that fills a part of a page.
    private static void Maps(TemporaryFolder folder, int count, string key = "x")
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(i => $"    a line of text, number {i}, that is as long as lines are\n"));
        folder.Write(
            "apps/config/base/kustomization.yaml",
            $"resources: [map.yaml{string.Concat(Enumerable.Range(0, count).Select(i => $", m{i}.yaml"))}]\n"
        );
        for (var i = 0; i < count; i++)
            folder.Write(
                $"apps/config/base/m{i}.yaml",
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m{i}, namespace: demo}}\ndata:\n  key: {key}\n  text: |\n{text}"
            );
    }

    private static bool IsInFence(string[] lines, int at) =>
        lines.Take(at).Count(line => line.StartsWith("```", StringComparison.Ordinal)) % 2 == 1;
}
