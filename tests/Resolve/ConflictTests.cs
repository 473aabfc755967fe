using GitOpsGen.Tests.Load;
using Xunit;

namespace GitOpsGen.Tests.Resolve;

/// <summary>An app may say which features do not go together for it.</summary>
public sealed class ConflictTests : IDisposable
{
    private readonly BrokenFleet fleet = new();

    public ConflictTests() =>
        fleet.App(
            "web",
            "requires: [config]",
            "kustomize: {base: base}",
            "conflicts: [{features: [cloud, bare], why: Metal has no clouds.}]"
        );

    public void Dispose() => fleet.Dispose();

    [Fact]
    public void Both_together_are_refused_at_the_environments_own_feature_with_the_reason() =>
        fleet
            .Edit(BrokenFleet.Dev, "wave: dev", "wave: dev\n  features: [‸bare]")
            .Says("GOG273", "\"web\"", "cloud and bare", "Metal has no clouds.");

    [Fact]
    public void Inherited_they_are_refused_where_the_app_is_named() =>
        fleet
            .Edit(BrokenFleet.Shared, "features: [cloud]", "features: [cloud, bare]")
            .Edit(BrokenFleet.Dev, "web: {}", "‸web: {}")
            .Edit(BrokenFleet.Prod, ", web: {}", "")
            .Says("GOG273", "\"web\"");

    [Fact]
    public void One_of_them_and_both_where_another_app_runs_are_right()
    {
        fleet.Edit(BrokenFleet.Dev, "wave: dev", "wave: dev\n  features: [bare]").Edit(BrokenFleet.Dev, ", web: {}", "").SaysNothing();
    }
}
