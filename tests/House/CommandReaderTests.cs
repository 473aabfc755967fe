using GitOpsGen.Tests.Support.Pages;
using Xunit;

namespace GitOpsGen.Tests.House;

/// <summary>What the reader of a page's commands sees, and that it notices a name that nothing has.</summary>
public sealed class CommandReaderTests
{
    private static FleetObjects Fleet => FleetObjects.OfThisRepository;

    [Theory]
    [InlineData(
        "kubectl -n monitoring get prometheusrule platform-alerts -o yaml",
        "Namespace monitoring; PrometheusRule monitoring/platform-alerts"
    )]
    [InlineData("kubectl get storageclass gp3", "StorageClass gp3")]
    [InlineData("kubectl --namespace=gpu describe quota/a", "Namespace gpu; ResourceQuota gpu/a")]
    [InlineData("kubectl -n a get svc,deploy b c", "Namespace a; Service a/b; Service a/c; Deployment a/b; Deployment a/c")]
    [InlineData("kubectl -n a delete horizontalpodautoscaler/b deployment/c", "Namespace a; HorizontalPodAutoscaler a/b; Deployment a/c")]
    [InlineData("kubectl -n a get gateways.gateway.networking.k8s.io b", "Namespace a; Gateway a/b")]
    [InlineData("kubectl -n a logs -f deployment/b -c c --tail 5 | grep -i error", "Namespace a; Deployment a/b")]
    [InlineData("kubectl -n a exec b-0 -- cat /etc/c", "Namespace a; Pod a/b-0")]
    [InlineData("kubectl -n a port-forward svc/b 8080:80 &", "Namespace a; Service a/b")]
    [InlineData("kubectl -n a rollout restart daemonset/b", "Namespace a; DaemonSet a/b")]
    [InlineData("kubectl -n a rollout undo deployment b", "Namespace a; Deployment a/b")]
    [InlineData("kubectl -n a scale deployment/b --replicas 0", "Namespace a; Deployment a/b")]
    [InlineData("kubectl -n a patch hpa b --patch '{\"spec\": {\"c\": 1}}'", "Namespace a; HorizontalPodAutoscaler a/b")]
    [InlineData("kubectl -n a wait --for=condition=complete job/b --timeout=5m", "Namespace a; Job a/b")]
    [InlineData("kubectl -n a annotate externalsecret b c=\"$(date +%s)\" --overwrite", "Namespace a; ExternalSecret a/b")]
    [InlineData("kubectl -n a label service b c/d-", "Namespace a; Service a/b")]
    [InlineData("kubectl -n a create job b --from=cronjob/c", "Namespace a; CronJob a/c")]
    [InlineData("kubectl argo rollouts get rollout b --namespace a --watch", "Namespace a; Rollout a/b")]
    [InlineData("kubectl argo rollouts promote b -n a --full", "Namespace a; Rollout a/b")]
    [InlineData("kubectl auth can-i get pods --as system:serviceaccount:a:b", "ServiceAccount a/b")]
    [InlineData("kubectl cordon b", "Node b")]
    public void Kubectl(string command, string expected) => Assert.Equal(expected, Asked(command));

    [Theory]
    [InlineData("argocd --core app sync a b --prune", "Application a; Application b")]
    [InlineData("argocd app actions run a resume --kind Rollout --resource-name b", "Application a; Rollout b")]
    [InlineData("argocd admin settings rbac can role:c sync applications 'dev/a' --namespace d", "Application a")]
    [InlineData("argocd --core cluster add a --name a", "Cluster a")]
    [InlineData("istioctl proxy-config endpoints deployment/a.b | grep c", "Deployment b/a")]
    [InlineData("istioctl waypoint status --namespace a", "Namespace a")]
    [InlineData("gitopsgen rollback --app a --wave b --reason 'c d'", "App a; Wave b")]
    [InlineData("scripts/bootstrap apply --environment a", "File scripts/bootstrap; Environment a")]
    [InlineData("gitopsgen explain a b c.d", "Environment a; App b")]
    [InlineData("gitopsgen diff --environments a b --app c", "App c; Environment a; Environment b")]
    [InlineData("gitopsgen release cut a", "App a")]
    [InlineData("gitopsgen wiring --env a --monitor b/c", "Environment a; Monitor b/c")]
    [InlineData("aws iam create-role --document file://environments/a/iam/b.json", "File environments/a/iam/b.json")]
    public void Other_programs(string command, string expected) => Assert.Equal(expected, Asked(command));

