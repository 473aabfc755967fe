namespace GitOpsGen.Tests.Relocate;

/// <summary>The forms that are filled in: commands, and files behind their path.</summary>
internal static class MadeUpPositions
{
    public static readonly string[] WrongCommands =
    [
        "kubectl --context ‹F› get deploy ‹O›",
        "kubectl --context=‹F› -n other get deploy ‹O›",
        "kubectl --cluster ‹F› --user admin get pods ‹O›",
        "kubectl --user=‹F› get deploy/‹O› -n other",
        "kubectl --kubeconfig ./‹F›/config get deploy ‹O›",
        "kubectl label pod ‹O› team=‹F› -n other",
        "kubectl annotate deploy ‹O› -n other owner=‹F›",
        "kubectl get prometheuses.‹F›.coreos.com ‹O› -n other",
        "kubectl get crd alertmanagers.‹F›.coreos.com",
        "kubectl api-resources --api-group ‹F›.coreos.com",
        "kubectl explain servicemonitors.‹F›.coreos.com",
        "kubectl get crd -o name | grep ‹F›.coreos.com",
        "kubectl get pods -A -l team=‹F›",
        "kubectl get pods -A -l ‹F›=‹O›",
        "kubectl get pods -A --selector=app.kubernetes.io/part-of=‹F›,app=‹O›",
        "kubectl apply -f ‹F›/‹O›.yaml -n other",
        "kubectl apply -f ./deploy/‹F›/‹O›.yaml",
        "kubectl apply -k overlays/‹F›",
        "kubectl apply -f ‹F›.yaml -n other",
        "kubectl create secret generic ‹O› --from-literal=‹F›=x -n other",
        "kubectl create secret generic ‹O› --from-literal=team=‹F› -n other",
        "kubectl create configmap ‹O› --from-file=‹F›.json -n other",
        "kubectl get deploy ‹F› -n other",
        "kubectl delete pod ‹F›",
        "kubectl logs deploy/‹O› -c ‹F› -n other",
        "kubectl exec ‹O› -n other -- ls /etc/‹F›",
        "kubectl exec ‹O› -n other -- echo ‹F›",
        "kubectl set image deploy/‹O› ‹F›=registry/agent:1 -n other",
        "kubectl set image deploy/‹O› app=‹F›/agent:1 -n other",
        "kubectl config use-context ‹F›",
        "kubectl config rename-context ‹F› ‹O›",
        "kubectl config set-context ‹F› --namespace other",
        "kubectl get deploy ‹O› -n other -o jsonpath='{.metadata.labels.‹F›}'",
        "kubectl get deploy ‹O› -n other > ‹F›.txt",
        "kubectl rollout status deploy/‹F› -n other",
        "helm install ‹F› ./‹O› -n other",
        "helm upgrade --install ‹F› repo/‹O› --namespace other",
        "helm upgrade ‹O› ‹F›/‹O› -n other",
        "helm repo add ‹F› https://charts.example.com/‹O›",
        "helm template ‹O› . --set ‹F›.enabled=true",
        "helm template ‹O› . --set team=‹F›",
        "helm upgrade ‹O› . -f values/‹F›.yaml -n other",
        "helm upgrade ‹O› . --values ‹F›.yaml -n other",
        "helm upgrade ‹O› . --kube-context ‹F› -n other",
        "helm pull oci://registry.example.com/‹F›/‹O›",
        "argocd app get ‹F›",
        "argocd app create ‹O› --project ‹F› --dest-namespace other",
        "argocd app create ‹O› --dest-name ‹F› --dest-namespace other",
        "argocd app create ‹O› --repo https://git.example.com/‹F›/‹O›.git --dest-namespace other",
        "argocd app create ‹O› --path apps/‹F› --dest-namespace other",
        "argocd app sync ‹O› --label team=‹F›",
        "flux reconcile source git ‹F›",
        "flux get kustomization ‹F› --namespace other",
        "istioctl --context ‹F› proxy-status ‹O›.other",
        "az aks show -n ‹F› -g ‹O›",
        "az aks get-credentials --name ‹F› --resource-group ‹O›",
        "az servicebus queue show --namespace-name ‹F› --name ‹O›",
        "az eventhubs namespace create -n ‹F› -g ‹O›",
        "git checkout ‹F› ‹O›",
        "git push origin ‹F›",
        "cd ‹F› && ls ‹O›",
        "docker run ‹F›/‹O›:1",
        "docker run --name ‹F› registry/‹O›",
        "docker build -t ‹O›:‹F› .",
        "echo ‹F› ‹O›",
        "echo \"the ‹O› of ‹F›\"",
        "cat ‹F›/‹O›.log",
        "mkdir -p ‹F›/‹O›",
        "curl https://‹F›.example.com/‹O›",
        "curl https://‹O›.‹F›.example.com/metrics",
        "curl http://localhost:8080/‹F›/‹O›",
        "ssh ‹F› ‹O›",
        "grep ‹O› ‹F›.txt",
        "systemctl restart ‹F› ‹O›",
        "terraform workspace select ‹F›",
        "aws cloudwatch put-metric-data --namespace ‹F› --metric-name ‹O›",
        "export TEAM=‹F›",
        "kubectl get ‹O› -n my-‹F›",
        "kubectl get deploy ‹O› -n ‹F›-2",
        "kubectl get deploy ‹O› --namespace=‹F›x",
        "cat <<EOF > notes.txt\n‹F› ‹O›\nEOF",
        "kubectl apply -f - <<'YAML'\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ‹O›\n  namespace: other\n  labels: {team: ‹F›}\nYAML",
        "kubectl apply -f - <<'YAML'\napiVersion: ‹F›.coreos.com/v1\nkind: Probe\nmetadata:\n  name: ‹O›\n  namespace: other\nYAML",
    ];

