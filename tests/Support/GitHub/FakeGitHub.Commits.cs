using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GitOpsGen.Tests.Support;

// Git's objects and refs by the two interfaces, over the real repository.
public sealed partial class FakeGitHub
{
    private const string RepositoryId = "R_1";
    private const string BotMail = "7+publisher[bot]@users.noreply.github.com";

    /// <summary>Refs that are no branches.</summary>
    public IReadOnlyList<string> OtherRefs =>
        [
            .. Sh.Git(Bare, "for-each-ref", "--format=%(refname)")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(name => !name.StartsWith("refs/heads/", StringComparison.Ordinal)),
        ];

    /// <summary>What a rule of the repository says of every branch that is moved by the interface; null for no such rule.</summary>
    public string? BranchRule { get; set; }

    // In the name of whose token it is, at the time it is; signed where that is an App.
    private (int, JsonNode?) MakeCommit(JsonNode body)
    {
        if (body["author"] is not null || body["committer"] is not null)
            return Miss("POST", "git/commits with an author");
        var (tree, message) = ((string)body["tree"]!, (string)body["message"]!);
        var parents = body["parents"]!.AsArray().Select(parent => (string)parent!).ToList();
        if (Kind(tree) != "tree")
            return Say(422, "Tree SHA does not exist");
        if (parents.Exists(parent => Kind(parent) != "commit"))
            return Say(422, "Parent SHA does not exist or is not a commit object");
        var commit = Sh.Git(
            Bare,
            [
                "-c",
                "user.name=publisher[bot]",
                "-c",
                $"user.email={BotMail}",
                "commit-tree",
                tree,
                .. parents.SelectMany(parent => new[] { "-p", parent }),
                "-m",
                message,
            ]
        );
        var payload = Sh.Git(Bare, "cat-file", "commit", commit);
        var signature = Accepted.StartsWith("ghs_", StringComparison.Ordinal)
            ? "-----BEGIN PGP SIGNATURE-----\n\nbm90IGEgcmVhbCBvbmU=\n-----END PGP SIGNATURE-----\n"
            : null;
        return (201, Shown(signature is null ? commit : Sign(payload, signature), tree, parents, message, payload, signature));
    }

    // Its name changes with that.
    private string Sign(string commit, string signature)
    {
        var end = commit.IndexOf("\n\n", StringComparison.Ordinal);
        folder.Write(
            "signed",
            $"{commit[..end]}\ngpgsig {signature.TrimEnd('\n').Replace("\n", "\n ", StringComparison.Ordinal)}{commit[end..]}\n"
        );
        return Sh.Git(Bare, "hash-object", "-t", "commit", "-w", folder.File("signed"));
    }

    private JsonObject Shown(string commit, string tree, List<string> parents, string message, string payload, string? signature)
    {
        var date = DateTimeOffset
            .Parse(Sh.Git(Bare, "show", "--no-patch", "--format=%cI", commit), CultureInfo.InvariantCulture)
            .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["sha"] = commit,
            ["node_id"] = $"C_{commit}",
            ["url"] = $"{Objects}/commits/{commit}",
            ["html_url"] = Html(commit),
            ["author"] = Bot(),
            ["committer"] = Bot(),
            ["tree"] = new JsonObject { ["sha"] = tree, ["url"] = $"{Objects}/trees/{tree}" },
            ["message"] = message,
            ["parents"] = new JsonArray([
                .. parents.Select(parent => new JsonObject
                {
                    ["sha"] = parent,
                    ["url"] = $"{Objects}/commits/{parent}",
                    ["html_url"] = Html(parent),
                }),
            ]),
            ["verification"] = new JsonObject
            {
                ["verified"] = signature is not null,
                ["reason"] = signature is null ? "unsigned" : "valid",
                ["signature"] = signature,
                ["payload"] = signature is null ? null : payload,
                ["verified_at"] = signature is null ? null : date,
            },
        };

        JsonObject Bot() =>
            new()
            {
                ["name"] = "publisher[bot]",
                ["email"] = BotMail,
                ["date"] = date,
            };

        static string Html(string commit) => $"https://github.example/contoso/small/commit/{commit}";
    }

    private JsonArray MatchingRefs(string name) =>
        new([
            .. Sh.Git(Bare, "for-each-ref", "--format=%(refname) %(objectname) %(objecttype)")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Where(parts => parts[0].StartsWith($"refs/{name}", StringComparison.Ordinal))
                .Select(parts => new JsonObject
                {
                    ["ref"] = parts[0],
                    ["node_id"] = $"REF_{parts[0]}",
                    ["url"] = $"{Objects}/{parts[0]}",
                    ["object"] = new JsonObject
                    {
                        ["type"] = parts[2],
                        ["sha"] = parts[1],
                        ["url"] = $"{Objects}/{parts[2]}s/{parts[1]}",
                    },
                }),
        ]);

    private static (int, JsonNode?) Which(JsonNode variables) =>
        (string?)variables["owner"] == "contoso" && (string?)variables["name"] == "small"
            ? Done("repository", new JsonObject { ["id"] = RepositoryId })
            : Failed("repository", $"Could not resolve to a Repository with the name '{variables["owner"]}/{variables["name"]}'.");

    // Compared and swapped by git itself.
    private (int, JsonNode?) UpdateRefs(JsonNode variables)
    {
        if ((string?)variables["repository"] != RepositoryId)
            return Failed("updateRefs", $"Could not resolve to a node with the global id of '{variables["repository"]}'.");
        var update = variables["updates"]!.AsArray().Single()!;
        var (name, before, after) = ((string)update["name"]!, (string)update["beforeOid"]!, (string)update["afterOid"]!);
        if (BranchRule is { } rule)
            return Failed("updateRefs", rule);
        if (Kind(after) != "commit")
            return Failed("updateRefs", $"Object {after} does not exist.");
        var isForward =
            !before.Any(digit => digit != '0')
            || TestTools.Run("git", ["-C", Bare, "merge-base", "--is-ancestor", before, after]).Exit == 0;
        if (!isForward && !(bool)update["force"]!)
            return Failed("updateRefs", "Update is not a fast forward.");
        return TestTools.Run("git", ["-C", Bare, "update-ref", name, after, before]) is { Exit: not 0 }
            ? Failed("updateRefs", "A reference was not where it was expected to be.")
            : Done("updateRefs", new JsonObject { ["clientMutationId"] = null });
    }

    private string Objects => $"{Api}/repos/contoso/small/git";

    private string? Kind(string name) =>
        TestTools.Run("git", ["-C", Bare, "cat-file", "-t", name]) is (0, var output, _) ? Encoding.ASCII.GetString(output).Trim() : null;
}
