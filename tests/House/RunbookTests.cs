using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>What runbooks and training pages have people type names only what there is (what the reader knows: CommandReaderTests).</summary>
public sealed class RunbookTests
{
    // At least so many names are held on each page: a page that is read as empty would pass. A new page gets its number here.
    private static readonly Dictionary<string, int> Least = new(StringComparer.Ordinal)
    {
        ["runbooks/ama-metrics-alerts.md"] = 16,
        ["runbooks/argo-rollouts.md"] = 38,
        ["runbooks/argocd.md"] = 98,
        ["runbooks/dra.md"] = 8,
        ["runbooks/eks-platform.md"] = 6,
        ["runbooks/external-secrets.md"] = 30,
        ["runbooks/flask-app.md"] = 5,
        ["runbooks/istio-ambient.md"] = 75,
        ["runbooks/node-repair-events.md"] = 21,
        // Azure's commands alone.
        ["runbooks/node-repair-log-alerts.md"] = 0,
        ["runbooks/prometheus-stack.md"] = 54,
        ["runbooks/trust-bundles.md"] = 4,
        ["training/ama-metrics-alerts.md"] = 14,
        ["training/ama-metrics.md"] = 4,
        ["training/argo-rollouts.md"] = 11,
        ["training/argocd.md"] = 27,
        ["training/dra.md"] = 9,
        ["training/eks-platform.md"] = 3,
        ["training/external-secrets.md"] = 16,
        ["training/flask-app.md"] = 12,
        ["training/istio-ambient.md"] = 21,
        ["training/node-repair-events.md"] = 14,
        ["training/prometheus-crds.md"] = 7,
        ["training/prometheus-stack.md"] = 22,
        ["training/sample-app.md"] = 8,
        ["training/trust-bundles.md"] = 8,
    };

    private static FleetObjects Fleet => FleetObjects.OfThisRepository;

    private static IEnumerable<Page> Pages => Page.Below("runbooks").Concat(Page.Below("training"));

    [Fact]
    public void Every_command_names_only_what_the_render_makes() =>
        Assert.Equal("", string.Join('\n', Pages.SelectMany(page => PageCheck.Findings(page, Fleet))));

    [Fact]
    public void So_many_names_are_held_on_each_page()
    {
        var reader = new CommandReader(Fleet.Kinds);
        var found = Pages.ToDictionary(page => page.Name, page => reader.Read(page).Asked.Count, StringComparer.Ordinal);
        Assert.Equal("", string.Join('\n', found.Where(page => !Least.ContainsKey(page.Key))));
        Assert.All(Least, page => Assert.InRange(found.GetValueOrDefault(page.Key, -1), page.Value, int.MaxValue));
    }

    [Fact]
    public void What_a_chart_is_said_to_make_is_of_a_kind_that_its_app_declares()
    {
        Assert.True(UnrenderedObjects.OfCharts.Count > 20);
        Assert.All(UnrenderedObjects.OfCharts, one => Assert.True(Declares(one), one.ToString()));
    }

    [Fact]
    public void Every_object_that_is_not_rendered_is_named_by_a_page()
    {
        var reader = new CommandReader(Fleet.Kinds);
        var asked = Pages.SelectMany(page => reader.Read(page).Asked).ToList();
        Assert.Empty(UnrenderedObjects.All.Where(one => !asked.Exists(mention => Names(mention, one))));
    }

    private static bool Names(Mention mention, UnrenderedObject one) =>
        (mention.Kind == one.Kind && mention.Name == one.Name && FleetObjects.IsIn(one.Namespace, mention.Namespace))
        || (mention.Kind == "Pod" && one.Kind == "StatefulSet" && mention.Name.StartsWith($"{one.Name}-", StringComparison.Ordinal));

    private static bool Declares(UnrenderedObject one)
    {
        var produces = Fleet.Fleet.Fleet.Apps[one.Maker].App.Chart!.Produces;
        var kinds = one.Namespace.Length == 0 ? produces.ClusterKinds : produces.Kinds;
        return kinds.Any(kind => kind.Name.Split('/')[^1] == one.Kind)
            && (one.Namespace.Length == 0 || produces.Namespaces.Any(space => space.Name == one.Namespace));
    }
}
