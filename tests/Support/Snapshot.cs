using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GitOpsGen.Ownership;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace GitOpsGen.Tests.Support;

/// <summary>
/// Snapshots in Verify's conventions: the text of a test stands beside it as <c>Class.Method_parameter=value.verified.txt</c>. Another
/// text is written next to it as <c>received</c>, which git ignores. A snapshot that is not there yet is a difference too.
/// </summary>
public static class Snapshot
{
    private const int LinesShown = 40;

    private static readonly ConcurrentDictionary<string, string> Owners = new(StringComparer.Ordinal);

    /// <summary>Whether what is received becomes what is expected. A pipeline accepts nothing, or it would never fail.</summary>
    public static bool Accepts { get; } =
        Environment.GetEnvironmentVariable("GITOPSGEN_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    /// <summary>Compares byte for byte with the one snapshot of the running test; to be called in the test's own method.</summary>
    /// <param name="extension">The kind of the text: txt, md, json, yaml, html.</param>
    /// <param name="file">The test's file, in whose folder the snapshot stands.</param>
    /// <exception cref="XunitException">There is no snapshot, it differs, or a text cannot be one.</exception>
    public static Task VerifyAsync(string text, string extension = "txt", [CallerFilePath] string file = "")
    {
        var test = (IXunitTest)TestContext.Current.Test!;
        var stem = SnapshotName.Stem(test.TestMethod.Method, test.TestMethodArguments);
        if (Owners.GetOrAdd(stem, test.UniqueID) != test.UniqueID)
            throw new XunitException(
                $"two tests have the snapshot {stem}: tell their parameters apart by letters, digits, dots or hyphens"
            );
        return CompareAsync(Path.Join(SnapshotName.FolderOf(file), stem), extension, text, Accepts);
    }

    /// <param name="place">The snapshot's path without <c>.verified</c> and kind.</param>
    internal static async Task CompareAsync(string place, string extension, string text, bool accepts)
    {
        var (verified, received) = ($"{place}.verified.{extension}", $"{place}.received.{extension}");
        if (text.Contains('\r', StringComparison.Ordinal))
            throw new XunitException($"the text for {verified} has carriage returns, which git would not keep");
        if (SnapshotName.OfOtherKind(place, extension) is { } other)
            throw new XunitException(
                $"{other} stands beside {Path.GetFileName(verified)}: a test has one snapshot; delete the one that is not meant"
            );

        if (accepts)
            await File.WriteAllTextAsync(verified, text);
        if (await IsThatAsync(verified, text))
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, text);
        throw new XunitException(await DifferenceAsync(verified, received, text));
    }

    private static async Task<bool> IsThatAsync(string verified, string text) =>
        File.Exists(verified)
        && await File.ReadAllBytesAsync(verified) is var bytes
        && bytes.AsSpan().SequenceEqual(SnapshotName.Bytes(text));

    private static async Task<string> DifferenceAsync(string verified, string received, string text)
    {
        var told = File.Exists(verified)
            ? string.Join(
                '\n',
                TextDifference.Lines(await File.ReadAllTextAsync(verified), text, LinesShown).DefaultIfEmpty("(only in a byte order mark)")
            )
            : "(there is no snapshot yet)";
        return $"""
            The text is not that of the snapshot.
              verified: {verified}
              received: {received}
            {told}
            Read the difference. If it is meant, run the test again with GITOPSGEN_ACCEPT=1.
            """;
    }
}
