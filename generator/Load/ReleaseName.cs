using System.Security.Cryptography;
using GitOpsGen.Files;

namespace GitOpsGen.Load;

/// <summary>The name of a release: the app's version and the beginning of the digest of all its files.</summary>
public static class ReleaseName
{
    public static string Of(string version, string treeDigest) => $"{version}-{treeDigest[..7]}";

    /// <param name="files">Contents by path in the release, in ordinal order.</param>
    public static string Of(string version, IEnumerable<KeyValuePair<string, byte[]>> files) =>
        Of(
            version,
            Digest.OfAll(files.Select(file => KeyValuePair.Create(file.Key, Convert.ToHexStringLower(SHA256.HashData(file.Value)))))
        );
}
