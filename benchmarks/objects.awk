# Prints the Kubernetes objects of one synthetic app, separated by `---`: awk -v app=NAME -v objects=10|125 -f objects.awk
#
# 10 is a small service. 125 has the kinds, the counts and about the size (650 kB) of a whole monitoring stack: most of it is
# dashboards in ConfigMaps and rules. Nothing in it is random, so the same arguments always print the same bytes.

BEGIN {
  if (objects == 125) stack(); else service()
}

function service() {
  account("web"); config("settings", 4); config("files", 12); deployment("web"); expose("web")
  role("Role", "web", 2); binding("Role", "web"); budget("web"); autoscaler("web"); traffic("web")
}

function stack(  i) {
  for (i = 1; i <= 4; i++) deployment(i == 1 ? "web" : "server-" i)
  for (i = 1; i <= 33; i++) dashboard("dashboard-" i)
  for (i = 1; i <= 35; i++) rules("rules-" i)
  for (i = 1; i <= 13; i++) monitor("part-" i)
  for (i = 1; i <= 12; i++) expose("part-" i)
  for (i = 1; i <= 8; i++) account("part-" i)
  for (i = 1; i <= 6; i++) role("ClusterRole", app "-part-" i, 8)
  for (i = 1; i <= 6; i++) binding("ClusterRole", app "-part-" i)
  for (i = 1; i <= 3; i++) config("settings-" i, 40)
  for (i = 1; i <= 3; i++) budget("part-" i)
  for (i = 1; i <= 2; i++) traffic("part-" i)
}

# Begins an object; cluster-scoped ones stand in no namespace.
function object(version, kind, name) {
  if (printed++) print "---"
  print "apiVersion: " version "\nkind: " kind "\nmetadata:\n  name: " name
  if (kind !~ /^Cluster/) print "  namespace: " app
  print "  labels: {app.kubernetes.io/name: " name ", app.kubernetes.io/part-of: " app "}"
}

function account(name) { object("v1", "ServiceAccount", name); print "automountServiceAccountToken: false" }

function config(name, keys,  i) {
  object("v1", "ConfigMap", name)
  print "data:"
  for (i = 1; i <= keys; i++) print "  key-" i ": \"value " i " of " name " in " app "\""
}

function deployment(name,  i) {
  object("apps/v1", "Deployment", name)
  print "spec:\n  replicas: 1\n  selector: {matchLabels: {app.kubernetes.io/name: " name "}}"
  print "  template:\n    metadata: {labels: {app.kubernetes.io/name: " name "}}\n    spec:\n      serviceAccountName: " name "\n      containers:"
  for (i = 1; i <= 2; i++) {
    print "        - name: container-" i "\n          image: registry.example/" app "/" name "-" i ":1.0.0"
    print "          args: [--listen=:808" i ", --log-level=info]\n          ports: [{name: port-" i ", containerPort: 808" i "}]"
    print "          resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}"
    print "          readinessProbe: {httpGet: {path: /ready, port: port-" i "}}\n          volumeMounts: [{name: settings, mountPath: /etc/settings}]"
  }
  print "      volumes: [{name: settings, configMap: {name: settings}}]"
}

function expose(name) {
  object("v1", "Service", name)
  print "spec:\n  selector: {app.kubernetes.io/name: " name "}\n  ports: [{name: http, port: 80, targetPort: port-1}, {name: metrics, port: 9090, targetPort: port-2}]"
}

function role(kind, name, count,  i) {
  object("rbac.authorization.k8s.io/v1", kind, name)
  print "rules:"
  for (i = 1; i <= count; i++) print "  - {apiGroups: [group-" i ".example], resources: [things, things/status], verbs: [get, list, watch]}"
}

function binding(kind, name) {
  object("rbac.authorization.k8s.io/v1", kind "Binding", name)
  print "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: " kind ", name: " name "}\nsubjects: [{kind: ServiceAccount, name: web, namespace: " app "}]"
}

function budget(name) {
  object("policy/v1", "PodDisruptionBudget", name)
  print "spec: {minAvailable: 1, selector: {matchLabels: {app.kubernetes.io/name: " name "}}}"
}

function autoscaler(name) {
  object("autoscaling/v2", "HorizontalPodAutoscaler", name)
  print "spec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: " name "}\n  minReplicas: 1\n  maxReplicas: 100"
  print "  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]"
}

function traffic(name) {
  object("networking.k8s.io/v1", "NetworkPolicy", name)
  print "spec:\n  podSelector: {matchLabels: {app.kubernetes.io/name: " name "}}\n  policyTypes: [Ingress]\n  ingress: [{ports: [{port: 8081}]}]"
}

function monitor(name) {
  object("monitoring.coreos.com/v1", "ServiceMonitor", name)
  print "spec:\n  selector: {matchLabels: {app.kubernetes.io/name: " name "}}\n  endpoints:\n    - port: metrics\n      metricRelabelings:"
  for (i = 1; i <= 5; i++) print "        - {action: drop, sourceLabels: [__name__], regex: \"" name "_seconds_bucket_" i "|" name "_bytes_" i "\"}"
}

function rules(name,  i) {
  object("monitoring.coreos.com/v1", "PrometheusRule", name)
  print "spec:\n  groups:\n    - name: " name "\n      rules:"
  for (i = 1; i <= 10; i++) {
    print "        - alert: Rule" i "Of" app
    print "          annotations:\n            summary: Too many requests of " name " fail for the " i "th reason.\n            description: \"{{ $value | humanizePercentage }} of the requests of {{ $labels.namespace }}/{{ $labels.pod }} fail.\""
    print "          expr: |-\n            sum by (namespace, pod) (rate(" name "_requests_total{code=~\"5..\", part=\"" i "\"}[5m]))\n              /\n            sum by (namespace, pod) (rate(" name "_requests_total{part=\"" i "\"}[5m])) > 0.0" i
    print "          for: 10m\n          labels: {severity: warning}"
  }
}

# Text of many lines in one value, as dashboards are.
function dashboard(name,  i) {
  object("v1", "ConfigMap", name)
  print "data:\n  " name ".json: |\n    {\n      \"title\": \"" app " " name "\",\n      \"panels\": ["
  for (i = 1; i <= 38; i++) {
    print "        {\n          \"id\": " i ",\n          \"title\": \"Requests of part " i "\",\n          \"type\": \"timeseries\",\n          \"gridPos\": {\"h\": 8, \"w\": 12, \"x\": 0, \"y\": " i * 8 "},"
    print "          \"targets\": [{\"expr\": \"sum by (pod) (rate(requests_total{part=\\\"" i "\\\", cluster=\\\"$cluster\\\"}[5m]))\", \"legendFormat\": \"{{pod}}\"}]\n        }" (i < 38 ? "," : "")
  }
  print "      ]\n    }"
}
