using GitOpsGen.Check.References;
using GitOpsGen.Check.Secrets;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Yaml;
using Xunit;

namespace GitOpsGen.Tests.Check.References;

/// <summary>Whatever stands where the API reference wants something else is no crash of any rule.</summary>
public sealed class OddManifestTests
{
    private const string Whole = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {a: "password=b"}}
        spec:
          replicas: 2
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: web
              priorityClassName: high
              imagePullSecrets: [{name: registry}]
              containers:
              - name: web
                args: [--token, abc]
                env: [{name: A, value: b}, {name: P, valueFrom: {secretKeyRef: {name: db, key: password}}}]
                envFrom: [{configMapRef: {name: c}}]
                ports: [{name: http, containerPort: 80}]
                livenessProbe: {httpGet: {port: http}}
              volumes:
              - {name: a, configMap: {name: c, items: [{key: k, path: p}]}}
              - {name: b, projected: {sources: [{secret: {name: s}}]}}
              - {name: c, persistentVolumeClaim: {claimName: d}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: db, namespace: shop}, stringData: {password: x}, data: {user: eA==}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec: {tls: [{secretName: t}], rules: [{http: {paths: [{backend: {service: {name: web, port: {number: 80}}}}]}}]}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web, namespace: shop}
        spec: {minAvailable: 50%, selector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: In, values: [web]}]}}
        ---
        {apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: e, namespace: shop}, spec: {data: [{secretKey: k}]}}
        ---
        {apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: shop}, spec: {containers: [{ports: [{name: a}]}]}}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: ApplicationSet
        metadata: {name: a, namespace: argocd}
        spec:
          generators: [{list: {elements: [{server: a}]}}]
          template: {spec: {project: p, destination: {server: "{{.server}}", namespace: n}}}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: AppProject
        metadata: {name: p, namespace: argocd}
        spec: {destinations: [{server: a, namespace: "*"}]}
        ---
        {apiVersion: example.com/v1, kind: X, metadata: {name: x, namespace: shop}, spec: {password: hunter2}}
        """;

    [Fact]
    public void Any_value_in_the_place_of_any_other_is_judged()
    {
        var documents = YamlReader.ReadAll("m.yaml", Whole, new DiagnosticBag())!;
        var random = new Random(13);
        for (var turn = 0; turn < 400; turn++)
        {
            var odd = Manifests.Of(documents.Select(document => Changed(document, random)));
            var contents = new ClusterContents("dev", [new ContentsPart("", odd)]);
            foreach (var rule in ReferenceRules.Rules.Rules.Concat(SecretRules.Rules.Rules))
                Assert.All(rule.Judge(contents).All, finding => Assert.Equal(rule.Id, finding.Code));
        }
    }

    private static YamlNode Changed(YamlNode node, Random random) =>
        random.Next(40) == 0
            ? Other(node.At, random)
            : node switch
            {
                YamlMap map => new YamlMap(map.At, [.. map.Entries.Select(entry => entry with { Value = Changed(entry.Value, random) })]),
                YamlList list => new YamlList(list.At, [.. list.Items.Select(item => Changed(item, random))]),
                _ => node,
            };

    private static YamlNode Other(Position at, Random random) =>
        random.Next(8) switch
        {
            0 => new YamlScalar(at, "", false),
            1 => new YamlScalar(at, "", true),
            2 => new YamlScalar(at, "99999999999999999999", false),
            3 => new YamlScalar(at, "{{ .Values.x }}", true),
            4 => new YamlList(at, []),
            5 => new YamlList(at, [new YamlScalar(at, "~", false), new YamlList(at, []), YamlMap.Empty(at)]),
            6 => YamlMap.Empty(at),
            _ => new YamlMap(
                at,
                [new(new YamlScalar(at, "name", false), new YamlList(at, [])), new(new YamlScalar(at, "", true), YamlMap.Empty(at))]
            ),
        };
}
