using Xunit;

namespace GitOpsGen.Tests.Check.Schemas;

/// <summary>Each mistake that a schema can tell, planted, and beside it what is nearly the same and right.</summary>
public sealed class SchemaRuleTests
{
    private const string Widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w, namespace: ns}\n";

    private const string Deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: ns}\n";

    [Theory]
    [InlineData("size: 3, sizes: 4", "SCH-001 4,17 example.com/Widget ns/w: there is no field 'spec.sizes'. Did you mean 'size'?")]
    [InlineData("size: 3, closed: {a: 1}", "SCH-001 4,26 example.com/Widget ns/w: there is no field 'spec.closed.a'. There are none.")]
    [InlineData(
        "size: '3'",
        "SCH-002 4,14 example.com/Widget ns/w: 'spec.size' must be a whole number, but is text. Write it without quotes."
    )]
    [InlineData("size: 2.5", "SCH-002 4,14 example.com/Widget ns/w: 'spec.size' must be a whole number, but is a number.")]
    [InlineData("size: 6", "SCH-002 4,14 example.com/Widget ns/w: 'spec.size' is 6, but must be at most 5.")]
    [InlineData("size: 0", "SCH-002 4,14 example.com/Widget ns/w: 'spec.size' is 0, but must be at least 1.")]
    [InlineData("size: 1, share: 0", "SCH-002 4,24 example.com/Widget ns/w: 'spec.share' is 0, but must be more than 0.")]
    [InlineData("size: 1, share: 0.7", "SCH-002 4,24 example.com/Widget ns/w: 'spec.share' is 0.7, but must be a multiple of 0.5.")]
    [InlineData("size: 1, mode: Fsat", "SCH-002 4,23 example.com/Widget ns/w: 'spec.mode' cannot be 'Fsat'. Did you mean 'Fast'?")]
    [InlineData("size: 1, match: '=='", "SCH-002 4,24 example.com/Widget ns/w: 'spec.match' cannot be '=='.")]
    [InlineData("size: 1, name: Ab", "SCH-002 4,23 example.com/Widget ns/w: 'spec.name' does not match the pattern ^[a-z]+$.")]
    [InlineData("size: 1, name: a", "SCH-002 4,23 example.com/Widget ns/w: 'spec.name' has 1 characters, but must have at least 2.")]
    [InlineData("size: 1, name: abcdef", "SCH-002 4,23 example.com/Widget ns/w: 'spec.name' has 6 characters, but may have at most 5.")]
    [InlineData(
        "size: 1, name: yes",
        "SCH-002 4,23 example.com/Widget ns/w: 'spec.name' must be text, but is true or false. Put it in quotes."
    )]
    [InlineData(
        "size: 1, paused: 'true'",
        "SCH-002 4,25 example.com/Widget ns/w: 'spec.paused' must be true or false, but is text. Write true"
    )]
    [InlineData("size: 1, port: 1.5", "SCH-002 4,23 example.com/Widget ns/w: 'spec.port' must be a whole number or text, but is a number.")]
    [InlineData("size: 1, since: yesterday", "SCH-002 4,24 example.com/Widget ns/w: 'spec.since' is no time such as")]
    [InlineData("size: 1, key: 'a b'", "SCH-002 4,22 example.com/Widget ns/w: 'spec.key' is not base64.")]
    [InlineData("size: 1, range: 10.0.0.0/40", "SCH-002 4,24 example.com/Widget ns/w: 'spec.range' is no range of addresses")]
    [InlineData(
        "size: 1, address: 10.0.0",
        "SCH-002 4,26 example.com/Widget ns/w: 'spec.address' has none of the 2 forms that it may have. Nearest: 'spec.address' is no IPv4 address."
    )]
    [InlineData("size: 1, labels: {a: 1}", "SCH-002 4,29 example.com/Widget ns/w: 'spec.labels.a' must be text, but is a whole number.")]
    [InlineData(
        "size: 1, labels: {a: x, b: x, c: x}",
        "SCH-002 4,25 example.com/Widget ns/w: 'spec.labels' has 3 fields, but may have at most 2."
    )]
    [InlineData("size: 1, free: {known: x, other: 1}", "SCH-002 4,31 example.com/Widget ns/w: 'spec.free.known' must be a whole number")]
    [InlineData("size: 1, tags: []", "SCH-002 4,23 example.com/Widget ns/w: 'spec.tags' has 0 items, but must have at least 1.")]
    [InlineData("size: 1, tags: [a, b, a]", "SCH-002 4,30 example.com/Widget ns/w: 'spec.tags[2]' is in the list already.")]
    [InlineData("size: 1, tags: [null]", "SCH-002 4,24 example.com/Widget ns/w: 'spec.tags[0]' must be text, but is nothing.")]
    [InlineData("size: 1, tags: x", "SCH-002 4,23 example.com/Widget ns/w: 'spec.tags' must be a list, but is text.")]
    [InlineData(
        "size: 1, ports: [{port: 1}, {port: 1, protocol: TCP}]",
        "SCH-002 4,36 example.com/Widget ns/w: 'spec.ports[1]' has the same port and protocol"
    )]
    [InlineData("size: 1, source: {}", "SCH-002 4,25 example.com/Widget ns/w: 'spec.source' must have one of file, url.")]
    [InlineData(
        "size: 1, source: {file: a, url: b}",
        "SCH-002 4,25 example.com/Widget ns/w: 'spec.source' may have only one of file, url. It has file and url"
    )]
    [InlineData(
        "size: 1, source: {url: a, secret: b}",
        "SCH-002 4,25 example.com/Widget ns/w: 'spec.source' must not have url and secret."
    )]
    [InlineData(
        "size: 1, action: {type: Set}",
        "SCH-002 4,25 example.com/Widget ns/w: 'spec.action' has none of the 2 forms that it may have. Nearest: '"
    )]
    [InlineData("mode: Slow", "SCH-003 4,7 example.com/Widget ns/w: the field 'spec.size' is missing; it is a whole number. Write it.")]
    [InlineData("size: null", "SCH-003 4,7 example.com/Widget ns/w: the field 'spec.size' is missing; it is a whole number. Write it.")]
    [InlineData("size: 1, template: {kind: A}", "SCH-003 4,27 example.com/Widget ns/w: the field 'spec.template.apiVersion' is missing")]
    [InlineData(
        "size: 1, template: {apiVersion: v1, kind: A, metadata: {nme: x}}",
        "SCH-001 4,64 example.com/Widget ns/w: there is no field 'spec.template.metadata.nme'. Did you mean 'name'?"
    )]
    [InlineData(
        "size: 1, ports: [{prot: 1}]",
        "SCH-001 4,26 example.com/Widget ns/w: there is no field 'spec.ports[0].prot'. Did you mean 'port'?",
        "SCH-003"
    )]
    public void A_mistake_in_a_custom_resource_is_told(string spec, params string[] expected)
    {
        var found = SchemaCase.Judge($"{Widget}spec: {{{spec}}}\n");
        Assert.Equal(expected.Length, found.Count);
        Assert.All(found.Zip(expected), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("size: 3")]
    [InlineData("size: 3.0, share: 1e0, mode: Slow")]
    [InlineData("size: 0x3, name: 'yes', match: =, since: 2030-01-31T12:00:00Z")]
    [InlineData("size: 1, port: 80, any: {a: [1, {b: c}]}, free: {known: 1, other: {deep: true}}")]
    [InlineData("size: 1, port: '80%', mode: null, gone: null, paused: false, labels: {a: null, b: 'true'}")]
    [InlineData("size: 1, address: '::1', range: 10.0.0.0/16, key: YQ==")]
    [InlineData("size: 1, source: {file: a, secret: b}, action: {}, closed: {}")]
    [InlineData("size: 1, action: {type: Set, value: x}, tags: [a, b], ports: [{port: 1}, {port: 1, protocol: UDP}]")]
    [InlineData("size: 1, template: {apiVersion: v1, kind: A, metadata: {name: x}, whatever: [1]}")]
    public void What_is_nearly_the_same_and_right_passes(string spec) =>
        Assert.Empty(SchemaCase.Judge($"{Widget}spec: {{{spec}}}\nstatus: {{whatever: 1}}\n"));

    [Theory]
    [InlineData("selector: {a: b}, replicas: 1, memory: 500mb", "SCH-002 4,47 apps/Deployment ns/d: 'spec.memory' is no quantity")]
    [InlineData(
        "selector: {a: b}, replicas: 3000000000",
        "SCH-002 4,36 apps/Deployment ns/d: 'spec.replicas' is 3000000000, but must be at most 2147483647."
    )]
    [InlineData(
        "selector: {a: b}, replicas: 1, env: [{name: A, value: 80}]",
        "SCH-002 4,62 apps/Deployment ns/d: 'spec.env[0].value' must be text"
    )]
    [InlineData(
        "selector: {a: b}, replicas: 1, enf: []",
        "SCH-001 4,39 apps/Deployment ns/d: there is no field 'spec.enf'. Did you mean 'env'?"
    )]
    [InlineData("replicas: 1", "SCH-003 4,7 apps/Deployment ns/d: the field 'spec.selector' is missing; it is a map. Write it.")]
    [InlineData(
        "selector: {a: b}",
        "SCH-003 4,7 apps/Deployment ns/d: the field 'spec.replicas' is missing; it is a whole number. Write it."
    )]
    public void A_mistake_in_one_of_Kubernetes_own_kinds_is_told(string spec, string expected) =>
        Assert.StartsWith(expected, Assert.Single(SchemaCase.Judge($"{Deployment}spec: {{{spec}}}\n")), StringComparison.Ordinal);

    [Fact]
    public void A_right_object_of_Kubernetes_own_kinds_passes() =>
        Assert.Empty(
            SchemaCase.Judge(
                $"{Deployment}spec: {{selector: {{a: b}}, replicas: 1, memory: 0.5, port: http, raw: {{a: 1}}, json: [1]}}\nstatus: {{x: 1}}\n"
            )
        );

    [Fact]
    public void Labels_are_text_and_metadata_is_known_in_every_kind()
    {
        var found = SchemaCase.Judge(
            "apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: w\n  labels: {a/b: true}\n  anotations: {}\nspec: {size: 1}\n"
        );
        Assert.Equal(
            [
                "SCH-001 6,3 example.com/Widget w: there is no field 'metadata.anotations'. Did you mean 'annotations'?",
                "SCH-002 5,17 example.com/Widget w: 'metadata.labels.a/b' must be text, but is true or false. Put it in quotes.",
            ],
            found.Select(one => one.Split(" Known:")[0])
        );
    }

    [Fact]
    public void A_version_that_is_not_served_is_an_error_that_names_those_that_are()
    {
        const string manifest = "apiVersion: example.com/v1alpha1\nkind: Widget\nmetadata: {name: w}\n";
        const string expected =
            "SCH-007 1,1 example.com/Widget w: the definition of the kind does not serve example.com/v1alpha1 Widget, so the API server "
            + "knows no such object. Served: v1.";
        Assert.Equal([expected], SchemaCase.Judge(manifest));
        Assert.Equal(
            [expected],
            SchemaCase
                .Judge($"{manifest}---\n{SchemaCase.Definition}", null, [])
                .Where(one => one.StartsWith("SCH-007", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void The_definition_among_the_objects_counts_before_what_was_imported()
    {
        var own = SchemaCase.Definition.Replace("maximum: 5", "maximum: 9", StringComparison.Ordinal);
        var found = SchemaCase.Judge($"{Widget}spec: {{size: 8}}\n---\n{own}");
        Assert.DoesNotContain(found, one => one.StartsWith("SCH-002", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kind_without_a_schema_is_counted_and_not_passed_over()
    {
        var found = SchemaCase.Judge(
            string.Concat(Enumerable.Range(0, 3).Select(i => $"apiVersion: other.com/v1\nkind: Thing\nmetadata: {{name: t{i}}}\n---\n"))
        );
        Assert.Equal(
            "SCH-006 1,1 objects of other.com/v1 Thing are not held to a schema, because there is none. Import it with `gitopsgen "
                + "schema import`.",
            Assert.Single(found)
        );
    }

    [Fact]
    public void Conditions_in_CEL_are_counted_and_not_passed_over()
    {
        var own = SchemaCase.Definition.Replace(
            "required: [size, mode]",
            "x-kubernetes-validations: [{rule: 'self.size > 1'}, {rule: 'true'}]\n              required: [size, mode]",
            StringComparison.Ordinal
        );
        Assert.Equal(
            "SCH-006 1,1 definitions have 2 conditions in CEL (x-kubernetes-validations), which the API server evaluates and nothing here: of "
                + "example.com/v1 Widget.",
            Assert.Single(SchemaCase.Judge($"{Widget}spec: {{size: 1}}\n", "1.33", SchemaCase.Imported(("w.yaml", own))))
        );
    }

    [Fact]
    public void Another_release_than_the_clusters_is_told_once()
    {
        var found = SchemaCase.Judge($"{Deployment}spec: {{selector: {{a: b}}, replicas: 1}}\n", "1.35");
        Assert.StartsWith(
            "SCH-006 1,1 there are no schemas of Kubernetes 1.35, so its own kinds are held to those of 1.33",
            Assert.Single(found),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "policy/v1beta1",
        "PodDisruptionBudget",
        "1.31",
        "SCH-004 1,1 policy/PodDisruptionBudget x: policy/v1beta1 PodDisruptionBudget was removed in Kubernetes 1.25, and the clusters have 1.31. Use policy/v1 PodDisruptionBudget."
    )]
    [InlineData(
        "extensions/v1beta1",
        "Ingress",
        "1.33",
        "SCH-004 1,1 extensions/Ingress x: extensions/v1beta1 Ingress was removed in Kubernetes 1.22, and the clusters have 1.33. Use networking.k8s.io/v1 Ingress."
    )]
    [InlineData(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        "FlowSchema",
        "1.33",
        "SCH-004 1,1 flowcontrol.apiserver.k8s.io/FlowSchema x: flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema was removed in Kubernetes 1.29, and the clusters have 1.33. Use flowcontrol.apiserver.k8s.io/v1 FlowSchema."
    )]
    [InlineData(
        "policy/v1beta1",
        "PodSecurityPolicy",
        "1.33",
        "SCH-004 1,1 policy/PodSecurityPolicy x: policy/v1beta1 PodSecurityPolicy was removed in Kubernetes 1.25, and the clusters have 1.33. Nothing took its place: remove the object."
    )]
    [InlineData(
        "resource.k8s.io/v1",
        "DeviceClass",
        "1.33",
        "SCH-004 1,1 resource.k8s.io/DeviceClass x: resource.k8s.io/v1 DeviceClass comes with Kubernetes 1.34, and the clusters have 1.33. Use resource.k8s.io/v1beta2 DeviceClass there."
    )]
    [InlineData(
        "resource.k8s.io/v1beta1",
        "DeviceClass",
        "1.33",
        "SCH-004 1,1 resource.k8s.io/DeviceClass x: resource.k8s.io/v1beta1 DeviceClass is off in Kubernetes 1.33 unless the API server was told to serve it."
    )]
    [InlineData(
        "apps/v1",
        "Deploymnt",
        "1.33",
        "SCH-004 1,1 apps/Deploymnt x: Kubernetes 1.33 has no apps/v1 Deploymnt. Did you mean apps/v1 Deployment?"
    )]
    [InlineData(
        "v1",
        "Deployment",
        "1.33",
        "SCH-004 1,1 Deployment x: Kubernetes 1.33 has no v1 Deployment. Did you mean apps/v1 Deployment?"
    )]
    [InlineData(
        "apps/v2",
        "Deployment",
        "1.33",
        "SCH-004 1,1 apps/Deployment x: Kubernetes 1.33 has no apps/v2 Deployment. Did you mean apps/v1 Deployment?"
    )]
    [InlineData(
        "batch/v1beta1",
        "CronJob",
        null,
        "SCH-004 1,1 batch/CronJob x: batch/v1beta1 CronJob is not there from Kubernetes 1.25 on, and nobody says which version the clusters have. Say it, or use batch/v1 CronJob."
    )]
    [InlineData("v1", "Endpoints", "1.33", "SCH-005 1,1 Endpoints x: v1 Endpoints is deprecated since Kubernetes 1.33.")]
    [InlineData(
        "batch/v1beta1",
        "CronJob",
        "1.24",
        "SCH-005 1,1 batch/CronJob x: batch/v1beta1 CronJob is deprecated since Kubernetes 1.21, and goes with 1.25. Use batch/v1 CronJob."
    )]
    public void An_API_is_judged_by_the_release_of_the_clusters(string apiVersion, string kind, string? version, string expected)
    {
        var found = SchemaCase.Judge($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\n", version, []);
        Assert.StartsWith(
            expected,
            Assert.Single(found, one => !one.StartsWith("SCH-006", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("v1", "Endpoints", "1.32")]
    [InlineData("batch/v1beta1", "CronJob", "1.20")]
    [InlineData("resource.k8s.io/v1", "DeviceClass", "1.34")]
    [InlineData("apps/v1", "ThingToCome", "1.40")]
    [InlineData("apps/v1", "Deployment", null)]
    [InlineData("kustomize.config.k8s.io/v1beta1", "Kustomization", "1.33")]
    public void What_a_release_has_or_nobody_can_know_of_it_is_not_an_error(string apiVersion, string kind, string? version) =>
        Assert.All(
            SchemaCase.Judge($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\n", version, []),
            one => Assert.StartsWith("SCH-006", one, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("kind: Widget\n", "SCH-003 1,1 Widget : the field 'apiVersion' is missing; it is text. Write it.")]
    [InlineData(
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: [a]\nspec: {size: 1}\n",
        "SCH-002 3,11 example.com/Widget : 'metadata' must be a map, but is a list."
    )]
    [InlineData(
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: 1}\nspec: {size: 1}\n",
        "SCH-002 3,18 example.com/Widget 1: 'metadata.name' must be text, but is a whole number. Put it in quotes."
    )]
    [InlineData(
        "apiVersion: example.com/v1\nkind: Widget\nspec: text\n",
        "SCH-002 3,7 example.com/Widget : 'spec' must be a map, but is text."
    )]
    [InlineData("apiVersion: ../../etc/v1\nkind: ../Widget\n", "SCH-006 1,1 objects of ../../etc/v1 ../Widget are not held to a schema")]
    public void Odd_shapes_are_findings_and_no_failure(string manifest, string expected) =>
        Assert.StartsWith(expected, Assert.Single(SchemaCase.Judge(manifest)), StringComparison.Ordinal);
}
