using System.Text;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;

namespace GitOpsGen.Compare.Objects;

/// <summary>What an app puts out for people who manage identities: no object of a cluster, but compared and shown like one.</summary>
public static class IamDocument
{
    public const string Kind = nameof(IamDocument);

    // Where the document is no map of its own.
    private const string Whole = "document";

    /// <summary>Null where it is not there, or is no JSON.</summary>
    /// <param name="name">Of the file.</param>
    public static Manifest? Read(string path, string name, ReadOnlyMemory<byte> file, DiagnosticBag diagnostics) =>
        file.Length > 0 && YamlReader.ReadAll(path, Encoding.UTF8.GetString(file.Span), diagnostics) is [{ } document]
            ? new Manifest(new ObjectId("", Kind, "", name), document as YamlMap ?? Y.Map((Whole, document)))
            : null;
}