    [Theory]
    [InlineData("NS=a\nkubectl -n \"$NS\" get pod b", "Namespace a; Pod a/b")]
    [InlineData("kubectl -n \"$NS\" get secret b", "Secret b")]
    [InlineData("kubectl get secret \"$NAME\" -n a", "Namespace a")]
    [InlineData("while sleep 1; do kubectl get ns a; done", "Namespace a")]
    [InlineData("echo \"$(kubectl get ns a -o name)\" # kubectl get ns b", "Namespace a")]
    [InlineData("diff <(kubectl get ns a) <(kubectl get ns b)", "Namespace a; Namespace b")]
    [InlineData("kubectl get ns \\\n  a && kubectl get ns b > c.txt", "Namespace a; Namespace b")]
    [InlineData("if kubectl get ns a 2>&1 | grep b; then kubectl get ns c; fi", "Namespace a; Namespace c")]
    public void What_the_shell_does_to_it(string script, string expected) => Assert.Equal(expected, Asked(script));

    [Fact]
    public void A_Secret_comes_of_an_ExternalSecret_of_the_page() =>
        Assert.Empty(
            Findings(
                """
                kubectl -n monitoring create -f - <<'YAML'
                apiVersion: external-secrets.io/v1
                kind: ExternalSecret
                metadata: {name: a}
                spec: {target: {name: b}}
                YAML
                kubectl -n monitoring get secret b
                """
            )
        );

    [Fact]
    public void A_page_makes_what_it_gives_to_the_cluster()
    {
        const string Script =
            "kubectl -n monitoring create -f - <<'YAML'\nkind: Secret\nmetadata: {name: a}\nYAML\nkubectl -n monitoring get secret a b\n";
        Assert.Equal(["docs/page.md(7): nothing makes Secret monitoring/b"], Findings(Script));
    }

    [Theory]
    [InlineData("kubectl -n monitoring get prometheusrule platform-alert", "nothing makes PrometheusRule monitoring/platform-alert")]
    [InlineData("kubectl -n kube-system get prometheusrule platform-alerts", "nothing makes PrometheusRule kube-system/platform-alerts")]
    [InlineData("kubectl get prometheusrule platform-alerts", "nothing makes PrometheusRule platform-alerts")]
    [InlineData("kubectl -n monitoring get configmap platform-alerts", "nothing makes ConfigMap monitoring/platform-alerts")]
    [InlineData("kubectl -n monitorings get pods", "nothing makes Namespace monitorings")]
    [InlineData("kubectl -n monitoring logs prometheus-kube-prometheus-0", "nothing makes Pod monitoring/prometheus-kube-prometheus-0")]
    [InlineData("kubectl -n monitoring rollout status statefulset/prometheus", "nothing makes StatefulSet monitoring/prometheus")]
    [InlineData("kubectl -n monitoring get podmonitorings a", "podmonitorings is no kind")]
    [InlineData("kubectl -n monitoring get pods --selektor", "kubectl --selektor")]
    [InlineData("kubectl -n monitoring gets pods", "kubectl gets pods")]
    [InlineData("argocd --core app get prometheus-stack-kind-remote", "nothing makes Application prometheus-stack-kind-remote")]
    [InlineData("argocd app syncs a", "argocd app syncs a")]
    [InlineData("istioctl proxy-config all deployment/waypoint.sample", "nothing makes Deployment sample/waypoint")]
    [InlineData("scripts/bootstrap check --environment locale", "nothing makes Environment locale")]
    [InlineData("cat environments/local/no-such-file.yaml", "nothing makes File environments/local/no-such-file.yaml")]
    public void A_wrong_name_is_noticed(string command, string expected) =>
        Assert.Equal([$"docs/page.md(3): {expected}"], Findings($"{command}\n"));

    [Theory]
    [InlineData("kubectl -n monitoring get prometheusrule platform-alerts")]
    [InlineData("kubectl -n monitoring get secret grafana-admin")]
    [InlineData("kubectl -n monitoring logs prometheus-kube-prometheus-prometheus-0 -c prometheus")]
    [InlineData("kubectl -n istio-system rollout status deployment/istiod")]
    [InlineData("argocd --core app get prometheus-stack-aks-prod-weu-01")]
    [InlineData("kubectl -n argocd get applicationset prometheus-stack-prod-p10")]
    public void A_right_one_is_not(string command) => Assert.Empty(Findings($"{command}\n"));

    [Fact]
    public void Commands_in_a_sentence_are_read_and_keep_their_lines()
    {
        var page = new Page("page.md", "# A\n\n```bash\ntrue\n```\n\nSee `kubectl -n monitoring get cm a`; not `get cm b`.\n");
        Assert.Equal(["docs/page.md(7): nothing makes ConfigMap monitoring/a"], PageCheck.Findings(page, Fleet));
    }

    private static string Asked(string script) =>
        string.Join("; ", new CommandReader(Fleet.Kinds).Read(Block(script)).Asked.Select(mention => mention.ToString()));

    private static IEnumerable<string> Findings(string script) => PageCheck.Findings(Block(script), Fleet);

    private static Page Block(string script) => new("page.md", $"# A\n```bash\n{script}\n```\n");
}
