using System.Collections.Immutable;

namespace GitOpsGen.Schemas;

/// <summary>Where a schema came from.</summary>
/// <param name="Name">Of the file, in the folder or archive that was imported.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record SchemaSource(string Name, string Sha256);

/// <summary>The schema of one version of a kind, as the repository keeps it.</summary>
/// <param name="Group">Empty for the core group.</param>
public abstract record KindSchema(string Group, string Version, string Kind);

/// <summary>Of a kind that a CustomResourceDefinition defines.</summary>
/// <param name="Served">All versions of the kind that the API server knows.</param>
/// <param name="NotServed">Versions that the definition names, but that nobody may use.</param>
/// <param name="Expressions">How many conditions in CEL the definition has beside the schema.</param>
/// <param name="Schema">As the definition has it.</param>
public sealed record CustomSchema(
    string Group,
    string Version,
    string Kind,
    SchemaSource Source,
    ImmutableArray<string> Served,
    ImmutableArray<string> NotServed,
    int Expressions,
    Schema Schema
) : KindSchema(Group, Version, Kind);

/// <summary>Of a file that stands for one version of a kind alone, and says nothing of others.</summary>
/// <param name="Schema">With the version, the kind and the metadata of every object.</param>
/// <param name="Definitions">What references in it lead to.</param>
public sealed record SingleSchema(string Group, string Version, string Kind, Schema Schema, IReadOnlyDictionary<string, Schema> Definitions)
    : KindSchema(Group, Version, Kind)
{
    /// <summary>It is of no kind of Kubernetes' own.</summary>
    public bool IsCustom => !KubernetesApis.Has(Group);
}

/// <summary>Of a kind that an API server describes.</summary>
public sealed record BuiltInSchema(string Group, string Version, string Kind, ImmutableArray<BuiltInSource> Sources)
    : KindSchema(Group, Version, Kind)
{
    /// <summary>The same kind, in whose releases another description counts.</summary>
    public BuiltInSchema With(BuiltInSchema added) =>
        this with
        {
            Sources = [.. added.Sources, .. Sources.Where(one => added.Sources.All(other => other.Release != one.Release))],
        };
}

/// <summary>What a kind is in one release.</summary>
/// <param name="Definition">The name of its schema in the definitions of that release.</param>
public sealed record BuiltInSource(KubernetesRelease Release, string Definition, SchemaSource Source);
