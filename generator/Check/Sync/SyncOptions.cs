using System.Collections.Immutable;

namespace GitOpsGen.Check.Sync;

/// <summary>Sync options, of an Application or of one object: <c>Name=value</c>.</summary>
public sealed record SyncOptions(ImmutableArray<string> Values)
{
    public static SyncOptions None { get; } = new([]);

    public static SyncOptions Of(params IEnumerable<string> values) => new([.. values]);

    public bool Has(string option) => Values.Contains(option, StringComparer.Ordinal);

    /// <summary>The value of the first option of that name.</summary>
    public string? Value(string name) =>
        Values.FirstOrDefault(value => value.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
