using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;

namespace GitOpsGen.Check.Migrations;

/// <summary>
/// MIG-002: the cutover changes no image. AMA-004: the images that come up work in the new namespace, or the bridge helps them.
/// </summary>
internal static class ImageRules
{
    public static Rule<MigrationWalk> SameImages { get; } =
        new(
            "MIG-002",
            "The cutover starts the images that ran before: those of the pin's previous release, of what was rendered before, and of "
                + "the old side.",
            NoOtherImage
        )
        {
            Why = "What goes wrong must have one possible cause.",
            Mend = "Change the image in a step of its own.",
        };

    public static Rule<MigrationWalk> AwareImages { get; } =
        new(
            "AMA-004",
            "From the cutover on each image of a role is listed under `migration.namespaceAwareImages`, or the bridge "
                + "is on: the old Service is an ExternalName to the new one, in a wave before the collectors. It stays as "
                + "long as images need it, after cleanup too.",
            NamespaceAware
        )
        {
            Why = "Images are known with the old namespace built in; they would find no targets.",
            Mend = "List the tag with its evidence, or switch the bridge on.",
        };

    private static void NoOtherImage(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (step.To != Phase.Cutover)
            return;
        var told = new HashSet<(ObjectId, string)>();
        if (step.PreviousRelease is { } previous)
            foreach (var workload in step.Workloads(step.After))
                if (previous.Find(workload.Id) is { } was)
                    Compare(was, workload, "in the pin's previous release");
        foreach (var workload in step.Workloads(step.After))
            if (step.LastRendered.Find(workload.Id) is { } was)
                Compare(was, workload, "in what was rendered before");
        foreach (var role in step.Roles)
            if (
                step.Before.Find(SyncSimulation.KeyOf(step.Migration, role, Side.Old)) is { } old
                && step.After.Find(SyncSimulation.KeyOf(step.Migration, role, Side.New)) is { } now
            )
                Compare(old, now, $"in {step.Migration.From}");

        void Compare(Manifest was, Manifest now, string where)
        {
            foreach (var container in now.Pods?.Containers ?? [])
                if (
                    was.Pods?.Containers.FirstOrDefault(one => one.Name == container.Name) is { } before
                    && before.Image != container.Image
                    && told.Add((now.Id, container.Name))
                )
                    findings.Fail(
                        Messages.ImageChanges(
                            step.At,
                            step.Unit,
                            now.Wave,
                            now.ToString(),
                            container.Name,
                            container.Image,
                            before.Image,
                            where
                        )
                    );
        }
    }

    private static void NamespaceAware(MigrationWalk walk, Findings findings)
    {
        var step = walk.Step;
        if (step.To < Phase.Cutover)
            return;
        var workloads = step
            .Roles.Select(role => step.After.Find(SyncSimulation.KeyOf(step.Migration, role, Side.New)))
            .OfType<Manifest>()
            .Where(workload => workload.Pods is not null)
            .ToList();
        var unproven = workloads
            .SelectMany(workload => workload.Pods!.Containers.Select(container => (Workload: workload, Container: container)))
            .Where(one => !IsProven(step, one.Container))
            .ToList();
        if (unproven.Count == 0)
            return;
        if (step.Bridge && step.Migration.Bridge is { } bridge)
        {
            if (Fault(step, bridge, workloads) is { } fault)
                findings.Fail(
                    Messages.BridgeBroken(
                        step.At,
                        step.Unit,
                        fault.Wave,
                        $"Service {step.Migration.From}/{bridge.Service}",
                        fault.What,
                        $"{bridge.Service}.{step.Migration.To}.svc.cluster.local"
                    )
                );
            return;
        }

        findings.Fail(
            Messages.ImagesNotProven(
                step.At,
                step.Unit,
                unproven.Min(one => one.Workload.Wave),
                [.. unproven.GroupBy(one => Name(one.Container), one => one.Workload.ToString(), StringComparer.Ordinal).Select(Images)],
                step.Migration.From,
                step.Migration.Bridge?.Parameter
            )
        );
    }

    private static string Name(Container container) => container.Tag.Length > 0 ? container.Tag : container.Image;

    private static string Images(IGrouping<string, string> image) =>
        $"{image.Key} ({string.Join(", ", image.Distinct(StringComparer.Ordinal))})";

    private static bool IsProven(MigrationStep step, Container container) =>
        step.Migration.NamespaceAwareImages.Any(image =>
            image.Tag == container.Image || (container.Tag.Length > 0 && image.Tag == container.Tag)
        );

    private static (int Wave, string What)? Fault(MigrationStep step, Bridge bridge, IReadOnlyList<Manifest> workloads)
    {
        var service = step.After.Find("Service", step.Migration.From, bridge.Service);
        if (service is null)
            return (0, "is not there");
        if (service.Spec?.Text("type") != "ExternalName")
            return (service.Wave, "is no ExternalName");
        var name = service.Spec.Text("externalName")?.TrimEnd('.');
        if (name != $"{bridge.Service}.{step.Migration.To}.svc.cluster.local")
            return (service.Wave, $"points to '{name}'");
        // What stands behind the Service is not asked through it; all others must find it when they start.
        var selector = LabelSelector.Pairs(step.After.Find("Service", step.Migration.To, bridge.Service)?.Spec?.Map("selector"));
        var askers = workloads.Where(workload => selector.Count == 0 || !LabelSelector.Selects(selector, workload.Pods!.Labels));
        var isNew = step.Before.Find(service.Id)?.Spec?.Text("type") != "ExternalName";
        return isNew && askers.FirstOrDefault(workload => workload.Wave <= service.Wave) is { } early
            ? (service.Wave, $"comes no earlier than {early} (wave {early.Wave})")
            : null;
    }
}
