using GitOpsGen.Relocate;
using GitOpsGen.Relocate.Languages;
using Xunit;

namespace GitOpsGen.Tests.Relocate.Languages;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("kubectl get pods -n kube-system", "review")]
    [InlineData("kubectl -n kube-system get deploy ama-metrics", "move")]
    [InlineData("kubectl get deploy/ama-metrics --namespace=kube-system", "move")]
    [InlineData("kubectl get deploy/ama-metrics -nkube-system", "move")]
    [InlineData("kubectl get deploy/ama-metrics -n=kube-system", "move")]
    [InlineData("kubectl rollout restart ds ama-metrics-node --namespace kube-system", "move")]
    [InlineData("kubectl rollout status deployment/coredns -n kube-system", "keep")]
    [InlineData("kubectl delete pod billing-agent-4f -n kube-system", "keep")]
    [InlineData("kubectl get deploy ama-metrics coredns -n kube-system", "review")]
    [InlineData("kubectl get secret aad-msi-auth-token -n kube-system -o yaml", "keep")]
    [InlineData("kubectl logs -n kube-system ama-metrics-5d8f -c prometheus-collector", "move")]
    [InlineData("kubectl logs -f -n kube-system ama-metrics-5d8f", "move")]
    [InlineData("kubectl exec -it -n kube-system ama-metrics-5d8f -- cat /etc/coredns", "move")]
    [InlineData("kubectl port-forward svc/ama-metrics-ksm 8080:8080 -n kube-system", "move")]
    [InlineData("kubectl port-forward ama-metrics-node-abc -n kube-system 9090", "move")]
    [InlineData("kubectl get pods -n kube-system -l rsName=ama-metrics", "move")]
    [InlineData("kubectl get pods -n kube-system --selector='k8s-app in (kube-dns, coredns)'", "keep")]
    [InlineData("kubectl get pods -n kube-system -l app!=ama-metrics", "review")]
    [InlineData("kubectl get pods -n kube-system | grep ama-metrics", "move")]
    [InlineData("kubectl get pods -n kube-system | grep -v ama-metrics", "review")]
    [InlineData("kubectl get pods -n kube-system | grep -E 'ama-metrics|coredns'", "review")]
    [InlineData("kubectl get pods -n kube-system | grep ama", "review")]
    [InlineData("kubectl get pods -n kube-system | Select-String ama-metrics", "move")]
    [InlineData("kubectl get pods -n kube-system | awk '/ama-metrics-node/ {print $1}'", "move")]
    [InlineData("kubectl get pods -n kube-system -o json | jq '.items[] | select(.metadata.name | startswith(\"ama-metrics\"))'", "move")]
    [InlineData("kubectl get pods -A | grep kube-system", "review")]
    [InlineData("kubectl get pods -n kube-system -o name | grep ama-metrics | xargs kubectl delete -n «kube-system»", "move")]
    [InlineData("kubectl logs $(kubectl get pods -n kube-system -l rsName=ama-metrics -o name | head -1) -n «kube-system»", "move")]
    [InlineData("kubectl logs $(kubectl get pods -n «kube-system» -l rsName=ama-metrics -o name) -n kube-system", "move")]
    [InlineData("kubectl get pods -n «kube-system» && kubectl delete deploy ama-metrics -n kube-system", "review")]
    [InlineData("kubectl get pods -n kube-system; kubectl delete deploy ama-metrics -n «kube-system»", "move")]
    [InlineData("kubectl apply -f ama-metrics-settings-configmap.yaml -n kube-system", "move")]
    [InlineData("kubectl apply -n kube-system -f my.yaml", "review")]
    [InlineData("kubectl create namespace kube-system", "keep")]
    [InlineData("kubectl get ns kube-system -o yaml", "keep")]
    [InlineData("kubectl label namespace kube-system istio-injection=disabled", "keep")]
    [InlineData("kubectl describe ns/kube-system", "keep")]
    [InlineData("kubectl create configmap ama-metrics-prometheus-config --from-file=prometheus-config -n kube-system", "move")]
    [InlineData("kubectl create secret generic ama-metrics-mtls-secret --from-file=a=b -n kube-system", "move")]
    [InlineData("kubectl create rolebinding x --serviceaccount=kube-system:ama-metrics-serviceaccount --role=y", "move")]
    [InlineData("kubectl create rolebinding x --serviceaccount=kube-system:coredns --role=y", "keep")]
    [InlineData(
        "kubectl auth can-i get secrets -n «kube-system» --as=system:serviceaccount:kube-system:ama-metrics-serviceaccount",
        "review"
    )]
    [InlineData(
        "kubectl auth can-i get secrets -n kube-system --as=system:serviceaccount:«kube-system»:ama-metrics-serviceaccount",
        "move"
    )]
    [InlineData(
        "kubectl auth can-i get secret/aad-msi-auth-token -n «kube-system» "
            + "--as=system:serviceaccount:kube-system:ama-metrics-serviceaccount",
        "keep"
    )]
    [InlineData("kubectl config set-context --current --namespace=kube-system", "review")]
    [InlineData("kubectl get pods -A -o jsonpath='{.items[?(@.metadata.namespace==\"kube-system\")].metadata.name}'", "review")]
    [InlineData("kubectl cp kube-system/ama-metrics-5d8f:/tmp/x ./x", "move")]
    [InlineData("kubectl get cm <name> -n kube-system", "review")]
    [InlineData("kubectl describe pod <node-pod-name> -n kube-system", "review")]
    [InlineData("kubectl describe pod {pod-of-yours} -n kube-system", "review")]
    [InlineData("kubectl describe pod <ama-metrics-pod> -n kube-system", "move")]
    [InlineData("kubectl get pod $POD -n kube-system", "review")]
    [InlineData("kubectl events --for pod/x -n kube-system", "review")]
    [InlineData("kubectl get events -n kube-system --field-selector involvedObject.name=ama-metrics-5d8f", "move")]
    [InlineData("kubectl set image ds/ama-metrics-node -n kube-system collector=repo/img:1", "move")]
    [InlineData("kubectl annotate deploy coredns -n kube-system a=b c-", "keep")]
    [InlineData("oc adm policy add-scc-to-user privileged -z ama-metrics-serviceaccount -n kube-system", "move")]
    [InlineData("helm upgrade --install ama-metrics ./chart -n kube-system", "move")]
    [InlineData("helm upgrade --install agent ./charts/ama-metrics/ --namespace kube-system", "move")]
    [InlineData("helm install anything ./chart -n kube-system", "review")]
    [InlineData("helm uninstall cilium --namespace kube-system", "keep")]
    [InlineData("helm install ama-metrics . --set target.namespace=kube-system", "review")]
    [InlineData("stern ama-metrics -n kube-system", "move")]
    [InlineData("stern 'coredns.*' -n kube-system", "keep")]
    [InlineData("k9s -n kube-system", "review")]
    [InlineData("az aks command invoke -g rg -n c --command \"kubectl get deploy ama-metrics -n kube-system\"", "move")]
    [InlineData("az aks command invoke -g rg -n c --command \"kubectl get pods -n kube-system -l \\\"k8s-app=kube-dns\\\"\"", "keep")]
    [InlineData("bash -c 'kubectl -n kube-system delete pod -l rsName=ama-metrics'", "move")]
    [InlineData("sudo kubectl -n kube-system get ds ama-metrics-node", "move")]
    [InlineData("KUBECONFIG=x kubectl -n kube-system get ds kube-proxy", "keep")]
    [InlineData("PS C:\\> kubectl.exe -n kube-system get ds kube-proxy", "keep")]
    [InlineData("istioctl proxy-status ama-metrics-5d8f.kube-system", "move")]
    [InlineData("istioctl analyze -n kube-system", "review")]
    [InlineData("argocd app create ama-metrics --dest-namespace kube-system --path x", "move")]
    [InlineData("kubectl get --raw /api/v1/namespaces/kube-system/services/ama-metrics-ksm/proxy/metrics", "move")]
    [InlineData("kubectl scale deploy {ama-metrics,ama-metrics-ksm} --replicas=0 -n kube-system", "move")]
    [InlineData("kubectl wait --for=condition=ready pod -l dsName=ama-metrics-node -n kube-system --timeout=60s", "move")]
    [InlineData("POD=$(kubectl get pods -n kube-system -l rsName=ama-metrics -o jsonpath='{.items[0].metadata.name}')", "move")]
    [InlineData("POD=\"$(kubectl get pods -n kube-system -l k8s-app=kube-dns -o name)\"", "keep")]
    [InlineData(
        "for p in $(kubectl get pods -n kube-system -l rsName=ama-metrics -o name); do kubectl logs -n «kube-system» $p; done",
        "review"
    )]
    [InlineData("kubectl get secret aad-msi-auth-token -n kube-system | grep ama-metrics", "review")]
    [InlineData("kubectl create token ama-metrics-serviceaccount -n kube-system", "move")]
    [InlineData("kubectl logs ds/ama-metrics-node --all-containers -n kube-system --since 10m | grep -i error", "move")]
    [InlineData("kubectl patch deploy ama-metrics -n kube-system -p '{\"metadata\":{\"namespace\":\"x\"}}'", "move")]
    [InlineData("kubectl delete pod -n kube-system --all", "review")]
    [InlineData("kubectl get deploy,ds -n kube-system", "review")]
    [InlineData("kubectl get configmap my-own-settings -n kube-system", "keep")]
    [InlineData("kubectl get configmap ama-own-settings -n kube-system", "keep")]
    [InlineData("kubectl get pod ama-metrics* -n kube-system", "move")]
    [InlineData("kubectl run curl --image=curl -- curl http://ama-metrics-ksm.kube-system.svc:8080", "move")]
    [InlineData("kubectl get deploy ama-metrics -n kube-system > coredns.txt", "move")]
    public void A_command_is_judged_by_the_objects_it_names(string command, string verdict)
    {
        var (text, offset) = Known.Mention(command);
        Assert.Equal(verdict, CommandLine.Judge(text, offset, Known.Request, Known.Inventory).Says());
    }

    [Theory]
    [InlineData("kubectl --context kube-system get deploy ama-metrics", "keep")]
    [InlineData("kubectl get pods -A -l team=kube-system", "keep")]
    [InlineData("kubectl get ns -l kubernetes.io/metadata.name=kube-system", "review")]
    [InlineData("kubectl label pod ama-metrics-1 team=kube-system", "review")]
    [InlineData("helm upgrade kube-system ./ama-metrics -n other", "keep")]
    [InlineData("helm upgrade ama-metrics kube-system/ama-metrics", "review")]
    [InlineData("az aks show -n kube-system -g ama-metrics", "keep")]
    [InlineData("az servicebus queue show --namespace-name kube-system --name ama-metrics", "keep")]
    [InlineData("argocd app create ama-metrics --project kube-system", "keep")]
    [InlineData("kubectl exec ama-metrics-1 -n other -- echo kube-system", "review")]
    [InlineData("kubectl get deploy ama-metrics -n ${NS:-kube-system}", "move")]
    [InlineData("kubectl exec -itn kube-system ama-metrics-1 -- ls", "move")]
    [InlineData("kubectl get events --field-selector metadata.namespace=kube-system,involvedObject.name=ama-metrics-1", "move")]
    public void Only_the_places_of_a_namespace_move(string command, string verdict) =>
        A_command_is_judged_by_the_objects_it_names(command, verdict);

    [Theory]
    [InlineData("kubectl get deploy \\\n  ama-metrics \\\n  -n kube-system", "move")]
    [InlineData("kubectl get deploy `\n  ama-metrics `\n  -n kube-system", "move")]
    [InlineData("kubectl get deploy \\\r\n  coredns \\\r\n  -n kube-system\r\n", "keep")]
    [InlineData("kubectl get pods -n kube-system |\n  grep ama-metrics", "move")]
    [InlineData("kubectl get pods -n kube-system \\\n  | grep ama-metrics", "move")]
    [InlineData("kubectl get deploy ama-metrics\nkubectl get pods -n kube-system", "review")]
    [InlineData("kubectl get pods -n kube-system\nkubectl get deploy ama-metrics", "review")]
    public void Continued_lines_belong_together(string text, string verdict) =>
        Assert.Equal(
            verdict,
            CommandLine.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory).Says()
        );

    [Theory]
    [InlineData("the kube-system namespace")]
    [InlineData("NAMESPACE=kube-system")]
    [InlineData("namespace: kube-system")]
    [InlineData("echo kube-system")]
    public void Other_lines_are_no_command(string text) =>
        Assert.Null(CommandLine.Judge(text, text.IndexOf("kube-system", StringComparison.Ordinal), Known.Request, Known.Inventory));
}
