"""Checks the agent in kube-system."""
from kubernetes import client

api = client.CoreV1Api()


def settings():
    # in kube-system
    return api.read_namespaced_config_map("ama-metrics-settings-configmap", "kube-system")


def token():
    return api.read_namespaced_secret(name="aad-msi-auth-token", namespace="kube-system")


def agent_pods():
    return api.list_namespaced_pod(
        namespace="kube-system",
        label_selector="rsName=ama-metrics",
    )


def pods(namespace="kube-system"):
    return api.list_namespaced_pod(namespace)
