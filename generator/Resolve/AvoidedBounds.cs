using GitOpsGen.Diagnostics;
using GitOpsGen.Load;

namespace GitOpsGen.Resolve;

/// <summary>Finds upper bounds of autoscalers that the app says not to choose (<c>scaling.avoid</c>).</summary>
internal static class AvoidedBounds
{
    /// <param name="scaling">What the app's head says; what is to be avoided is learnt after a release is cut.</param>
    public static IEnumerable<Diagnostic> Of(Deployment deployment, Scaling scaling) =>
        from inputs in deployment.Clusters
        let value = ParameterNames.Value(inputs.Parameters, scaling.Most.Parameter.Text)
        from avoided in scaling.Avoid
        where value?.Text == avoided.Number.ToString()
        select Messages.SizeDoubtful(value!.At, scaling.Most.Parameter.Text, $"{avoided.Number} is a number to avoid. {avoided.Why}");
}
