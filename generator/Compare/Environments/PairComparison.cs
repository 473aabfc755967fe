using System.Collections.Immutable;
using GitOpsGen.Compare.Groups;
using GitOpsGen.Kubernetes;
using GitOpsGen.Load;
using GitOpsGen.Plan;

namespace GitOpsGen.Compare.Environments;

/// <summary>
/// Compares one unit with the same app's of another environment, and finds out where each difference comes from: what is said of the second
/// is replaced, one thing after the other, by what is said of the first, and rendered. What a step takes away comes from what it replaced.
/// What is left at the end, when the descriptions say the same, comes from nothing that anybody said.
/// </summary>
/// <param name="contents">What a unit brings to its clusters; null where it does not render.</param>
public sealed class PairComparison(Fleet fleet, Func<Unit, Task<Manifests?>> contents)
{
    private readonly List<(HashSet<string> Signature, AppDiff Told)> told = [];

    /// <summary>What was compared, clusters that differ in the same way as one.</summary>
    public IEnumerable<AppDiff> Told => told.Select(one => one.Told);

    /// <summary>Of what the render has rendered already.</summary>
    public async Task CompareAsync(Unit old, Unit @new, string where)
    {
        var (left, right) = ((await contents(old))!, (await contents(@new))!);
        var isOneName = OwnNames.IsOneName(old) || OwnNames.IsOneName(@new);
        var comparison = new ObjectComparison(new OwnNames(old, null, isOneName), new OwnNames(@new, old, isOneName));
        var found = comparison.Compare(left, right);
        var signature = found.Values.Select(difference => difference.Signature).ToHashSet(StringComparer.Ordinal);
        if (!Speaks(old) && !Speaks(@new) && told.FindIndex(one => one.Signature.SetEquals(signature)) is >= 0 and var at)
        {
            told[at] = told[at] with { Told = told[at].Told with { Where = $"{told[at].Told.Where}; {where}" } };
            return;
        }

        told.Add((signature, await DiffAsync(old, @new, where, new Run(left, comparison, found, contents))));
    }

    private async Task<AppDiff> DiffAsync(Unit old, Unit @new, string where, Run run)
    {
        var said = new SaidDifferences(fleet, old.Deployment, @new.Deployment);
        var trial = new Trial(fleet.Settings, @new, []);
        foreach (var step in said.Steps())
            trial = await run.StepAsync(trial, step);
        foreach (var step in SaidDifferences.Leaves(new Trial(fleet.Settings, old, []), trial).ToList())
            trial = await run.StepAsync(trial, step);
        var settings = said.Settings().ToList();
        return new AppDiff(old.App.Name, where, [.. settings, .. run.Causes], [.. settings.Select(SettingOf(old)), .. run.Differences()])
        {
            Untried = run.Untried,
        };
    }

    // A cluster that says something of its own may have its own reasons for the same difference.
    private static bool Speaks(Unit unit) => unit.Clusters[0].Apps.ContainsKey(unit.App.Name);

    // No object shows it, but Argo CD does otherwise.
    private static Func<Cause, EnvironmentDifference> SettingOf(Unit unit) =>
        cause => new EnvironmentDifference(
            ChangeKind.Changed,
            new ObjectId("argoproj.io", "Application", "", unit.App.Name),
            new FieldChange(cause.What, "changed", cause.Old?.Value, cause.New?.Value, [], IsHidden: false),
            [cause]
        );

    private sealed class Run(
        Manifests left,
        ObjectComparison comparison,
        IReadOnlyDictionary<string, ObjectDifference> found,
        Func<Unit, Task<Manifests?>> contents
    )
    {
        private readonly Dictionary<string, ImmutableArray<Cause>> causesOf = new(StringComparer.Ordinal);
        private readonly IReadOnlyDictionary<string, ObjectDifference> first = found;
        private readonly List<Cause> pending = [];
        private IReadOnlyDictionary<string, ObjectDifference> now = found;

        public List<Cause> Causes { get; } = [];

        public ImmutableArray<Cause> Untried => now.Count > 0 ? [.. pending] : [];

        public async Task<Trial> StepAsync(Trial trial, TrialStep step)
        {
            var next = step.Apply(trial);
            Causes.Add(step.Cause);
            pending.Add(step.Cause);
            // What does not render half-way is told together with the next step that does.
            if (now.Count == 0 || next.Tried() is not { } unit || await contents(unit) is not { } right)
                return next;
            var after = comparison.Compare(left, right);
            foreach (var (key, before) in now)
                if (!after.TryGetValue(key, out var rest) || rest.Signature != before.Signature)
                    causesOf[key] = [.. causesOf.GetValueOrDefault(key, []), .. pending];
            pending.Clear();
            now = after;
            return next;
        }

        public IEnumerable<EnvironmentDifference> Differences() =>
            first
                .Values.Select(difference => Of(difference, now.ContainsKey(difference.Key) ? [] : Explained(difference.Key)))
                // What comes to light only once the rest is the same was hidden behind it.
                .Concat(now.Values.Where(difference => !first.ContainsKey(difference.Key)).Select(difference => Of(difference, [])));

        private ImmutableArray<Cause> Explained(string key) => causesOf.GetValueOrDefault(key, []);

        private static EnvironmentDifference Of(ObjectDifference difference, ImmutableArray<Cause> causes) =>
            new(difference.Kind, difference.Object, difference.Delta is null ? null : FieldTexts.Of(difference.Delta), causes);
    }
}
