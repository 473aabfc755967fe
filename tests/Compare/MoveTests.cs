using GitOpsGen.Compare;
using Xunit;

namespace GitOpsGen.Tests.Compare;

/// <summary>Objects that go as others come in their stead.</summary>
public sealed class MoveTests
{
    private static string Deployment(string space, string name, string image = "web:1", string app = "") =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: {space}, labels: {{app: {name}, team: a, "
        + $"tier: b}}}}\nspec: {{replicas: 1, selector: {{matchLabels: {{app: {name}}}}}, template: {{spec: {{containers: "
        + $"[{{name: {name}, image: '{image}', workingDir: /{app}}}]}}}}}}\n";

    private static string Account(string name, string space = "demo") =>
        $"apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: {name}, namespace: {space}}}\n";

    private static string File(string app, string environment = "dev") => $"environments/{environment}/{app}/rendered/manifests.yaml";

    [Fact]
    public void The_same_name_in_another_namespace_is_a_move_with_what_else_changed()
    {
        var group = Assert.Single(Differences.Of(Deployment("old", "web"), Deployment("new", "web", "web:2")));
        Assert.Equal(
            (ChangeKind.Moved, "apps/Deployment old/web", "apps/Deployment new/web"),
            (group.Kind, group.From.ToString(), group.Object.ToString())
        );
        Assert.Equal([RiskClass.NamespaceMove, RiskClass.Image], group.Risks.Select(risk => risk.Class));
        Assert.Equal("spec.template.spec.containers[web].image", Assert.Single(group.Fields).Path);
    }

    [Fact]
    public void Another_name_with_the_same_content_is_a_rename()
    {
        var group = Assert.Single(Differences.Of(Deployment("demo", "web"), Deployment("demo", "website")));
        Assert.Equal(
            (ChangeKind.Renamed, RiskClass.Rename),
            (group.Kind, group.Risks.Single(risk => risk.Class == RiskClass.Rename).Class)
        );
    }

    [Fact]
    public void Another_name_with_other_content_is_another_object()
    {
        const string Other =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: job, namespace: demo, labels: {x: y}}\nspec: {strategy: "
            + "{type: Recreate}, template: {spec: {hostNetwork: false, containers: [{name: c, image: 'c:1'}]}}}\n";
        Assert.Equal(
            [ChangeKind.Added, ChangeKind.Removed],
            Differences.Of(Deployment("demo", "web"), Other).Select(group => group.Kind).Order()
        );
    }

    [Fact]
    public void Objects_that_say_next_to_nothing_are_not_taken_for_each_other() =>
        Assert.Equal(
            [ChangeKind.Added, ChangeKind.Removed],
            Differences.Of(Account("a"), Account("b")).Select(group => group.Kind).Order()
        );

    [Fact]
    public void A_digest_at_the_end_of_a_name_is_no_other_name()
    {
        static string Map(string suffix, string value) =>
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings-{suffix}, namespace: demo}}\ndata: {{a: {value}}}\n";
        var group = Assert.Single(Differences.Of(Map("2h7t5mk4bd", "x"), Map("99gtm2hhkb", "y")));
        Assert.Equal((ChangeKind.Renamed, "data.a"), (group.Kind, Assert.Single(group.Fields).Path));
    }

    [Fact]
    public void While_both_sides_of_a_move_are_there_nothing_moved()
    {
        var before = Deployment("old", "web");
        var copy = Assert.Single(Differences.Of(before, before + "---\n" + Deployment("new", "web", "web:2")));
        Assert.Equal(
            (ChangeKind.Copied, "apps/Deployment old/web", "apps/Deployment new/web"),
            (copy.Kind, copy.From.ToString(), copy.Object.ToString())
        );
        Assert.Equal("spec.template.spec.containers[web].image", Assert.Single(copy.Fields).Path);
        Assert.Equal("", copy.Body);
        Assert.Equal(
            ChangeKind.Removed,
            Assert.Single(Differences.Of(before + "---\n" + Deployment("new", "web"), Deployment("new", "web"))).Kind
        );
    }

    [Fact]
    public void Objects_that_come_together_are_not_copies_of_each_other() =>
        Assert.Equal(
            [ChangeKind.Added, ChangeKind.Added],
            Differences.Of("", Deployment("one", "web") + "---\n" + Deployment("two", "web")).Select(group => group.Kind)
        );

    [Fact]
    public void A_copy_has_all_the_risks_of_a_new_object()
    {
        static string Role(string space) =>
            $"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: reader, namespace: {space}}}\nrules: "
            + "[{apiGroups: [''], resources: [secrets], verbs: [get]}]\n";
        var copy = Assert.Single(Differences.Of(Role("old"), Role("old") + "---\n" + Role("new")));
        var added = Assert.Single(Differences.Of("", Role("new")));
        Assert.Equal((ChangeKind.Copied, ChangeKind.Added), (copy.Kind, added.Kind));
        Assert.Equal(added.Risks, copy.Risks);
    }

    [Fact]
    public void An_app_with_another_name_hands_its_objects_over()
    {
        var group = Assert.Single(
            Differences.Of([(File("web"), Deployment("demo", "web"), ""), (File("site"), "", Deployment("demo", "web"))])
        );
        Assert.Equal((ChangeKind.HandedOver, "site"), (group.Kind, Assert.Single(group.Where).App));
    }

    [Fact]
    public void Nothing_moves_from_one_environment_to_another() =>
        Assert.Equal(
            2,
            Differences.Of([(File("web"), Deployment("old", "web"), ""), (File("web", "prod"), "", Deployment("new", "web"))]).Length
        );

    [Fact]
    public void Of_several_that_fit_the_most_alike_is_taken_each_once()
    {
        var groups = Differences.Of(
            Deployment("a", "web", "web:1") + "---\n" + Deployment("b", "web", "web:2"),
            Deployment("c", "web", "web:2") + "---\n" + Deployment("d", "web", "web:1")
        );
        Assert.Equal(
            ["apps/Deployment a/web → apps/Deployment d/web", "apps/Deployment b/web → apps/Deployment c/web"],
            groups.Select(group => $"{group.From} → {group.Object}").Order(StringComparer.Ordinal)
        );
    }
}
