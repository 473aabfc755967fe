using GitOpsGen.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace GitOpsGen.Tests.Support;

/// <summary>
/// Classes that take half a minute or more begin first, so that none of them is left alone when all others are over. The rest follow in any
/// order, as ever.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        .. new[]
        {
            typeof(Attack.StrangerTests),
            typeof(Promote.OwnFleetTests),
            typeof(Publish.SourceTests),
            typeof(Publish.BranchTests),
            typeof(Publish.ApiFaultTests),
            typeof(Promote.StoryTests),
            typeof(Promote.RealGit.RealGitTests),
            typeof(Pipeline.WarmCacheTests),
            typeof(Verify.VerifyTests),
            typeof(Engines.Kustomize.Fast.SameBytesTests),
            typeof(Publish.RebuildTests),
            typeof(Publish.FaultTests),
            typeof(Promote.KillTests),
            typeof(Ownership.KillTests),
            typeof(Relocate.Apply.KillTests),
            typeof(OwnFleet.OwnFleetPublishTests),
            typeof(OwnFleet.OwnFleetTests),
            typeof(Load.OneMistakeTests),
            typeof(Publish.ApiCommitTests),
            typeof(Migrations.PhaseTests),
            typeof(Migrations.StatusTests),
            typeof(Observe.ObserverTests),
            typeof(Reviews.CommentTests),
            typeof(Engines.Helm.FailureTests),
        }.Select(each => $" for {each.FullName} ("),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. DefaultTestCollectionOrderer
                .Instance.OrderTestCollections(testCollections)
                .OrderBy(each => Place(each.TestCollectionDisplayName)),
        ];

    // A class is a collection of its own, which is named by it.
    private static int Place(string collection) =>
        Array.FindIndex(Long, each => collection.Contains(each, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length;
}
