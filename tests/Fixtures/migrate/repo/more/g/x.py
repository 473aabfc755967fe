# kube-system
SECRET = {"name": "aad-msi-auth-token", "namespace": "kube-system"}
def get(api):
    """Reads from kube-system."""
    return api.read_namespaced_config_map("ama-metrics-settings-configmap", "kube-system")
