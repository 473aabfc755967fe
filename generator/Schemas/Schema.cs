using System.Collections.Immutable;
using GitOpsGen.Yaml;

namespace GitOpsGen.Schemas;

/// <summary>The JSON types that a value may have.</summary>
[Flags]
public enum SchemaTypes
{
    None = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Integer = 8,
    Number = 16,
    Boolean = 32,
}

/// <summary>
/// What the API server asks of a value: a structural schema (apiextensions.k8s.io/v1), without its descriptions. The descriptions of
/// Kubernetes' own kinds are brought into the same form.
/// </summary>
public sealed record Schema
{
    private static readonly Dictionary<string, Schema> NoProperties = [];

    /// <summary>Takes any value.</summary>
    public static Schema Any { get; } = new() { PreservesUnknown = true };

    /// <summary>The name of the definition that stands for this; null where it is written out.</summary>
    public string? Reference { get; init; }

    /// <summary>None: any.</summary>
    public SchemaTypes Types { get; init; }

    /// <summary>Such as <c>int32</c> or <c>date-time</c>; null for what nobody checks.</summary>
    public string? Format { get; init; }

    public IReadOnlyDictionary<string, Schema> Properties { get; init; } = NoProperties;

    public ImmutableArray<string> Required { get; init; } = [];

    /// <summary>Of each value of a map whose keys are free.</summary>
    public Schema? Additional { get; init; }

    public Schema? Items { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>: other fields than the properties are kept.</summary>
    public bool PreservesUnknown { get; init; }

    /// <summary><c>x-kubernetes-int-or-string</c>.</summary>
    public bool IsIntOrString { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>: it is an object with kind and metadata.</summary>
    public bool IsEmbedded { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>What the API server fills in; a scalar, or an empty map or list that stands for any.</summary>
    public YamlNode? Default { get; init; }

    public ImmutableArray<YamlScalar> Enum { get; init; } = [];

    /// <summary>Of a list that is a map: the fields that tell its items apart.</summary>
    public ImmutableArray<string> ListKeys { get; init; } = [];

    /// <summary>A list in which no value is twice.</summary>
    public bool IsSet { get; init; }

    public SchemaBounds? Bounds { get; init; }

    public SchemaPattern? Pattern { get; init; }

    public SchemaLogic? Logic { get; init; }

    /// <summary>It names fields, or says what each is.</summary>
    public bool HasFields => Properties.Count > 0 || Additional is not null;
}

/// <summary>How large a value may be; null where nothing is said.</summary>
public sealed record SchemaBounds
{
    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool IsMinimumExclusive { get; init; }

    public bool IsMaximumExclusive { get; init; }

    public double? MultipleOf { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public int? MinProperties { get; init; }

    public int? MaxProperties { get; init; }
}

/// <summary>Forms of a value joined by a word. They say which values are taken; which fields there are stands outside of them.</summary>
public sealed record SchemaLogic
{
    public ImmutableArray<Schema> AllOf { get; init; } = [];

    public ImmutableArray<Schema> AnyOf { get; init; } = [];

    public ImmutableArray<Schema> OneOf { get; init; } = [];

    public Schema? Not { get; init; }

    public bool IsEmpty => AllOf.IsEmpty && AnyOf.IsEmpty && OneOf.IsEmpty && Not is null;
}
