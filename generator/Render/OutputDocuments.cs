using System.Collections.Immutable;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Layout;
using GitOpsGen.Load;
using GitOpsGen.Render.Templates;
using GitOpsGen.Resolve;
using GitOpsGen.Yaml;

namespace GitOpsGen.Render;

/// <summary>
/// What apps put out for people who set up identities: one document for an environment, which names all its clusters. Pure.
/// </summary>
public sealed class OutputDocuments(DiagnosticBag diagnostics, CancellationToken cancellation)
{
    private readonly TemplateEngine templates = new(cancellation);

    /// <summary>The documents by path, by the folder that has their record.</summary>
    public ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> Of(IEnumerable<Deployment> deployments) =>
        deployments
            .GroupBy(deployment => deployment.Environment.Name, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(FleetLayout.Environment(group.Key).Outputs, InEnvironment(group)))
            .Where(environment => !environment.Value.IsEmpty)
            .ToImmutableDictionary(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, string> InEnvironment(IEnumerable<Deployment> deployments)
    {
        var documents = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var taken = new Dictionary<string, Position>(StringComparer.Ordinal);
        foreach (var deployment in deployments.Where(deployment => !deployment.Clusters.IsEmpty))
        foreach (var output in deployment.App.Outputs.Where(output => deployment.Holds(output.When)))
        {
            var path = FleetLayout.Environment(deployment.Environment.Name).Output(output.To.Text);
            if (!taken.TryAdd(path, output.To.At))
                diagnostics.Add(Messages.OutputTaken(output.To.At, path, taken[path]));
            else if (Render(deployment, output, path) is { } text)
                documents[path] = text;
        }

        return documents.ToImmutable();
    }

    private string? Render(Deployment deployment, Output output, string path)
    {
        // What cannot be read was reported.
        if (!deployment.Source.Texts.TryGetValue(output.File.Text, out var text))
            return null;
        var file = $"{deployment.Source.Directory}/{output.File.Text}";
        try
        {
            var result = templates.Render(text, Data(deployment));
            if (OutputJson.Write(result.Text, out var line, out var reason) is { } json)
                return json;
            diagnostics.Add(Messages.OutputNoJson(new Position(file, result.Origin(line), 1), path, reason));
        }
        catch (TemplateException error)
        {
            diagnostics.Add(Messages.TemplateFailed(new Position(file, error.Line, error.Column), error.Message));
        }

        return null;
    }

    private static Dictionary<string, object?> Data(Deployment deployment) =>
        new(StringComparer.Ordinal)
        {
            ["app"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["name"] = deployment.App.Name,
                ["version"] = deployment.App.Version,
                ["namespace"] = deployment.App.Namespace,
            },
            ["environment"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["name"] = deployment.Environment.Name,
                ["class"] = deployment.Environment.Class,
                ["kubernetesVersion"] = deployment.Environment.KubernetesVersion,
            },
            ["clusters"] = deployment.Clusters.Select(Cluster).ToList(),
            ["parameters"] = Shared([.. deployment.Clusters.Select(inputs => inputs.Parameters)]),
        };

    private static object? Cluster(ClusterInputs inputs) =>
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = inputs.Cluster.Name,
            ["server"] = inputs.Cluster.Server,
            ["parameters"] = TemplateData.Of(inputs.Parameters),
        };

    // What clusters differ in is nothing of the environment: to name it is a mistake, which the engine tells.
    private static Dictionary<string, object?> Shared(IReadOnlyList<YamlMap> clusters)
    {
        var shared = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var entry in clusters[0].Entries)
        {
            var values = clusters.Select(cluster => cluster[entry.Key.Text]).ToList();
            if (values.TrueForAll(value => value is YamlMap))
                shared[entry.Key.Text] = Shared([.. values.OfType<YamlMap>()]);
            else if (values.TrueForAll(value => NodeEquality.Same(entry.Value, value)))
                shared[entry.Key.Text] = TemplateData.Of(entry.Value);
        }

        return shared;
    }
}
