using System.Text;

namespace GitOpsGen.Catalogue;

/// <summary>The texts of a new repository that are no descriptions.</summary>
public static class NewFleetTexts
{
    public const string GitAttributes = """
        * text=auto eol=lf
        # What gitopsgen generates: folded in reviews.
        environments/*/*/owned.json linguist-generated
        environments/*/*/kustomization.yaml linguist-generated
        environments/*/*/values.yaml linguist-generated
        environments/*/*/rendered/** linguist-generated
        environments/*/*/*/owned.json linguist-generated
        environments/*/*/*/kustomization.yaml linguist-generated
        environments/*/*/*/values.yaml linguist-generated
        environments/*/*/*/rendered/** linguist-generated
        # Pins are written by people.
        environments/*/releases/** -linguist-generated
        apps/*/releases/** linguist-generated -diff
        argocd/** linguist-generated

        """;

    public const string GitIgnore = """
        # Git must have all of this: another clone would be another fleet without it, so gitopsgen refuses what is ignored.
        # These lines win over the rules above them.
        !/gitopsgen.yaml
        !/apps/
        !/apps/**
        !/argocd/
        !/argocd/**
        !/environments/
        !/environments/**
        !/templates/
        !/templates/**
        # What editors and desktops leave lying about; gitopsgen does not read it.
        .DS_Store
        Thumbs.db
        desktop.ini
        *~
        .#*
        *.swp

        """;

    public static string ReadMe(NewFleet fleet)
    {
        var text = new StringBuilder(
            $"""
            # {fleet.Name}

            What runs in our clusters, described once; `gitopsgen render` turns it into Kustomize overlays and Argo CD manifests.

            | folder | what | who writes it |
            |---|---|---|
            | `gitopsgen.yaml` | the fleet: repository, waves, engines | people |
            | `apps/<app>/` | what can be deployed | people |
            | `environments/<environment>/environment.yaml` | clusters, and the apps that run there | people |
            | `environments/<environment>/<app>/`, `argocd/` | overlays and Argo CD's documents | `gitopsgen render` |

            ## Next steps

            1. Replace what stands in for your own: `grep -rn -e {Placeholders.Mark} -e contoso --include='*.yaml' .`
            2. `gitopsgen render`, look at it with `git diff`, commit and push.

            """
        );
        var prerequisites = fleet.Prerequisites.ToList();
        if (prerequisites.Count > 0)
            text.Append(
                $"3. Have in the clusters what the apps need and others run: {string.Join(", ", prerequisites)} "
                    + "(`gitopsgen.yaml`, `prerequisites`).\n"
            );
        text.Append(
            $"{(prerequisites.Count > 0 ? 4 : 3)}. Give Argo CD this repository and the clusters, then once: `kubectl apply -n "
                + "argocd -f argocd/root.yaml`\n"
        );
        foreach (
            var runbook in fleet
                .Apps.SelectMany(app => app.Files.Keys)
                .Where(path => path.StartsWith("docs/runbooks/", StringComparison.Ordinal))
        )
            text.Append($"\nWhat an operator types for {runbook["docs/runbooks/".Length..^".md".Length]}: [{runbook}]({runbook}).\n");
        text.Append(
            """

            ## Every day

            - A pipeline runs `gitopsgen render --check`: exit 3 names each generated file that is not what would be rendered.
            - `gitopsgen init --cluster <environment>/<name>=<server> .` adds a cluster.
            - `gitopsgen explain <environment> <app>` tells where a value comes from; `gitopsgen doctor` what is missing on a machine.
            - `gitopsgen release cut <app>` freezes an app for the environments that must not follow `apps/` at once.

            """
        );
        return text.ToString();
    }
}
