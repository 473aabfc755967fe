using GitOpsGen.Diagnostics;
using GitOpsGen.Layout;

namespace GitOpsGen.Validate;

/// <summary>A finding where it was made.</summary>
/// <param name="In">The environment, or the path.</param>
/// <param name="App">Null where it is of none.</param>
public sealed record FoundAt(Diagnostic Diagnostic, string In, string? App)
{
    /// <param name="space">As <see cref="Kubernetes.ClusterContents.Name"/>.</param>
    public static FoundAt Of(Diagnostic diagnostic, string space) =>
        new(diagnostic, space, diagnostic.At is { } at && FleetLayout.Read(at.File) is IOfApp { App: var app } ? app : null);

    /// <summary>The description of the app whose objects are said to stand at the path; null where it is of none.</summary>
    public static string? DescriptionOf(string path) =>
        FleetLayout.Read(path) is IOfApp { App: var app } ? FleetLayout.App(app).Head.Description : null;

    /// <summary>The environment without the cluster.</summary>
    public string Environment => In.Split('/')[0];

    /// <summary>One for each cause: what is said in the same words is one.</summary>
    public static IEnumerable<Finding> Fold(IEnumerable<FoundAt> all) =>
        all.GroupBy(found => (found.Diagnostic.Code, found.Diagnostic.Severity, found.Diagnostic.Message, found.App))
            .Select(same => new Finding(
                First(same),
                [.. same.Select(found => found.In).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                [.. same.Select(found => found.Diagnostic.At).OfType<Position>().Distinct().OrderBy(at => at, Order)]
            )
            {
                App = same.Key.App,
                Times = same.Sum(found => found.Diagnostic.Times),
            });

    private static IComparer<Position> Order { get; } =
        Comparer<Position>.Create(
            (one, other) =>
                string.CompareOrdinal(one.File, other.File) is not 0 and var file
                    ? file
                    : (one.Line, one.Column).CompareTo((other.Line, other.Column))
        );

    private static Diagnostic First(IEnumerable<FoundAt> same) =>
        same.OrderBy(found => found.Diagnostic.At ?? Position.Start(""), Order).First().Diagnostic;
}
