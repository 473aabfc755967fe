using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>Maps the section <c>migration</c>, checked by its shape, to its record.</summary>
/// <param name="inside">Makes a path one inside the app, or reports it.</param>
internal sealed class MigrationReader(Func<YamlScalar?, YamlScalar?> inside)
{
    /// <summary>What a pin says of the phase.</summary>
    public static PinnedPhase? Phase(YamlMap pin) =>
        pin.Scalar("phase") is { } phase
            ? new PinnedPhase(phase.At, Parse<Phase>(phase.Text), pin.Text("previousPhase") is { } previous ? Parse<Phase>(previous) : null)
        : pin.Says("phase") ? null // What it says is wrong, and was reported.
        : pin.Scalar("previousPhase") is { } only ? new PinnedPhase(only.At, Load.Phase.Adopted, Parse<Phase>(only.Text))
        : null;

    public Migration Read(YamlMap migration) =>
        new(migration.At, migration.Text("from") ?? "", migration.Text("to") ?? "")
        {
            Shared = migration.Text("shared") ?? "",
            Roles = [.. Maps(migration, "roles").Select(Role)],
            NamespaceVariables = [.. Maps(migration, "namespaceVariables").Select(Variable)],
            Token = migration.Map("token") is { } token
                ? new ObjectName("Secret", token.Text("secret") ?? "", token.Text("namespace") ?? "")
                : null,
            Agent = migration.Map("agent") is { } agent ? Agent(agent) : null,
            Copies = [.. migration.Texts("copies").Select(Object)],
            CustomerOwned = [.. migration.Texts("customerOwned").Select(Object)],
            NamespaceAwareImages =
            [
                .. Maps(migration, "namespaceAwareImages")
                    .Select(image => new ProvenImage(image.Text("tag") ?? "", image.Text("evidence") ?? "")),
            ],
            Bridge = migration.Map("bridge") is { } bridge ? ReadBridge(bridge) : null,
            Jobs = [.. Maps(migration, "jobs").Select(Job).OfType<MigrationJob>()],
        };

    private static IEnumerable<YamlMap> Maps(YamlMap map, string key) => map.List(key).OfType<YamlMap>();

    private static AgentNames Agent(YamlMap agent) =>
        new(
            agent.Text("serviceAccount") ?? "",
            agent.Text("collector") ?? "",
            agent.Text("stateMetrics") ?? "",
            agent.Text("reader") ?? "",
            agent.Text("extensionParameter")
        );

    private static ScrapingRole Role(YamlMap role) =>
        new(
            role.At,
            role.Text("name") ?? "",
            Object(role.Scalar("object")),
            role.Text("pods") ?? "",
            role.Map("autoscaler")?.Text("name"),
            role.Integer("wave") ?? 0,
            AppSettingsReader.When(role)
        )
        {
            AutoscalerCap = role.Map("autoscaler")?.Integer("cap"),
            AutoscalerCapParameter = role.Map("autoscaler")?.Scalar("capParameter"),
            AutoscalerWhen = role.Map("autoscaler") is { } autoscaler ? AppSettingsReader.When(autoscaler) : new Condition([]),
        };

    private static NamespaceVariable Variable(YamlMap variable) =>
        new(
            variable.At,
            Object(variable.Scalar("object")),
            variable.Text("container") ?? "",
            variable.Text("variable") ?? "",
            AppSettingsReader.When(variable)
        );

    private Bridge? ReadBridge(YamlMap bridge) =>
        inside(bridge.Scalar("file")) is { } file
            ? new Bridge(
                bridge.Scalar("parameter") ?? new YamlScalar(bridge.At, "", isString: true),
                bridge.Text("service") ?? "",
                file,
                [.. bridge.Texts("patches").Select(inside).OfType<YamlScalar>()]
            )
            : null;

    private MigrationJob? Job(YamlMap job) =>
        inside(job.Scalar("file")) is { } file ? new MigrationJob(file, Parse<JobUse>(job.Text("use") ?? nameof(JobUse.Prepare))) : null;

    private static ObjectName Object(YamlScalar? scalar) =>
        scalar?.Text.Split('/') is [var kind, var name] ? new ObjectName(kind, name) : new ObjectName("", "");

    // The shape has let only these words pass.
    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : default;
}
