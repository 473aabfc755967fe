using GitOpsGen.Check.Rules;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;

namespace GitOpsGen.Check.Secrets;

/// <summary>SEC-002 and SEC-003: secrets that are known by their form, wherever they stand.</summary>
internal static class ShapeRules
{
    private const string Why =
        "Whoever reads the repository has it, now and in its history: base64 hides nothing, and a later commit takes nothing back.";

    public static Rule<ClusterContents> Tokens { get; } =
        new(
            "SEC-002",
            "No object has a private key or a token of a known form, in whatever field.",
            (contents, findings) => Check(contents, findings, TokenShapes.In, Token)
        )
        {
            Why = Why,
            Mend = "Revoke it where it was issued. Keep the new one in a store, and let an ExternalSecret or SealedSecret bring it.",
        };

    public static Rule<ClusterContents> Addresses { get; } =
        new(
            "SEC-003",
            "No address or connection string has its password in it.",
            (contents, findings) => Check(contents, findings, text => AddressShapes.In(text) is { } match ? [match] : [], Address)
        )
        {
            Why = Why,
            Mend =
                "Change the password. Put the address into a Secret that a store fills, or read user and password from variables of "
                + "one.",
        };

    private static Diagnostic Token(Position at, string manifest, string field, string what, int line) =>
        Messages.SecretShape(at, manifest, field, what, line);

    private static Diagnostic Address(Position at, string manifest, string field, string what, int line) =>
        Messages.SecretAddress(at, manifest, field, what, line);

    private static void Check(
        ClusterContents contents,
        Findings findings,
        Func<string, IReadOnlyList<SecretMatch>> find,
        Func<Position, string, string, string, int, Diagnostic> say
    )
    {
        foreach (var manifest in contents.Objects.Objects)
        {
            var walk = new ScalarWalk(place =>
            {
                foreach (var match in find(SecretTexts.Of(manifest, place)))
                    findings.Fail(
                        say(
                            place.Scalar.At,
                            SecretTexts.Show(manifest),
                            SecretTexts.Show(place.Field),
                            match.What,
                            SecretTexts.Line(SecretTexts.Of(manifest, place), match.Index)
                        )
                    );
            });
            // What a Secret has is SEC-001's.
            if (manifest.GroupKind == "Secret")
                walk.Visit(manifest, "data", "stringData");
            else
                walk.Visit(manifest);
        }
    }
}
