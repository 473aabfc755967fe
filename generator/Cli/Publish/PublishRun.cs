using System.Collections.Immutable;
using System.Security.Cryptography;
using GitOpsGen.Diagnostics;
using GitOpsGen.Git;
using GitOpsGen.Pipeline;
using GitOpsGen.Publish;

namespace GitOpsGen.Cli.Publish;

/// <summary>Plans and publishes, anew as long as others are faster, and knows what was done in each try, wherever it ends.</summary>
internal sealed class PublishRun(PublishOptions options, GitHubAccess access, CommitStore commits, IProgress progress)
{
    // Of tries that lost a race.
    private readonly Dictionary<string, ImmutableArray<string>> stepsBefore = new(StringComparer.Ordinal);
    private StagedCommits? staged;
    private Publisher? publisher;
    private int mayOpen = options.MaxNew;

    /// <summary>What was found wrong in the last try.</summary>
    public DiagnosticBag Diagnostics { get; private set; } = new();

    /// <summary>That of the last try; null after errors.</summary>
    public PublishPlan? Plan { get; private set; }

    /// <summary>What was done in all tries.</summary>
    public IReadOnlyList<Outcome> Outcomes =>
        [
            .. (publisher?.Outcomes ?? []).Select(outcome =>
                outcome with
                {
                    Steps = [.. stepsBefore.GetValueOrDefault(outcome.Publication.Scope.Branch, []), .. outcome.Steps],
                }
            ),
        ];

    /// <param name="git">With the scratch that <c>commits</c> writes to.</param>
    /// <param name="isDry">Only the plan is made.</param>
    public async Task RunAsync(GitRepository git, bool isDry, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            // What was said in a try that lost a race is said again by the next.
            Diagnostics = new DiagnosticBag();
            var authorised = await WithTokenAsync(git, cancellation);
            Plan = await new PublishPlanner(options, authorised, commits, progress, Diagnostics).PlanAsync(cancellation);
            if (Plan is null || isDry)
                return;
            try
            {
                await PublishAsync(git, attempt == Publisher.Tries, cancellation);
                return;
            }
            catch (PushRaceException race)
            {
                Keep();
                progress.Tell($"{race.Message}; looking again.");
                await Task.Delay(RandomNumberGenerator.GetInt32(100, 200 * attempt + 100), cancellation);
            }
        }
    }

    private async Task PublishAsync(GitRepository git, bool isLast, CancellationToken cancellation)
    {
        // An App's token may have ended while the plan was made.
        var authorised = await WithTokenAsync(git, cancellation);
        var host = await access.HostAsync(options, authorised, cancellation);
        var pushed = new GitRemote(authorised, options.PushRemote);
        // The same in every try: it knows what is to be tidied up.
        staged ??=
            options.CommitVia == CommitVia.Api
                ? new StagedCommits(commits, pushed, await access.CommitsAsync(options, authorised, cancellation))
                : null;
        publisher = new Publisher(options, pushed, new GitRemote(authorised, options.Remote), host, staged, progress, Diagnostics)
        {
            MayOpen = mayOpen,
            IsLastTry = isLast,
        };
        await publisher.RunAsync(Plan!, cancellation);
    }

    private void Keep()
    {
        foreach (var outcome in Outcomes)
            stepsBefore[outcome.Publication.Scope.Branch] = outcome.Steps;
        mayOpen = publisher!.MayOpen;
        publisher = null;
    }

    private async Task<GitRepository> WithTokenAsync(GitRepository git, CancellationToken cancellation) =>
        git with
        {
            Credentials = await access.CredentialsAsync(new GitRemote(git, options.Remote), cancellation),
        };
}