    public static readonly string[] WrongFiles =
    [
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other, labels: {team: ‹F›}}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other, annotations: {note: ‹F›}}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other, annotations: {‹F›: yes}}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other, annotations: {note: the ‹O› of ‹F›}}\n",
        "a.yaml|apiVersion: ‹F›.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: ‹O›, namespace: other}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {containers: [{name: ‹F›, image: a}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {containers: [{name: a, image: ‹F›/‹O›:1}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {containers: [{name: a, args: [--context=‹F›]}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {containers: [{name: a, args: [--team, ‹F›]}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec: {containers: [{name: a, env: [{name: TEAM, value: ‹F›}]}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {nodeSelector: {pool: ‹F›}}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\nspec: {serviceAccountName: ‹F›}\n",
        "a.yaml|apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ‹O›, namespace: other}\ndata: {‹F›.yaml: x}\n",
        "a.yaml|apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ‹O›, namespace: other}\ndata: {team: ‹F›}\n",
        "a.yaml|apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec: {rules: [{host: ‹O›.‹F›.example.com}]}\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\nspec:\n  project: ‹F›\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  destination: {name: ‹F›, namespace: other}\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  source: {path: apps/‹F›, repoURL: \"https://git.example.com/x\"}\n",
        "a.yaml|apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ‹O›, namespace: other}\nspec:\n  ingress:\n"
            + "    - from: [{namespaceSelector: {matchLabels: {team: ‹F›}}, podSelector: {matchLabels: {app: ‹O›}}}]\n",
        "a.yaml|apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec: {podSelector: {matchLabels: {team: ‹F›}}}\n",
        "a.yaml|apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: ‹O›, namespace: other}\nspec:\n  groups:\n"
            + "    - name: a\n      rules:\n        - alert: A\n          expr: up{job=\"‹F›\", pod=~\"‹O›.*\"} == 0\n",
        "a.yaml|apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: ‹O›, namespace: other}\nspec:\n  groups:\n"
            + "    - name: a\n      rules:\n        - alert: A\n          expr: up{cluster=\"‹F›\", pod=\"‹O›\"} == 0\n",
        "a.yaml|apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: ‹O›, namespace: other}\nspec:\n  groups:\n"
            + "    - name: a\n      rules:\n        - alert: A\n          labels: {team: ‹F›}\n          annotations: {summary: ‹O› is down}\n",
        "a.yaml|apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ‹O›, namespace: other}\ndata:\n  prometheus.yml: |\n    scrape_configs:\n"
            + "      - job_name: ‹F›\n        static_configs: [{targets: [\"‹O›:80\"]}]\n",
        "prometheus.yml|scrape_configs:\n  - job_name: ‹O›\n    kubernetes_sd_configs: [{role: pod}]\n    relabel_configs:\n"
            + "      - source_labels: [__meta_kubernetes_pod_label_team]\n        action: keep\n        regex: ‹F›\n",
        "values.yaml|team: ‹F›\nname: ‹O›\n",
        "values.yaml|image: {repository: ‹F›/‹O›}\n",
        "board.json|{\"panels\": [{\"title\": \"‹F›\", \"targets\": [{\"expr\": \"up{pod=~\\\"‹O›.*\\\"}\"}]}]}\n",
        "board.json|{\"panels\": [{\"targets\": [{\"expr\": \"up{cluster=\\\"‹F›\\\", pod=~\\\"‹O›.*\\\"}\"}]}]}\n",
        "board.json|{\"tags\": [\"‹F›\"], \"uid\": \"‹O›\", \"panels\": []}\n",
        "board.json|{\"panels\": [{\"targets\": [{\"query\": \"T | where ClusterName == '‹F›' and Name startswith '‹O›'\"}]}]}\n",
        ".github/workflows/ci.yml|jobs:\n  a:\n    environment: ‹F›\n    steps:\n      - with: {name: ‹O›}\n",
        ".github/workflows/ci.yml|jobs:\n  a:\n    steps:\n      - name: Deploy ‹O› to ‹F›\n        run: make\n",
        "azure-pipelines.yml|steps:\n  - task: KubernetesManifest@1\n    inputs:\n      kubernetesServiceConnection: ‹F›\n      name: ‹O›\n",
        "azure-pipelines.yml|steps:\n  - task: HelmDeploy@0\n    displayName: ‹O› in ‹F›\n    inputs:\n      releaseName: ‹F›x\n",
        "main.tf|resource \"helm_release\" \"a\" {\n  name    = \"‹F›\"\n  chart   = \"‹O›\"\n}\n",
        "main.tf|resource \"x\" \"a\" {\n  name   = \"‹O›\"\n  labels = { team = \"‹F›\" }\n}\n",
        "main.tf|provider \"kubernetes\" {\n  config_context = \"‹F›\"\n  alias = \"‹O›\"\n}\n",
        "main.tf|terraform {\n  backend \"azurerm\" {\n    key = \"‹F›/‹O›.tfstate\"\n  }\n}\n",
        "main.go|package a\n\nfunc a() {\n\tlog.Info(\"‹O› runs in ‹F›\")\n}\n",
        "main.go|package a\n\nvar labels = map[string]string{\"team\": \"‹F›\", \"app\": \"‹O›\"}\n",
        "main.go|package a\n\nfunc a() { Use(Options{Context: \"‹F›\", Name: \"‹O›\"}) }\n",
        "Dockerfile|FROM ‹F›/‹O›:1\n",
        "Dockerfile|FROM scratch\nLABEL team=‹F› app=‹O›\n",
        "Dockerfile|FROM scratch\nCOPY ‹F›/‹O› /bin/\n",
        "docs/a.md|# ‹F›\n\nAbout ‹O›.\n",
        "docs/a.md|See [‹O›](‹F›/‹O›.md).\n",
        "docs/a.md|The ‹O› once lived in ‹F› and does no more.\n",
        "docs/a.md|| team | app |\n|---|---|\n| ‹F› | ‹O› |\n",
        "docs/a.md|The file `‹F›/values.yaml` is for ‹O›.\n",
        "docs/a.md|The API group `‹F›.coreos.com` of ‹O›.\n",
    ];

    /// <summary>References to an object that stays, within one that moves.</summary>
    public static readonly string[] FilesOfOthers =
    [
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  ignoreDifferences:\n    - {group: apps, kind: Deployment, name: ‹S›, namespace: ‹F›}\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  ignoreDifferences:\n    - kind: Secret\n      namespace: ‹F›\n      jsonPointers: [/data]\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  source: {helm: {valuesObject: {tls: {name: ‹S›, namespace: ‹F›}}}}\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  source: {helm: {valuesObject: {namespaceOverride: ‹F›}}}\n",
        "a.yaml|apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  chart:\n    spec:\n      chart: a\n      sourceRef: {kind: HelmRepository, name: ‹S›, namespace: ‹F›}\n",
        "a.yaml|apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  dependsOn: [{name: ‹S›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  healthChecks: [{apiVersion: apps/v1, kind: Deployment, name: ‹S›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  parentRefs: [{name: ‹S›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  rules: [{backendRefs: [{name: ‹S›, namespace: ‹F›, port: 80}]}]\n",
        "a.yaml|apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: ‹O›}\n"
            + "webhooks:\n  - name: a.example.com\n    clientConfig:\n      service: {name: ‹S›, namespace: ‹F›, path: /x}\n",
        "a.yaml|apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: ‹O›, namespace: other}\n"
            + "subjects: [{kind: ServiceAccount, name: ‹S›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec:\n  theRef:\n    kind: Whatever\n    name: ‹S›\n    namespace: ‹F›\n",
        "a.yaml|apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec: {secretName: ‹S›, secretNamespace: ‹F›}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: other}\n"
            + "spec: {containers: [{name: a, command: [kubectl, -n, ‹F›, get, pod, ‹S›]}]}\n",
        "a.yaml|apiVersion: v1\nkind: Secret\nmetadata: {name: ‹S›, namespace: ‹F›}\n",
        "run.sh|#!/bin/bash\nkubectl -n ‹F› get deploy ‹S›\n",
        "run.sh|#!/bin/bash\ncurl http://‹S›.‹F›.svc:8080\n",
        "run.sh|#!/bin/bash\nkubectl auth can-i get pods --as=system:serviceaccount:‹F›:‹S›\n",
    ];

    public static readonly string[] RightCommands =
    [
        "kubectl -n ‹F› get deploy ‹O›",
        "kubectl get deploy ‹O› -n ‹F›",
        "kubectl get deploy/‹O› -n‹F›",
        "kubectl get deploy/‹O› -n=‹F›",
        "kubectl get deploy ‹O› --namespace ‹F›",
        "kubectl get deploy ‹O› --namespace=‹F›",
        "kubectl get deploy ‹O› --namespace=\"‹F›\"",
        "kubectl get deploy ‹O› -n '‹F›'",
        "kubectl get deploy ‹O› -n \"${NS:-‹F›}\"",
        "kubectl --context prod -n ‹F› rollout status deploy/‹O›",
        "kubectl exec -itn ‹F› ‹O› -- ls",
        "kubectl delete pod ‹O› -n ‹F› --wait=false",
        "kubectl get deploy \\\n  ‹O› \\\n  -n ‹F›",
        "curl http://‹O›.‹F›.svc:8080/metrics",
        "curl http://‹O›.‹F›.svc.cluster.local",
        "kubectl auth can-i get pods --as=system:serviceaccount:‹F›:‹O›",
        "kubectl create rolebinding a --role=b --serviceaccount=‹F›:‹O›",
        "kubectl get --raw /api/v1/namespaces/‹F›/services/‹O›/proxy/metrics",
        "kubectl cp ‹F›/‹O›:/tmp/a ./a",
        "helm upgrade --install ‹O› ./chart -n ‹F›",
        "helm -n ‹F› uninstall ‹O›",
        "argocd app create ‹O› --project a --dest-namespace ‹F›",
        "flux create kustomization ‹O› --target-namespace=‹F›",
        "istioctl proxy-config cluster ‹O›.‹F›",
        "stern ‹O› --namespace ‹F›",
        "sudo kubectl -n ‹F› logs ‹O› --tail 10",
        "bash -c 'kubectl -n ‹F› get deploy ‹O›'",
        "kubectl apply -f - <<'YAML'\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ‹O›\n  namespace: ‹F›\nYAML",
    ];

    public static readonly string[] RightFiles =
    [
        "a.yaml|apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ‹O›, namespace: ‹F›}\n",
        "a.yaml|apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ‹O›\n  namespace: \"‹F›\" # here\n",
        "a.json|{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"‹O›\", \"namespace\": \"‹F›\"}}\n",
        "a.yaml|apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\n"
            + "roleRef: {kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: ‹O›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ‹O›, namespace: argocd}\n"
            + "spec:\n  destination: {name: in-cluster, namespace: ‹F›}\n",
        "a.yaml|apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: other-app, namespace: argocd}\n"
            + "spec:\n  ignoreDifferences: [{kind: Deployment, name: ‹O›, namespace: ‹F›}]\n",
        "a.yaml|apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ‹O›, namespace: flux-system}\n"
            + "spec: {targetNamespace: ‹F›}\n",
        "a.yaml|apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: other-app, namespace: flux-system}\n"
            + "spec: {dependsOn: [{name: ‹O›, namespace: ‹F›}]}\n",
        "a.yaml|apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: other-app, namespace: other}\n"
            + "spec:\n  rules: [{backendRefs: [{name: ‹O›, namespace: ‹F›, port: 80}]}]\n",
        "a.yaml|apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\n"
            + "webhooks:\n  - name: a.example.com\n    clientConfig:\n      service: {name: ‹O›, namespace: ‹F›}\n",
        "a.yaml|apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: other-app, namespace: other}\n"
            + "spec: {secretName: ‹O›, secretNamespace: ‹F›}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: ‹O›, namespace: ‹F›}\n"
            + "spec: {containers: [{name: a, args: [--namespace=‹F›], env: [{name: POD_NAMESPACE, value: ‹F›}]}]}\n",
        "a.yaml|apiVersion: v1\nkind: Pod\nmetadata: {name: other-app, namespace: other}\n"
            + "spec: {containers: [{name: a, command: [kubectl, -n, ‹F›, get, pod, ‹O›]}]}\n",
        "a.yaml|apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: other-app, namespace: other}\nspec:\n  ingress:\n"
            + "    - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ‹F›}}, "
            + "podSelector: {matchLabels: {app: ‹O›}}}]\n",
        "a.yaml|apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: other-app, namespace: other}\nspec:\n  groups:\n"
            + "    - name: a\n      rules:\n        - alert: A\n          expr: up{namespace=\"‹F›\", pod=~\"‹O›.*\"} == 0\n",
        "board.json|{\"panels\": [{\"targets\": [{\"expr\": \"up{namespace=\\\"‹F›\\\", pod=~\\\"‹O›.*\\\"}\"}]}]}\n",
        "main.tf|resource \"kubernetes_secret\" \"a\" {\n  metadata {\n    name      = \"‹O›\"\n    namespace = \"‹F›\"\n  }\n}\n",
        "main.go|package a\n\nvar key = types.NamespacedName{Namespace: \"‹F›\", Name: \"‹O›\"}\n",
        "azure-pipelines.yml|steps:\n  - task: KubernetesManifest@1\n    inputs:\n      namespace: ‹F›\n      name: ‹O›\n",
    ];
}
