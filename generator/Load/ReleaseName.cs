namespace GitOpsGen.Load;

/// <summary>The name of a release: the app's version and the beginning of the digest of all its files.</summary>
public static class ReleaseName
{
    public static string Of(string version, string treeDigest) => $"{version}-{treeDigest[..7]}";
}
