using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class SourceCodeTests
{
    [Theory]
    [InlineData("a.go", "d, err := c.AppsV1().Deployments(\"kube-system\").Get(ctx, \"ama-metrics\", o)", "move")]
    [InlineData("a.go", "d, err := c.AppsV1().DaemonSets(\"kube-system\").Get(ctx, \"kube-proxy\", o)", "keep")]
    [InlineData("a.go", "d, err := c.AppsV1().Deployments(\"kube-system\").\n\tGet(ctx, \"ama-metrics\", o)", "move")]
    [InlineData("a.go", "d, err := c.AppsV1().Deployments(\"kube-system\").Get(ctx, name, o)", "review")]
    [InlineData("a.go", "func f() {\n\ta(\"ama-metrics\")\n\tb(\"kube-system\")\n}", "review")]
    [InlineData("a.go", "err := c.Get(ctx, types.NamespacedName{Namespace: \"kube-system\", Name: \"ama-metrics\"}, &d)", "move")]
    [InlineData(
        "a.go",
        "err := c.Get(ctx, types.NamespacedName{\n\tName:      \"aad-msi-auth-token\",\n\tNamespace: \"kube-system\",\n}, &d)",
        "keep"
    )]
    [InlineData("a.go", "err := c.Get(ctx, types.NamespacedName{Namespace: \"kube-system\", Name: name}, obj(\"ama-metrics\"))", "review")]
    [InlineData("a.go", "c.List(ctx, &l, client.InNamespace(\"kube-system\"), client.MatchingLabels{\"rsName\": \"ama-metrics\"})", "move")]
    [InlineData("a.go", "var m = map[string]string{\n\t\"ama-metrics\": \"monitoring\",\n\t\"coredns\": \"kube-system\",\n}", "keep")]
    [InlineData("a.go", "var m = map[string]string{\n\t\"coredns\": \"monitoring\",\n\t\"ama-metrics-ksm\": \"kube-system\",\n}", "move")]
    [InlineData("a.go", "var m = map[string]string{\n\t\"unheard-of\": \"kube-system\",\n\t\"ama-metrics\": \"x\",\n}", "review")]
    [InlineData("a.go", "var all = []string{\"kube-system\", \"ama-metrics\"}", "review")]
    [InlineData("a.go", "const namespace = \"kube-system\"\n\nfunc f() { get(namespace, \"ama-metrics\") }", "review")]
    [InlineData("a.go", "const (\n\tname = \"ama-metrics\"\n\tns = \"kube-system\"\n)", "review")]
    [InlineData("a.go", "const coreDNSNamespace = \"kube-system\"", "keep")]
    [InlineData("a.go", "ns := \"kube-system\"", "review")]
    [InlineData("a.go", "if ns == \"kube-system\" && name == \"ama-metrics\" {", "move")]
    [InlineData("a.go", "if ns == \"kube-system\" && name != \"ama-metrics\" {", "review")]
    [InlineData("a.go", "if ns != \"kube-system\" && name == \"ama-metrics\" {", "review")]
    [InlineData("a.go", "// deploys into kube-system\nx()", "keep")]
    [InlineData("a.go", "/*\n kube-system\n*/", "keep")]
    [InlineData("a.go", "x := \"http://a\" // kube-system", "keep")]
    [InlineData("a.go", "url := \"https://ama-metrics-operator-targets.kube-system.svc.cluster.local:443\"", "move")]
    [InlineData("a.go", "cmd := exec.Command(\"kubectl\", \"get\", \"deploy\", \"ama-metrics\", \"-n\", \"kube-system\")", "move")]
    [InlineData("a.go", "args := []string{\"get\", \"pods\", \"-n\", \"kube-system\", \"-l\", \"k8s-app=kube-dns\"}", "keep")]
    [InlineData("a.go", "out := run(\"kubectl -n kube-system get deploy ama-metrics\")", "move")]
    [InlineData("a.go", "q := `up{namespace=\"kube-system\", pod=~\"ama-metrics.*\"}`", "move")]
    [InlineData("a.go", "m := `\nmetadata:\n  name: ama-metrics\n  namespace: kube-system\n`", "move")]
    [InlineData("a.go", "m := `\nmetadata:\n  namespace: kube-system\n  labels:\n    name: ama-metrics\n  name: coredns\n`", "keep")]
    [InlineData("a.go", "apply(`\nmetadata:\n  namespace: kube-system\n  name: other-thing\n`, \"ama-metrics\")", "review")]
    [InlineData("a.go", "ns, name := \"kube-system\", \"ama-metrics\"", "review")]
    [InlineData(
        "a.go",
        "func TestX(t *testing.T) {\n\tname := \"ama-metrics\"\n\tif ns == \"kube-system\" {\n\t\tf(\"ama-metrics\")\n\t}\n}",
        "review"
    )]
    [InlineData("a.go", "x := Ref{SecretNamespace: \"kube-system\", SecretName: \"aad-msi-auth-token\", Name: \"ama-metrics\"}", "review")]
    [InlineData("a.go", "os.Setenv(\"POD_NAMESPACE\", \"kube-system\")", "review")]
    [InlineData("a.go", "log(\"ama-metrics is gone from kube-system\")", "review")]
    [InlineData("a.go", "log(fmt.Sprintf(\"nothing in kube-system: %s\", err))", "review")]
    [InlineData("a.go", "image := \"registry.example/kube-system/ama-metrics:1\"", "review")]
    [InlineData(
        "a.cs",
        "class A\n{\n    void F()\n    {\n        Use(\"ama-metrics\");\n        Ask(\"kube-system\");\n    }\n}",
        "review"
    )]
    [InlineData(
        "a.cs",
        "var d = new Dictionary<string, string>\n{\n    [\"coredns\"] = \"kube-system\",\n    [\"ama-metrics\"] = \"x\",\n};",
        "review"
    )]
    [InlineData("a.ts", "const m = { coredns: 'kube-system', 'ama-metrics': 'x' };", "keep")]
    [InlineData("a.ts", "const m = { value: 'kube-system', name: 'ama-metrics' };", "review")]
    [InlineData("a.py", "def f(ns=\"kube-system\"):\n    get(\"ama-metrics\")", "review")]
    [InlineData("a.go", "Entry(\"x\", \"kube-system\", \"ama-metrics\", 1),", "move")]
    [InlineData("a.go", "Entry(\"x\", \"kube-system\", \"ama-metrics\", \"coredns\"),", "review")]
    [InlineData("a.go", "tests := []struct{n, s string}{\n\t{\"kube-system\", \"other\"},\n\t{\"x\", \"ama-metrics\"},\n}", "review")]
    [InlineData("a.go", "tests := []struct{n, s string}{\n\t{\"kube-system\", \"ama-metrics\"},\n\t{\"x\", \"coredns\"},\n}", "move")]
    [InlineData("a.cs", "var s = client.ReadNamespacedSecret(\"aad-msi-auth-token\", \"kube-system\");", "keep")]
    [InlineData("a.cs", "var m = new V1ObjectMeta { Name = \"ama-metrics\", NamespaceProperty = \"kube-system\" };", "move")]
    [InlineData("a.cs", "private const string Namespace = \"kube-system\";", "review")]
    [InlineData("a.cs", "var path = @\"C:\\\"; Get(\"kube-system\", \"ama-metrics\");", "move")]
    [InlineData("a.cs", "var text = \"\"\"\n  metadata:\n    namespace: kube-system\n    name: ama-metrics\n  \"\"\";", "move")]
    [InlineData("a.py", "v1.read_namespaced_deployment(name=\"ama-metrics\", namespace=\"kube-system\")", "move")]
    [InlineData("a.py", "v1.read_namespaced_secret('aad-msi-auth-token', 'kube-system')", "keep")]
    [InlineData("a.py", "def f():\n    \"\"\"Reads kube-system.\"\"\"\n    pass", "keep")]
    [InlineData("a.py", "NAMESPACE = 'kube-system'  # where it is", "review")]
    [InlineData("a.py", "# kube-system\nx = 1", "keep")]
    [InlineData("a.py", "env = {\"name\": \"POD_NAMESPACE\", \"value\": \"kube-system\"}", "review")]
    [InlineData(
        "a.py",
        "subprocess.run([\"kubectl\", \"delete\", \"pod\", \"-l\", \"rsName=ama-metrics\", \"-n\", \"kube-system\"])",
        "move"
    )]
    [InlineData("a.ts", "const ns = 'kube-system';", "review")]
    [InlineData("a.ts", "await api.readNamespacedDeployment({ name: 'ama-metrics', namespace: 'kube-system' });", "move")]
    [InlineData("a.ts", "export const ns: string = 'kube-system'", "review")]
    [InlineData("a.ts", "run(`kubectl -n kube-system get ds kube-proxy`)", "keep")]
    [InlineData("a.java", "client.pods().inNamespace(\"kube-system\").withName(\"ama-metrics-0\").get();", "move")]
    [InlineData("a.java", "client.pods()\n  .inNamespace(\"kube-system\")\n  .withLabel(\"k8s-app\", \"kube-dns\")\n  .list();", "keep")]
    [InlineData("a.rs", "let api: Api<'a, Pod> = Api::namespaced(client, \"kube-system\");", "review")]
    [InlineData("a.rs", "let d = get(\"kube-system\", \"ama-metrics\");", "move")]
    [InlineData("main.tf", "metadata {\n  name      = \"ama-metrics\"\n  namespace = \"kube-system\"\n}", "move")]
    [InlineData("main.tf", "resource \"helm_release\" \"x\" {\n  name = \"cilium\"\n  namespace = \"kube-system\"\n}", "keep")]
    [InlineData("main.tf", "# namespace = \"kube-system\"", "keep")]
    [InlineData("main.tf", "variable \"namespace\" {\n  default = \"kube-system\"\n}", "review")]
    [InlineData("main.bicep", "metadata: {\n  name: 'ama-metrics'\n  namespace: 'kube-system'\n}", "move")]
    [InlineData("rules.bicep", "expression: 'sum(up{namespace=\"kube-system\",pod=~\"ama-metrics.*\"})'", "move")]
    [InlineData("Jenkinsfile", "sh 'kubectl -n kube-system rollout status deploy/ama-metrics'", "move")]
    public void A_string_in_code_is_judged_by_its_neighbours(string path, string text, string verdict) =>
        Assert.Equal(
            verdict,
            SourceCode.Judge(text, path, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Theory]
    [InlineData("a.sh", "kubectl -n kube-system get deploy ama-metrics", "move")]
    [InlineData("a.sh", "NAMESPACE=kube-system", "review")]
    [InlineData("a.sh", "COREDNS_NAMESPACE=\"kube-system\"", "keep")]
    [InlineData("a.sh", "NS=${NS:-kube-system}", "review")]
    [InlineData("a.sh", "# kubectl -n kube-system get deploy ama-metrics", "keep")]
    [InlineData("a.sh", "x=1 # kube-system", "keep")]
    [InlineData("a.sh", "echo 'a # b' kube-system", "review")]
    [InlineData("a.sh", "wait_for kube-system ama-metrics", "move")]
    [InlineData("a.sh", "wait_for kube-system aad-msi-auth-token ama-metrics", "review")]
    [InlineData("a.sh", "echo \"coredns runs in kube-system\"", "keep")]
    [InlineData("a.sh", "if [ \"$ns\" = \"kube-system\" ]; then", "review")]
    [InlineData("a.sh", "cat <<EOF\nmetadata:\n  name: ama-metrics\n  namespace: kube-system\nEOF", "move")]
    [InlineData("a.sh", "curl http://ama-metrics-ksm.kube-system.svc:8080/metrics", "move")]
    [InlineData("a.sh", "curl -G --data-urlencode 'query=up{namespace=\"kube-system\",pod=~\"ama-metrics.*\"}' $URL", "move")]
    [InlineData("a.ps1", "kubectl get ds `\n  ama-metrics-win-node `\n  -n kube-system", "move")]
    [InlineData("a.ps1", "<#\n kube-system\n#>\n$x", "keep")]
    [InlineData("a.ps1", "$Namespace = 'kube-system'", "review")]
    [InlineData("a.ps1", "[string]$ns = \"kube-system\",", "review")]
    [InlineData("Makefile", "logs:\n\t@kubectl logs -n kube-system deploy/ama-metrics", "move")]
    [InlineData("Makefile", "NAMESPACE ?= kube-system", "review")]
    [InlineData("Dockerfile", "ENV POD_NAMESPACE=kube-system", "review")]
    [InlineData(".github/workflows/a.yml", "      - run: kubectl -n kube-system rollout status ds/ama-metrics-node", "move")]
    [InlineData(".github/workflows/a.yml", "      - run: |\n          kubectl get pods -n kube-system\n", "review")]
    [InlineData(".github/workflows/a.yml", "env:\n  NAMESPACE: kube-system", "review")]
    [InlineData(".github/workflows/a.yml", "# kube-system", "keep")]
    [InlineData(
        "azure-pipelines-build.yml",
        "- task: HelmDeploy@0\n  inputs:\n    command: upgrade\n    releaseName: ama-metrics\n    namespace: kube-system",
        "move"
    )]
    [InlineData(
        "azure-pipelines-build.yml",
        "- task: Kubernetes@1\n  inputs:\n    namespace: kube-system\n    arguments: deploy/coredns",
        "keep"
    )]
    [InlineData(
        "azure-pipelines-build.yml",
        "- task: A@1\n  inputs:\n    namespace: kube-system\n- task: B@1\n  inputs:\n    releaseName: ama-metrics",
        "review"
    )]
    public void A_line_of_a_script_is_judged_by_itself(string path, string text, string verdict) =>
        Assert.Equal(
            verdict,
            SourceCode.Judge(text, path, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Theory]
    [InlineData("cmd/a.go", true, false)]
    [InlineData("Dockerfile.windows", true, false)]
    [InlineData(".github/workflows/ci.yaml", true, true)]
    [InlineData("eng/azure-pipelines-release.yml", true, true)]
    [InlineData(".pipelines/build.yml", true, true)]
    [InlineData("Jenkinsfile", true, true)]
    [InlineData("chart/values.yaml", false, false)]
    [InlineData("README.md", false, false)]
    public void Code_and_pipelines_are_told_by_their_names(string path, bool isCode, bool isPipeline) =>
        Assert.Equal((isCode, isPipeline), (SourceCode.IsOne(path), SourceCode.IsPipeline(path)));

    [Fact]
    public void A_constant_says_how_often_it_is_used()
    {
        const string text = "const ns = \"kube-system\"\nf(ns)\ng(ns)\n";
        Assert.Contains(
            "2 more times",
            SourceCode.Judge(text, "a.go", 12, Known.Request, Known.Inventory)!.Evidence,
            StringComparison.Ordinal
        );
    }
}
