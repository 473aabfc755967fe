using GitOpsGen.Diagnostics;
using GitOpsGen.Engines;
using GitOpsGen.Git;
using GitOpsGen.Layout;
using GitOpsGen.Pipeline;
using GitOpsGen.Printing;

namespace GitOpsGen.Publish;

/// <summary>Makes the tree of a scope on top of the base, the commit where git makes it, and the texts that go with it.</summary>
/// <param name="engines">Those that made what is committed.</param>
public sealed class CommitBuilder(
    PublishOptions options,
    GitRepository git,
    ICommitStore commits,
    Checkout checkout,
    string baseBranch,
    string baseCommit,
    IReadOnlyList<string> engines,
    PathOwners owners,
    Texts texts,
    IProgress progress
)
{
    // Where git knows nobody, as in most pipelines.
    internal static readonly Person Nobody = new("gitopsgen", "gitopsgen@users.noreply.invalid");

    public async Task<Publication> BuildAsync(ScopeChange change, Publication publication, CancellationToken cancellation)
    {
        var blobs = await git.TextsAsync(
            change
                .Changes.SelectMany(file => new[] { file.Old, file.New })
                .OfType<TreeFile>()
                .Where(file => file.IsRegular)
                .Select(file => file.Blob),
            cancellation
        );
        var tree = await commits.TreeAsync(
            baseCommit,
            [.. change.Changes.Select(file => file with { Path = checkout.Prefix + file.Path })],
            cancellation
        );
        var clusters = await ClusterReview.OfAsync(
            change,
            blobs,
            checkout.Folder,
            options.Trust,
            git,
            baseCommit,
            tree,
            progress,
            cancellation
        );
        var wording = options.Wordings.GetValueOrDefault(change.Scope.Name);
        var review = new FileReview(change, owners, blobs, clusters).Make();
        if (wording is not null)
            review = review with { Title = wording.Title };
        var data = Data(change, review);
        var message = await MessageAsync(review, change, cancellation);
        return publication with
        {
            Tree = tree,
            Message = message,
            Commit = options.CommitVia == CommitVia.Git ? await CommitAsync(tree, message, cancellation) : "",
            Title = MarkdownText.Plain(review.Title),
            Body = new BodyWriter(texts).Write(review, data),
        };
    }

    private async Task<string> CommitAsync(string tree, string message, CancellationToken cancellation)
    {
        var date = await git.RunAsync(cancellation, "show", "--no-patch", "--format=%ct", checkout.Source);
        var (author, committer) = await git.IdentitiesAsync(Nobody, cancellation);
        var isSigned = await git.AskAsync(cancellation, "config", "--type=bool", "commit.gpgSign") == "true";
        return await commits.CommitAsync(
            new NewCommit(tree, baseCommit, message, author, committer, long.Parse(date), isSigned),
            cancellation
        );
    }

    private Dictionary<string, object?> Data(ScopeChange change, Review review) =>
        new(StringComparer.Ordinal)
        {
            ["title"] = review.Title,
            ["scope"] = change.Scope.ToString(),
            ["units"] = Units(change),
            // Not the source commit: a new one with the same content must not change the text.
            ["digest"] = change.Digest[..12],
            ["base"] = baseCommit,
            ["reasons"] = Reasons(change),
        };

    private List<string> Reasons(ScopeChange change) => [.. options.Wordings.GetValueOrDefault(change.Scope.Name)?.Reasons ?? []];

    private static List<string> Units(ScopeChange change) => [.. change.Touched.Select(part => part.ToString())];

    // A message is no Markdown, but GitHub looks for names and issues in it all the same.
    private async Task<string> MessageAsync(Review review, ScopeChange change, CancellationToken cancellation)
    {
        var data = new Dictionary<string, object?>(Data(change, review), StringComparer.Ordinal)
        {
            ["title"] = MarkdownText.Plain(review.Title),
            ["scope"] = MarkdownText.Plain(change.Scope.ToString()),
            ["units"] = Units(change).ConvertAll(MarkdownText.Plain),
            ["reasons"] = Reasons(change).ConvertAll(MarkdownText.Plain),
        };
        List<string> trailers =
        [
            .. new Trailers(change.Digest, baseBranch, baseCommit, Trailers.FleetOf(checkout.Prefix), checkout.Source).Lines,
            $"Gitopsgen-Version: {options.ToolVersion}",
            .. engines.Select(identity => $"Gitopsgen-Engine: {MarkdownText.Plain(identity)}"),
        ];
        if (options.RunUrl is { } run)
            trailers.Add($"Gitopsgen-Run: {PlainText.Line(run)}");
        var message = texts.Render(FleetLayout.CommitMessage, data);
        return await git.RunAsync(
                new GitCall(["interpret-trailers", "--no-divider", .. trailers.SelectMany(trailer => new[] { "--trailer", trailer })])
                {
                    Input = message + "\n",
                },
                cancellation
            ) + "\n";
    }
}
