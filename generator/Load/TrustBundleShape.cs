using GitOpsGen.Yaml;

namespace GitOpsGen.Load;

/// <summary>The form of <c>trustBundles</c> of an app.yaml.</summary>
public static class TrustBundleShape
{
    // A domain and a path, as the API takes it.
    private const string Signer = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$";

    public static Shape Of(Field[] conditions) =>
        Shape.Map(
            "PEM files that become one ClusterTrustBundle.",
            [
                new Field("name", Shape.Label("Its name, after that of its signer."), Required: true),
                new Field(
                    "signerName",
                    Shape.Text("Whose certificates it verifies, such as trust.example.com/internal; unless said, nobody's.", Signer)
                ),
                new Field(
                    "files",
                    Shape.Some("PEM files of the app, with certificates of authorities only.", Shape.Text("A file.")),
                    Required: true
                ),
                Labels,
                new Field(
                    "expiryRule",
                    Shape.Map("A PrometheusRule beside it that records when its certificates expire.", [Labels, .. conditions])
                ),
                .. conditions,
            ]
        );

    private static Field Labels { get; } = new("labels", Shape.Labels("Labels of the object."));
}
