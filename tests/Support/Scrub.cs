using System.CommandLine;
using System.Text.RegularExpressions;
using GitOpsGen.Engines;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// What differs from machine to machine and from run to run, replaced by a name in braces before a text becomes a snapshot.
/// </summary>
public static partial class Scrub
{
    /// <summary>A folder's path, however deep below it something is named.</summary>
    public static string Folder(this string text, string path, string name) => text.Replace(path, $"{{{name}}}", StringComparison.Ordinal);

    /// <summary>The name of the program, which within the tests' process is that of the tests.</summary>
    public static string Program(this string text) =>
        text.Replace($"{RootCommand.ExecutableName} ", "gitopsgen ", StringComparison.Ordinal);

    /// <summary>Ids of commits, and digests that are made of one.</summary>
    public static string Hashes(this string text) => Hash().Replace(text, "{hash}");

    /// <summary>What the machine is, and its .NET.</summary>
    public static string Machine(this string text) =>
        text.Replace(PinnedRelease.Platform, "{platform}", StringComparison.Ordinal)
            .Replace(Environment.Version.ToString(), "{dotnet}", StringComparison.Ordinal);

    /// <summary>How long it took, in JSON.</summary>
    public static string Seconds(this string text) => Took().Replace(text, "\"seconds\": {seconds}");

    [GeneratedRegex(@"\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12})\b")]
    private static partial Regex Hash();

    [GeneratedRegex("\"seconds\": [0-9.]+")]
    private static partial Regex Took();
}
