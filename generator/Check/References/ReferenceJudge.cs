using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;

namespace GitOpsGen.Check.References;

/// <summary>The findings of a rule of references.</summary>
internal sealed record ReferenceWords(Func<MissingReference, Diagnostic> Missing, Func<UnknownReference, Diagnostic> Unknown)
{
    /// <summary>For what names an object without which it may work; null where there is no such.</summary>
    public Func<MissingReference, Diagnostic>? Weak { get; init; }
}

/// <summary>Says of each object that is named and not there once that it is not, at the first place that names it.</summary>
internal static class ReferenceJudge
{
    // What programs and controllers make while they run.
    private static readonly string[] Makeable = ["ConfigMap", "PersistentVolumeClaim", "Secret", "Service", "ServiceAccount"];

    public static void Judge(ClusterIndex index, IEnumerable<Reference> references, ReferenceWords words, Findings findings)
    {
        var missing = new List<(List<Reference> Places, Sighting Seen)>();
        foreach (var same in references.GroupBy(one => (one.GroupKind, one.Namespace, one.Name, one.IsWeak)))
        {
            var seen = index.Find(same.Key.GroupKind, same.Key.Namespace, same.Key.Name);
            if (seen.IsThere is null)
                findings.CannotTell(words.Unknown(Unknown([.. same], seen.Text)));
            else if (seen.IsThere == false)
                missing.Add(([.. same], seen));
        }

        var makers = PossibleMakers.Of(
            index,
            missing
                .Select(one => one.Places[0])
                .Where(place => Makeable.Contains(place.GroupKind))
                .Select(place => (place.Namespace, place.Name))
                .ToHashSet()
        );
        foreach (var (places, seen) in missing)
            if (Makeable.Contains(places[0].GroupKind) && makers.TryGetValue((places[0].Namespace, places[0].Name), out var maker))
                findings.CannotTell(words.Unknown(Unknown(places, $"{maker} names it, and may make it")));
            else
                findings.Fail((places[0].IsWeak ? words.Weak ?? words.Missing : words.Missing)(Missing(places, seen.Text)));
    }

    public static string Target(Reference reference) => ObjectNames.Of(reference.GroupKind, reference.Namespace, reference.Name);

    private static MissingReference Missing(List<Reference> places, string near) =>
        new(places[0].At, ObjectNames.Of(places[0].From), places[0].Field, Target(places[0]), near, places.Count - 1);

    private static UnknownReference Unknown(List<Reference> places, string why) =>
        new(places[0].At, ObjectNames.Of(places[0].From), places[0].Field, Target(places[0]), why, places.Count - 1);
}
