using GitOpsGen.Compare.Objects;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Compare.Risks;

/// <summary>Other code runs.</summary>
public static class ImageRisks
{
    public static IEnumerable<Risk> Of(ObjectChange change) => StandingRisks.New(change, Moving).Concat(Changed(change));

    private static IEnumerable<Risk> Moving(Manifest manifest) =>
        (manifest.Pods?.Containers ?? [])
            .Where(container => container.Image.Length > 0 && ImageReference.Of(container.Image).IsMoving)
            .Select(container => new Risk(
                RiskClass.Image,
                RiskLevel.Medium,
                $"container {container.Name}: {Short(container.Image)} is whatever the registry has when a pod starts"
            ));

    private static IEnumerable<Risk> Changed(ObjectChange change) =>
        change.New is null || change.Old is null
            ? []
            : change
                .Deltas.Where(delta => IsImage(change.New, delta))
                .Select(delta => new Risk(
                    RiskClass.Image,
                    RiskLevel.Medium,
                    (delta.OldText, delta.NewText) switch
                    {
                        ({ } old, { } @new) => $"{delta.Path.Text}: {Short(old)} → {Short(@new)}{Step(old, @new)}",
                        (null, { } @new) => $"{delta.Path.Text}: {Short(@new)} is new",
                        _ => $"{delta.Path.Text} is no longer said",
                    }
                ));

    // Of a whole container that comes or goes the image is only part.
    private static bool IsImage(Manifest manifest, FieldDelta delta)
    {
        if (delta.IsSecret || delta.IsOrder)
            return false;
        if (manifest.Kind == HelmValues.Kind)
            return delta.Path.Name == "image" || delta.Path.Pattern.Contains("image.", StringComparison.OrdinalIgnoreCase);
        return delta.Path.Pattern.StartsWith("spec", StringComparison.Ordinal)
            && (delta.Path.Name is "image" || delta.Path.Name.EndsWith("ontainers", StringComparison.Ordinal))
            && (delta.Path.Name is "image" || delta.Path.Pattern.EndsWith("[]", StringComparison.Ordinal));
    }

    private static string Step(string old, string @new)
    {
        var (before, after) = (ImageReference.Of(old), ImageReference.Of(@new));
        return (before.Repository == after.Repository ? Version.Step(before.Major, after.Major) : ", another repository")
            + (before.IsPinned && !after.IsPinned ? "; its digest is lost, so that the registry decides what it is" : "");
    }

    private static string Short(string image) => image.Length <= 120 ? image : $"{image[..119]}…";
}
