using GitOpsGen.Check.Sync;
using Xunit;
using static GitOpsGen.Tests.Check.Sync.SmallSync;

namespace GitOpsGen.Tests.Check.Sync;

public sealed class TaskOrderTests
{
    private static readonly SyncApplication Application = new() { Namespace = "demo" };

    [Fact]
    public void Phase_comes_before_wave_wave_before_kind_and_kind_before_name()
    {
        var tasks = new[]
        {
            Task(One("z", "Deployment")),
            Task(One("a", "Deployment")),
            Task(One("b", "ConfigMap")),
            Task(One("early", "Ingress", wave: -1)),
            Task(Hook("last", HookType.PostSync) with { Wave = -9 }, SyncPhase.PostSync),
            Task(Hook("first", HookType.PreSync) with { Wave = 9 }, SyncPhase.PreSync),
        };

        Assert.Equal(["first", "early", "b", "a", "z", "last"], Order(tasks));
    }

    [Theory]
    [InlineData("Namespace", "NetworkPolicy")]
    [InlineData("ConfigMap", "PersistentVolumeClaim")]
    [InlineData("CustomResourceDefinition", "ClusterRole")]
    [InlineData("RoleBinding", "Service")]
    [InlineData("Service", "DaemonSet")]
    [InlineData("HorizontalPodAutoscaler", "StatefulSet")]
    [InlineData("Job", "CronJob")]
    [InlineData("APIService", "ServiceMonitor")]
    public void Kinds_have_their_rank(string first, string second) =>
        Assert.Equal(["z", "a"], Order(Task(One("a", second)), Task(One("z", first))));

    [Fact]
    public void Kinds_without_a_rank_are_alike() => Assert.Equal(["a", "b"], Order(Task(One("b", "Alpha")), Task(One("a", "Zeta"))));

    [Fact]
    public void A_Namespace_comes_before_what_lives_in_it_and_into_its_wave()
    {
        var made = Task(One("web", "Namespace", wave: 5));
        var tasks = new[] { Task(One("other", wave: 0)), Task(One("inside", wave: 1) with { Namespace = "web" }), made };

        Assert.Equal(["other", "web", "inside"], Order(tasks));
        Assert.Equal(1, made.Wave);
    }

    [Fact]
    public void A_definition_comes_before_the_first_object_of_its_kind_whatever_its_group_says()
    {
        var crd = Task(One("widgets", "CustomResourceDefinition", wave: 3) with { Defines = "acme.io/Widget" });
        var tasks = new[]
        {
            crd,
            Task(One("mine", "Widget") with { Group = "acme.io" }),
            Task(One("alien", "Widget") with { Group = "other.io" }),
        };

        Assert.Equal(["alien", "widgets", "mine"], Order(tasks));
        Assert.Equal(0, crd.Wave);
    }

    [Fact]
    public void Prune_waves_are_mirrored_among_themselves()
    {
        var tasks = new[] { 1, 3, 3, 4, 9 }.Select((wave, number) => Prune(One($"p{number}", wave: wave))).ToList();
        PruneWaves.Assign(tasks);

        Assert.Equal([9, 4, 4, 3, 1], tasks.Select(task => task.Wave));
    }

    [Fact]
    public void PruneLast_comes_after_the_highest_wave_mirrored_prunes_included()
    {
        var last = Prune(One("last", wave: -4, options: "PruneLast=true"));
        var tasks = new List<SyncTask>
        {
            Task(One("a", wave: 2)),
            last,
            Prune(One("p", wave: 7)),
            Task(Hook("h", HookType.PostSync), SyncPhase.PostSync),
        };
        PruneWaves.Assign(tasks);

        Assert.Equal(8, last.Wave);
        Assert.Equal(["p", "a", "last", "h"], Order([.. tasks]));
    }

    private static SyncTask Task(SyncObject target, SyncPhase phase = SyncPhase.Sync) => new(target, null, phase, Application);

    private static SyncTask Prune(SyncObject live) => new(null, new ClusterObject(live), SyncPhase.Sync, Application);

    private static IEnumerable<string> Order(params SyncTask[] tasks) => TaskOrder.Sort(tasks).Select(task => task.Id);
}
