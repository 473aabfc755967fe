using GitOpsGen.Check.Schemas;
using GitOpsGen.Diagnostics;
using GitOpsGen.Kubernetes;
using GitOpsGen.Schemas;
using GitOpsGen.Schemas.Import;
using Xunit;

namespace GitOpsGen.Tests.Check.Schemas;

/// <summary>Objects under a small definition and a small description of Kubernetes, judged in memory.</summary>
internal static class SchemaCase
{
    /// <summary>A kind that asks for something of everything that a definition can ask for.</summary>
    public const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          names: {kind: Widget, plural: widgets}
          scope: Namespaced
          versions:
            - {name: v1alpha1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
            - name: v1
              served: true
              storage: true
              subresources: {status: {}}
              schema:
                openAPIV3Schema:
                  type: object
                  required: [spec]
                  properties:
                    apiVersion: {type: string}
                    kind: {type: string}
                    metadata: {type: object}
                    spec:
                      type: object
                      required: [size, mode]
                      properties:
                        size: {type: integer, format: int32, minimum: 1, maximum: 5}
                        mode: {type: string, default: Fast, enum: [Fast, Slow]}
                        name: {type: string, pattern: '^[a-z]+$', minLength: 2, maxLength: 5}
                        share: {type: number, minimum: 0, exclusiveMinimum: true, multipleOf: 0.5}
                        port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                        paused: {type: boolean}
                        match: {type: string, enum: ["!=", =, =~]}
                        since: {type: string, format: date-time}
                        key: {type: string, format: byte}
                        range: {type: string, format: cidr}
                        address: {type: string, anyOf: [{format: ipv4}, {format: ipv6}]}
                        gone: {type: string, nullable: true}
                        labels: {type: object, additionalProperties: {type: string}, maxProperties: 2}
                        free: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {known: {type: integer}}}
                        any: {x-kubernetes-preserve-unknown-fields: true}
                        closed: {type: object}
                        template: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
                        tags: {type: array, x-kubernetes-list-type: set, items: {type: string}, minItems: 1}
                        ports:
                          type: array
                          x-kubernetes-list-type: map
                          x-kubernetes-list-map-keys: [port, protocol]
                          items:
                            type: object
                            required: [port, protocol]
                            properties: {port: {type: integer}, protocol: {type: string, default: TCP}}
                        source:
                          type: object
                          properties: {file: {type: string}, url: {type: string}, secret: {type: string}}
                          oneOf: [{required: [file]}, {required: [url]}]
                          not: {required: [url, secret]}
                        action:
                          type: object
                          properties: {type: {type: string, default: Keep}, value: {type: string}}
                          oneOf:
                            - {properties: {type: {enum: [Keep]}}}
                            - {properties: {type: {enum: [Set]}}, required: [value]}
        """;

    private const string Description = """
        {"openapi": "3.0.0", "info": {"title": "Kubernetes", "version": "v1.33.2"}, "components": {"schemas": {
          "io.k8s.api.apps.v1.Deployment": {"type": "object", "x-kubernetes-group-version-kind": [{"group": "apps", "version": "v1", "kind": "Deployment"}],
            "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"},
              "metadata": {"default": {}, "allOf": [{"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}]},
              "spec": {"default": {}, "allOf": [{"$ref": "#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec"}]},
              "status": {"type": "object", "required": ["never"]}}},
          "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {"type": "object", "properties": {"name": {"type": "string"},
            "namespace": {"type": "string"}, "labels": {"type": "object", "additionalProperties": {"type": "string", "default": ""}},
            "creationTimestamp": {"type": "string", "format": "date-time"}}},
          "io.k8s.api.apps.v1.DeploymentSpec": {"type": "object", "required": ["selector", "replicas"], "properties": {
            "replicas": {"type": "integer", "format": "int32", "default": 0}, "selector": {"type": "object", "additionalProperties": {"type": "string"}},
            "memory": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"},
            "port": {"allOf": [{"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString"}], "default": {}},
            "raw": {"type": "object"}, "json": {},
            "env": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}, "value": {"type": "string"}}}}}},
          "io.k8s.apimachinery.pkg.api.resource.Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]},
          "io.k8s.apimachinery.pkg.util.intstr.IntOrString": {"format": "int-or-string", "oneOf": [{"type": "integer"}, {"type": "string"}]},
          "io.k8s.apimachinery.pkg.apis.meta.v1.Status": {"type": "object", "x-kubernetes-group-version-kind": [{"group": "", "version": "v1", "kind": "Status"}]}
        }}}
        """;

    private static readonly Lazy<SchemaLibrary> Library = new(() => Imported(("widgets.yaml", Definition), ("openapi.json", Description)));

    /// <summary>Everything that the rules say, as <c>SCH-001 3,5 message</c>.</summary>
    public static IReadOnlyList<string> Judge(string manifests, string? version = "1.33") => Judge(manifests, version, Library.Value);

    public static IReadOnlyList<string> Judge(string manifests, string? version, params IEnumerable<SchemaLibrary> libraries)
    {
        var bag = new DiagnosticBag();
        var objects = Manifests.Read("m.yaml", manifests, bag);
        Assert.Empty(bag.Sorted());
        var contents = new ClusterContents("here", [new ContentsPart("", objects!.Packed(int.MaxValue))]) { KubernetesVersion = version };
        var subject = new SchemaSubject(contents, libraries);
        return
        [
            .. SchemaChecks
                .Rules.Rules.SelectMany(rule => rule.Judge(subject).All)
                .Select(found => $"{found.Code} {found.At!.Value.Line},{found.At.Value.Column} {found.Message}"),
        ];
    }

    /// <summary>What an import of the files would keep.</summary>
    public static SchemaLibrary Imported(params IEnumerable<(string Name, string Text)> files)
    {
        var bag = new DiagnosticBag();
        var import = new SchemaImport(null, bag);
        foreach (var (name, text) in files)
            import.Add(new SourceFile(name, text, new string('0', 64)));
        Assert.Empty(bag.Sorted());
        return new SchemaLibrary(
            import.Result.Kinds,
            import.Result.Definitions.Aggregate(DefinitionSet.Empty, (set, added) => set.With(added.Release, added.Schemas))
        );
    }
}
