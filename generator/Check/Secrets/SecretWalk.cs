using System.Runtime.CompilerServices;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>What SEC-002 to SEC-004 find: all look at every text, so that they go through the objects together, once.</summary>
internal sealed class SecretWalk
{
    private static readonly ConditionalWeakTable<ClusterContents, SecretWalk> Known = [];

    // The same keys come again and again.
    private readonly Dictionary<string, CredentialKind> names = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> tokens = [];
    private readonly List<Diagnostic> addresses = [];
    private readonly List<Diagnostic> credentials = [];

    private SecretWalk(ClusterContents contents)
    {
        foreach (var manifest in contents.Objects.Objects)
        {
            var walk = new ScalarWalk(place => Judge(manifest, place));
            // What a Secret has is SEC-001's.
            if (manifest.GroupKind == "Secret")
                walk.Visit(manifest, "data", "stringData");
            else
                walk.Visit(manifest);
        }
    }

    public IReadOnlyList<Diagnostic> Tokens => tokens;

    public IReadOnlyList<Diagnostic> Addresses => addresses;

    public IReadOnlyList<Diagnostic> Credentials => credentials;

    public static SecretWalk Of(ClusterContents contents) => Known.GetValue(contents, one => new SecretWalk(one));

    private void Judge(Manifest manifest, in ScalarPlace place)
    {
        var text = SecretTexts.Of(manifest, place);
        foreach (var match in TokenShapes.In(text))
            tokens.Add(Say(Messages.SecretShape, manifest, place, text, match));
        if (AddressShapes.In(text) is { } address)
            addresses.Add(Say(Messages.SecretAddress, manifest, place, text, address));
        if (manifest.Kind != "CustomResourceDefinition")
            CredentialRules.Judge(manifest, place, Kind(place.Name), text, credentials.Add);
    }

    private CredentialKind Kind(string name) => names.TryGetValue(name, out var kind) ? kind : names[name] = CredentialNames.Of(name);

    private static Diagnostic Say(
        Func<Position, string, string, string, int, Diagnostic> message,
        Manifest manifest,
        in ScalarPlace place,
        string text,
        SecretMatch match
    ) =>
        message(
            place.Scalar.At,
            SecretTexts.Show(manifest),
            SecretTexts.Show(place.Field),
            match.What,
            SecretTexts.Line(text, match.Index)
        );
}
