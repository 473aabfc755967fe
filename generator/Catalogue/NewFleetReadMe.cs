using System.Text;
using GitOpsGen.Layout;

namespace GitOpsGen.Catalogue;

/// <summary>Writes the first page of a new fleet's repository: what is where, the next steps, and what comes after them.</summary>
public static class NewFleetReadMe
{
    private const string Documents = "docs/";

    /// <param name="path">Where it will stand: links start there.</param>
    public static string Write(NewFleet fleet, string path)
    {
        var link = path.StartsWith(Documents, StringComparison.Ordinal) ? "../" : "";
        var text = new StringBuilder(
            $"""
            # {fleet.Name}

            What runs in our clusters, described once; `gitopsgen render` turns it into Kustomize overlays and Argo CD manifests.

            | folder | what | who writes it |
            |---|---|---|
            | `gitopsgen.yaml` | the fleet: repository, waves, engines | people |
            | `apps/<app>/` | what can be deployed | people |
            | `environments/<environment>/environment.yaml` | clusters, and the apps that run there | people |
            | `environments/<environment>/releases/<app>.yaml` | the release that runs there | people, `gitopsgen promote` |
            | `environments/<environment>/<app>/`, `argocd/` | overlays and Argo CD's documents | `gitopsgen render` |


            """
        );
        text.Append("## Next steps\n\n");
        foreach (var (step, number) in Steps(fleet).Select((step, index) => (step, index + 1)))
            text.Append($"{number}. {step}\n");
        foreach (var runbook in fleet.Apps.SelectMany(app => app.Files.Keys).Where(IsPage))
            text.Append($"\nWhat an operator types for {Path.GetFileNameWithoutExtension(runbook)}: [{runbook}]({link}{runbook}).\n");
        text.Append(Rest(fleet));
        return text.ToString();
    }

    private static bool IsPage(string path) => path.StartsWith(AppPages.Runbooks, StringComparison.Ordinal);

    private static IEnumerable<string> Steps(NewFleet fleet)
    {
        yield return $"Replace what stands in for your own: `grep -rn -e {Placeholders.Mark} -e contoso --include='*.yaml' .`";
        yield return "`gitopsgen render`, look at it with `git diff`, commit and push.";
        if (string.Join(", ", fleet.Prerequisites) is { Length: > 0 } prerequisites)
            yield return $"Have in the clusters what the apps need and others run: {prerequisites} (`gitopsgen.yaml`, `prerequisites`).";
        yield return "Give Argo CD this repository and the clusters, then once: `kubectl apply -n argocd -f argocd/root.yaml`";
        foreach (var root in fleet.Environments.Select(environment => environment.Root).OfType<string>())
            yield return $"On the cluster of `{root}`, which has an Argo CD of its own: "
                + $"`kubectl apply -n argocd -f argocd/roots/{root}.yaml`";
    }

    private static string Rest(NewFleet fleet) =>
        $$$"""

            ## An app of your own

            ```bash
            gitopsgen app list                                   # what the tool brings along, and what is here
            gitopsgen app add ../our-manifests --env {{{fleet.Environments[
                0
            ].Name}}}      # a folder with manifests, a kustomization or an app.yaml
            gitopsgen app add oci://ghcr.io/our/charts/shop:1.2.3
            gitopsgen render
            ```

            Every file's keys are in `docs/schemas/`, which editors know by the first line of each file; `gitopsgen schema app` prints one.
            `gitopsgen app remove <app>` leads the way back.

            ## Every day

            - Change a value in `environments/` or `apps/`, then `gitopsgen render` and `git diff`.
            - `gitopsgen explain <environment> <app>` tells where a value comes from; `gitopsgen doctor` what is missing on a machine.
            - `gitopsgen init --cluster <environment>/<name>=<server> .` adds a cluster.
            - `gitopsgen diff --base origin/{{{fleet.Branch}}}` says what a change does to the clusters, and how risky it is; `gitopsgen
              validate` what is wrong in what is rendered.

            ## Publish, promote, move

            - `gitopsgen publish` makes a branch and a pull request of what was rendered, one for each wave.
            - `gitopsgen release cut <app>` freezes `apps/<app>/`. `gitopsgen promote` proposes that release wave by wave, as soon as the
              wave before it has held what its `leave` in `gitopsgen.yaml` asks for; `gitopsgen observe` is who looks. The ways back are
              `rollback` and `hold`.
            - `gitopsgen migrate` leads an app into another namespace, phase by phase, with a way back from each.

            ## In a pipeline

            A pull request is checked, and what is merged is proposed wave by wave. For GitHub, `.github/workflows/gitops.yaml`:

            ```yaml
            name: gitops
            on:
              pull_request:
              push: {branches: [{{{fleet.Branch}}}]}
            permissions: {contents: read}
            jobs:
              check:
                if: github.event_name == 'pull_request'
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
                    with: {fetch-depth: 0, persist-credentials: false}
                  - run: dotnet tool install --tool-path "$RUNNER_TEMP/bin" GitOpsGen
                  - run: '"$RUNNER_TEMP/bin/gitopsgen" render --check'     # exit 3 names each file that is not what would be rendered
                  - run: '"$RUNNER_TEMP/bin/gitopsgen" validate'
              promote:
                if: github.event_name == 'push'
                runs-on: ubuntu-latest
                permissions: {contents: write, pull-requests: write, issues: write}
                steps:
                  - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
                    with: {fetch-depth: 0}
                  - run: dotnet tool install --tool-path "$RUNNER_TEMP/bin" GitOpsGen
                  - run: '"$RUNNER_TEMP/bin/gitopsgen" promote --all-ready'
                    env: {GITHUB_TOKEN: "${{ github.token }}"}
            ```

            """;
}
