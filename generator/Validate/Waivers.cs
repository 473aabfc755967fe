using System.Collections.Immutable;
using System.Globalization;
using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Validate;

/// <summary>
/// Takes findings for known where the fleet says so. A waiver that is over, or that nothing needs any more, is a finding of its own.
/// </summary>
/// <param name="asOf">The day that a waiver must last to.</param>
/// <param name="isWhole">Everything was judged, so that what a waiver does not meet is not there.</param>
public sealed class Waivers(ImmutableArray<Waiver> waivers, DateOnly asOf, bool isWhole, DiagnosticBag diagnostics)
{
    private readonly HashSet<Waiver> used = new(ReferenceEqualityComparer.Instance);

    /// <summary>The parts of the finding that differ in whether they are waived.</summary>
    public IEnumerable<Finding> Apply(IReadOnlyList<FoundAt> found) =>
        found.ToLookup(Of).SelectMany(same => FoundAt.Fold(same).Select(finding => finding with { Waiver = same.Key }));

    /// <param name="rules">The ids of all rules.</param>
    /// <param name="doubtful">Those that could not tell somewhere, as without a chart: what they find nobody knows.</param>
    public void Check(IReadOnlyCollection<string> rules, IReadOnlySet<string> doubtful)
    {
        foreach (var waiver in waivers)
            if (!rules.Contains(waiver.Rule.Text))
                diagnostics.Add(Messages.UnknownRule(waiver.At, waiver.Rule.Text, rules));
            else if (waiver.Expires is { } expires && Date(expires.Text) is null)
                diagnostics.Add(Messages.NoDate(expires.At, expires.Text));
            else if (IsOver(waiver))
                diagnostics.Add(Messages.WaiverExpired(waiver.Expires!.At, waiver.Rule.Text, waiver.Expires.Text, used.Contains(waiver)));
            else if (isWhole && !used.Contains(waiver) && !doubtful.Contains(waiver.Rule.Text))
                diagnostics.Add(Messages.WaiverUnused(waiver.At, waiver.Rule.Text));
    }

    private Waiver? Of(FoundAt found)
    {
        foreach (var waiver in waivers.Where(waiver => Meets(waiver, found)))
        {
            used.Add(waiver);
            if (!IsOver(waiver))
                return waiver;
        }

        return null;
    }

    private static bool Meets(Waiver waiver, FoundAt found) =>
        waiver.Rule.Text == found.Diagnostic.Code
        && (waiver.Apps.IsEmpty || waiver.Apps.Any(app => app.Text == found.App))
        && (waiver.Environments.IsEmpty || waiver.Environments.Any(one => one.Text == found.Environment))
        && (waiver.Contains is null || found.Diagnostic.Message.Contains(waiver.Contains, StringComparison.Ordinal));

    // What says no day that there is holds for none.
    private bool IsOver(Waiver waiver) => waiver.Expires is { } expires && !(Date(expires.Text) >= asOf);

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
