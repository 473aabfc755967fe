using System.Text.RegularExpressions;
using GitOpsGen.Relocate.Outlines;
using static GitOpsGen.Relocate.Structured.Verdicts;

namespace GitOpsGen.Relocate.Structured;

/// <summary>The <c>value</c> of an environment variable, whose name says whose namespace it is.</summary>
internal static partial class EnvironmentVariables
{
    public static Judgement? Judge(ScalarMention place)
    {
        if (
            !place.IsWhole
            || place.Leaf.Key != "value"
            || place.Siblings("name").FirstOrDefault() is not { } named
            || !place.IsBelow("env")
        )
            return null;
        var name = named.Text;
        if (Own().IsMatch(name))
            return Workload(place, name);
        if (Prefix().Match(name) is { Success: true } prefix && Pointed(place, prefix.Groups[1].Value) is { } pointed)
            return Follow(place.Context.Of(pointed), Category.EnvironmentVariable, place.Context.Name(pointed));
        return Review(Category.EnvironmentVariable, $"Nothing tells whose namespace {name} is.");
    }

    private static Judgement Workload(ScalarMention place, string name)
    {
        if (place.Object is not { } workload)
            return Review(Category.EnvironmentVariable, $"{name} is the namespace of the workload, which is not in this file.");
        var names = workload.Names.ToList();
        var standing = names.Select(place.Context.OfDeclared).Distinct().ToList() is [var one] ? one : RelocationStatus.Unknown;
        if (standing == RelocationStatus.Moves && workload.IsElsewhere(place.From))
            return Review(Category.EnvironmentVariable, $"{name} looks like the namespace of the workload, which is in another one.");
        return Follow(
            standing,
            Category.EnvironmentVariable,
            $"the namespace of its own workload, {workload.Kind} {(names.Count > 0 ? place.Context.Name(names[0]) : "")}"
        );
    }

    // SECRET_NAMESPACE goes with SECRET_NAME of the same container.
    private static Outline? Pointed(ScalarMention place, string prefix) =>
        place
            .Map?.Parent?.Children.FirstOrDefault(other =>
                other.TextOf("name") == $"{prefix}_NAME" && Branch.CanMeet(other.Branch, place.Leaf.Branch)
            )
            ?["value"];

    [GeneratedRegex(
        "^(MY_|K8S_|KUBERNETES_|OTELCOL_|OTEL_|OPERATOR_|AGENT_|COLLECTOR_|"
            + "CURRENT_|OWN_|DEPLOYMENT_|LEADER_ELECTION_)?(POD_|CONTAINER_)?NAMESPACE(_NAME)?$|^(podNamespace|namespace|Namespace)$"
    )]
    private static partial Regex Own();

    [GeneratedRegex("^(.+)_NAMESPACE$")]
    private static partial Regex Prefix();
}
