using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>One field that differs, with its values. Null: it is not there on that side.</summary>
/// <param name="IsOrder">Only the order of the items differs.</param>
/// <param name="IsSecret">Below a Secret, and not one of the fields of it that everybody may read.</param>
public sealed record FieldDelta(FieldPath Path, YamlNode? Old, YamlNode? New, bool IsSecret, bool IsOrder = false)
{
    public string? OldText => (Old as YamlScalar)?.Text;

    public string? NewText => (New as YamlScalar)?.Text;
}
