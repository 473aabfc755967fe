using System.Text.Json.Nodes;
using GitOpsGen.Tests.Publish;
using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Verify;

/// <summary>Commits of publish and of people, as they are and tampered with.</summary>
public sealed class VerifyTests
{
    private const string Manifests = "environments/dev/web/rendered/manifests.yaml";
    private const string Record = "environments/dev/web/owned.json";

    [Fact]
    public async Task A_commit_of_publish_is_proved_and_nothing_is_touched()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var (state, objects) = (fleet.State(), fleet.Objects());

        var answer = await VerifyAsync(fleet, commit);

        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.StartsWith($"proved: {commit[..10]}: ", answer.Output, StringComparison.Ordinal);
        Assert.Equal(state, fleet.State());
        Assert.Equal(objects, fleet.Objects());
        var json = JsonNode.Parse((await VerifyAsync(fleet, commit, "--output", "json")).Output)!;
        Assert.Equal(("proved", commit), ((string?)json["verdict"], (string?)json["commit"]));
        Assert.Equal(["dev/web"], json["units"]!.AsArray().Select(unit => (string?)unit));
        Assert.Equal("main", (string?)json["trailers"]!["base"]);
        Assert.Null(json["difference"]);
    }

    [Fact]
    public async Task Also_from_a_bare_clone()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await PublishedAsync(fleet);
        var answer = await Gitopsgen.RunAsync("verify", PublishedFleet.Dev, "--offline", "--root", fleet.Hub.Bare);
        Assert.True(answer.Exit == 0, answer.ToString());
    }

    [Fact]
    public async Task A_generated_file_that_was_edited_in_the_commit_is_found_with_its_line()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        // With the trailers that fit, and a record that says so, too.
        var edited = Amended(
            fleet,
            commit,
            files => files[Manifests] = files[Manifests].Replace("web:2", "evil:2", StringComparison.Ordinal),
            isSaid: true
        );

        var answer = await VerifyAsync(fleet, edited, "--output", "json");

        Assert.True(answer.Exit == 3, answer.ToString());
        var first = JsonNode.Parse(answer.Output)!["difference"]!;
        Assert.Equal(Manifests, (string?)first["path"]);
        Assert.Contains("web:2", (string?)first["expected"], StringComparison.Ordinal);
        Assert.Contains("evil:2", (string?)first["found"], StringComparison.Ordinal);
        var lines = Sh.Git(fleet.Folder.Path, "show", $"{edited}:{Manifests}").Split('\n');
        Assert.Contains("evil:2", lines[(int)first["line"]! - 1], StringComparison.Ordinal);
        Assert.Contains("GOG396", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_file_that_the_commit_lacks_is_told_as_none_and_not_as_an_empty_one()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var lacking = Amended(fleet, await PublishedAsync(fleet), files => files.Delete(Manifests), isSaid: true);

        var answer = await VerifyAsync(fleet, lacking, "--output", "json");

        Assert.True(answer.Exit == 3, answer.ToString());
        var first = JsonNode.Parse(answer.Output)!["difference"]!;
        Assert.Equal((Manifests, "(no such file)"), ((string?)first["path"], (string?)first["found"]));
    }

    [Fact]
    public async Task An_edit_that_the_record_was_made_to_fit_is_found_all_the_same()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var edited = Amended(
            fleet,
            commit,
            files =>
            {
                var before = GitOpsGen.Files.Digest.OfText(files[Manifests]);
                files[Manifests] = files[Manifests].Replace("web:2", "evil:2", StringComparison.Ordinal);
                files[Record] = files[Record].Replace(before, GitOpsGen.Files.Digest.OfText(files[Manifests]), StringComparison.Ordinal);
            },
            isSaid: true
        );
        Assert.Equal(3, (await VerifyAsync(fleet, edited)).Exit);
    }

    [Fact]
    public async Task An_amended_commit_whose_trailers_stayed_is_not_what_it_says()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var edited = Amended(fleet, commit, files => files["environments/dev/image.yaml"] += "# by hand\n", isSaid: false);
        var answer = await VerifyAsync(fleet, edited);
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("GOG392: the commit says Gitopsgen-Content", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gitopsgen-Content: .*", "Gitopsgen-Content: 00", 3, "GOG392")]
    [InlineData("Gitopsgen-Parent: .*", "Gitopsgen-Parent: 0123456789012345678901234567890123456789", 3, "GOG392")]
    [InlineData("Gitopsgen-Fleet: .*", "Gitopsgen-Fleet: ../..", 3, "GOG392")]
    [InlineData("Gitopsgen-Fleet: .*", "Gitopsgen-Fleet: apps", 3, "GOG392")]
    [InlineData("Gitopsgen-Version: .*", "Gitopsgen-Version: 99.0.0", 1, "GOG390: the commit was made by gitopsgen 99.0.0")]
    [InlineData("Gitopsgen-Version: .*\n", "", 1, "GOG390: the commit was made by gitopsgen of an unknown version")]
    [InlineData(
        "Gitopsgen-Engine: kustomize .*",
        "Gitopsgen-Engine: kustomize 4.0.0",
        1,
        "GOG394: the commit was rendered with kustomize 4.0.0"
    )]
    public async Task A_trailer_that_somebody_changed_is_told(string was, string now, int exit, string told)
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var message = System.Text.RegularExpressions.Regex.Replace(fleet.Git("log", "-1", "--format=%B", commit), was, now);
        var tampered = fleet.Git("commit-tree", $"{commit}^{{tree}}", "-p", $"{commit}^", "-m", message);
        var answer = await VerifyAsync(fleet, tampered);
        Assert.True(answer.Exit == exit, answer.ToString());
        Assert.Contains(told, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_was_squashed_onto_a_later_base_is_proved()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var later = fleet.Git("commit-tree", "main^{tree}", "-p", "main", "-m", "Elsewhere");
        var moved = fleet.Git("commit-tree", $"{commit}^{{tree}}", "-p", later, "-m", fleet.Git("log", "-1", "--format=%B", commit));
        var answer = await VerifyAsync(fleet, moved);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("note GOG393", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persons_commit_is_held_against_its_own_tree()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        await fleet.ChangeAsync("dev", "web:2");
        fleet.Commit("By a person");
        var fine = await VerifyAsync(fleet, "HEAD");
        Assert.True(fine.Exit == 0, fine.ToString());
        Assert.Contains("GOG389: the commit has no trailers", fine.Error, StringComparison.Ordinal);

        // An input without a render.
        fleet.Folder.Write(
            "environments/dev/image.yaml",
            fleet.Folder.Read("environments/dev/image.yaml").Replace("web:2", "web:3", StringComparison.Ordinal)
        );
        fleet.Commit("Without a render");
        var stale = await VerifyAsync(fleet, "HEAD");
        Assert.True(stale.Exit == 3, stale.ToString());
        Assert.Contains("web:3", stale.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_somebody_put_among_the_generated_ones_is_a_difference()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write("environments/dev/web/rendered/more.yaml", SmallFleet.ConfigMap("more"));
        fleet.Commit("More");
        var answer = await VerifyAsync(fleet, "HEAD", "--output", "json");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Equal("environments/dev/web/rendered/more.yaml", (string?)JsonNode.Parse(answer.Output)!["difference"]!["path"]);
    }

    [Fact]
    public async Task A_kept_hand_edit_is_not_proved()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write(Manifests, fleet.Folder.Read(Manifests) + "# kept\n");
        var adopted = await Gitopsgen.RunInAsync(fleet.Folder, "render", "--adopt", "--offline");
        Assert.True(adopted.Exit == 0, adopted.ToString());
        fleet.Commit("Adopted");
        var answer = await VerifyAsync(fleet, "HEAD");
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG397", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_is_held_against_its_own_tree()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var merge = fleet.Git(
            "commit-tree",
            $"{commit}^{{tree}}",
            "-p",
            "main",
            "-p",
            commit,
            "-m",
            fleet.Git("log", "-1", "--format=%B", commit)
        );
        var answer = await VerifyAsync(fleet, merge);
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("GOG389: this is a merge", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_wave_has_not_rendered_yet_is_told_and_no_difference()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write("apps/web/base/deployment.yaml", SmallFleet.Deployment.Replace("web:1", "web:2", StringComparison.Ordinal));
        await fleet.RenderAsync();
        await fleet.PublishAsync("--only", "dev");
        var answer = await VerifyAsync(fleet, fleet.Fetched(PublishedFleet.Dev));
        Assert.True(answer.Exit == 0, answer.ToString());
        Assert.Contains("warning GOG399", answer.Error, StringComparison.Ordinal);
        Assert.Contains("environments/prod/web", answer.Error, StringComparison.Ordinal);
    }

    // All that stops it from being a difference would be the word of the trailers.
    [Fact]
    public async Task Inputs_alone_that_would_change_what_is_rendered_are_a_difference()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var edited = Amended(
            fleet,
            "main",
            files => files["apps/web/base/deployment.yaml"] = SmallFleet.Deployment.Replace("web:1", "web:9", StringComparison.Ordinal),
            isSaid: true,
            message: fleet.Git("log", "-1", "--format=%B", commit),
            parent: "main"
        );
        var answer = await VerifyAsync(fleet, edited);
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("web:9", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_publish_never_writes_is_not_its_commit()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var edited = Amended(fleet, commit, files => files[".github/workflows/more.yml"] = "on: push\n", isSaid: true);
        var answer = await VerifyAsync(fleet, edited);
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.Contains("GOG392", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_its_own_tree_does_not_make_is_not_proved()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var edited = Amended(fleet, commit, files => files["argocd/projects/dev.yaml"] += "# wider\n", isSaid: true);
        var answer = await VerifyAsync(fleet, edited);
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG398", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_out_for_people_is_proved_and_an_edit_of_it_is_not()
    {
        await using var fleet = await PublishedFleet.CreateAsync(OutputFleet.Create());
        OutputFleet.SetAccount(fleet.Folder, "prod", "222");
        await fleet.RenderAsync();
        await fleet.PublishAsync();
        var commit = fleet.Fetched(PublishedFleet.Prod);
        var proved = await VerifyAsync(fleet, commit);
        Assert.True(proved.Exit == 0, proved.ToString());

        var edited = Amended(
            fleet,
            commit,
            files => files[OutputFleet.Prod] = files[OutputFleet.Prod].Replace("222", "666", StringComparison.Ordinal),
            isSaid: true
        );
        var answer = await VerifyAsync(fleet, edited);
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains($"{OutputFleet.Prod}(1,1): error GOG398", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_commit_and_one_of_a_shallow_clone_are_told()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        var commit = await PublishedAsync(fleet);
        var unknown = await VerifyAsync(fleet, "no/such");
        Assert.True(unknown.Exit == 1, unknown.ToString());
        Assert.Contains("GOG388", unknown.Error, StringComparison.Ordinal);

        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--depth=1", $"--branch={PublishedFleet.Dev}", $"file://{fleet.Hub.Bare}", ".");
        var shallow = await Gitopsgen.RunInAsync(clone, "verify", "HEAD", "--offline");
        Assert.True(shallow.Exit == 1, shallow.ToString());
        Assert.Contains("GOG391", shallow.Error, StringComparison.Ordinal);
        var older = await Gitopsgen.RunInAsync(clone, "verify", $"{commit}~1", "--offline");
        Assert.True(older.Exit == 1, older.ToString());
        Assert.Contains("The clone is shallow", older.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_does_not_render_and_one_without_the_folder_are_told()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write("apps/web/app.yaml", "kind: [\n");
        fleet.Commit("Broken");
        var broken = await VerifyAsync(fleet, "HEAD");
        Assert.True(broken.Exit == 1, broken.ToString());
        Assert.Contains("GOG395", broken.Error, StringComparison.Ordinal);

        fleet.Folder.Write("below/gitopsgen.yaml", SmallFleet.Fleet);
        fleet.Git("reset", "--quiet", "--hard", "main");
        var answer = await Gitopsgen.RunAsync("verify", "main~0", "--offline", "--root", fleet.Folder.File("below"));
        Assert.True(answer.Exit == 1, answer.ToString());
        Assert.Contains("GOG387", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_of_a_Secret_is_shown()
    {
        await using var fleet = await PublishedFleet.CreateAsync();
        fleet.Folder.Write(
            "environments/dev/web/rendered/more.yaml",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: demo}\nstringData: {a: hunter2-planted}\n"
        );
        fleet.Folder.Write(
            Manifests,
            fleet.Folder.Read(Manifests) + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\nstringData: {a: hunter2-planted}\n"
        );
        fleet.Commit("A Secret");
        var answer = await VerifyAsync(fleet, "HEAD", "--output", "json");
        Assert.True(answer.Exit == 3, answer.ToString());
        Assert.DoesNotContain("hunter2", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("not shown", answer.Output, StringComparison.Ordinal);
    }

    private static async Task<string> PublishedAsync(PublishedFleet fleet)
    {
        await fleet.ChangeAsync("dev", "web:2");
        await fleet.PublishAsync();
        return fleet.Fetched(PublishedFleet.Dev);
    }

    private static Task<Answer> VerifyAsync(PublishedFleet fleet, string commit, params string[] arguments) =>
        Gitopsgen.RunInAsync(fleet.Folder, ["verify", commit, "--offline", .. arguments]);

    /// <summary>A commit like another with some files edited.</summary>
    /// <param name="isSaid">Its trailer of the content is made to fit.</param>
    private static string Amended(
        PublishedFleet fleet,
        string commit,
        Action<EditedFiles> edit,
        bool isSaid,
        string? message = null,
        string? parent = null
    )
    {
        using var clone = new TemporaryFolder();
        Sh.Git(clone.Path, "clone", "--quiet", "--no-checkout", fleet.Folder.Path, ".");
        Sh.Git(clone.Path, "fetch", "--quiet", fleet.Folder.Path, fleet.Git("rev-parse", commit));
        Sh.Git(clone.Path, "checkout", "--quiet", "--detach", fleet.Git("rev-parse", commit));
        edit(new EditedFiles(clone));
        Sh.Git(clone.Path, "add", "--all");
        var tree = Sh.Git(clone.Path, "write-tree");
        var on = fleet.Git("rev-parse", parent ?? $"{commit}^");
        var text = message ?? fleet.Git("log", "-1", "--format=%B", commit);
        if (isSaid)
            text = System.Text.RegularExpressions.Regex.Replace(
                text,
                "Gitopsgen-Content: .*",
                $"Gitopsgen-Content: {Content(clone, on, tree)}"
            );
        var made = Sh.Git(clone.Path, "commit-tree", tree, "-p", on, "-m", text);
        Sh.Git(clone.Path, "update-ref", "refs/heads/made", made);
        fleet.Git("fetch", "--quiet", "--no-write-fetch-head", clone.Path, "made");
        return made;
    }

    // As publish digests what it changes.
    private static string Content(TemporaryFolder clone, string from, string to) =>
        GitOpsGen.Publish.ScopeChange.DigestOf(
            GitOpsGen.Git.PathChange.Parse(
                Sh.Git(clone.Path, "diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", "--no-ext-diff", from, to)
            )
        );

    private sealed class EditedFiles(TemporaryFolder folder)
    {
        public void Delete(string path) => File.Delete(folder.File(path));

        public string this[string path]
        {
            get => folder.Read(path);
            set => folder.Write(path, value);
        }
    }
}
