namespace GitOpsGen.Check.Contents;

/// <summary>Kubernetes 1.x by its minor number, which is what APIs come and go with.</summary>
internal static class KubernetesRelease
{
    /// <summary>Null where the text says none, such as <c>1</c>.</summary>
    public static int? Minor(string? version) =>
        version?.TrimStart('v').Split('.') is ["1", var minor, ..]
        && int.TryParse(new string([.. minor.TakeWhile(char.IsAsciiDigit)]), out var number)
            ? number
            : null;
}
