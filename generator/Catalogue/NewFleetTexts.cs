namespace GitOpsGen.Catalogue;

/// <summary>The texts of a new repository that are no descriptions.</summary>
public static class NewFleetTexts
{
    public const string GitAttributes = "* text=auto eol=lf\n" + Generated;

    /// <summary>The same for a file that has rules of its own: they go on for all that is none of the fleet's.</summary>
    public const string JoinedGitAttributes =
        """
            # What gitopsgen reads and writes has the same bytes in every clone.
            /gitopsgen.yaml text=auto eol=lf
            /apps/** text=auto eol=lf
            /argocd/** text=auto eol=lf
            /environments/** text=auto eol=lf
            /templates/** text=auto eol=lf

            """ + Generated;

    private const string Generated = """
        # What gitopsgen generates: folded in reviews.
        environments/*/*/owned.json linguist-generated
        environments/*/*/kustomization.yaml linguist-generated
        environments/*/*/values.yaml linguist-generated
        environments/*/*/rendered/** linguist-generated
        environments/*/*/*/owned.json linguist-generated
        environments/*/*/*/kustomization.yaml linguist-generated
        environments/*/*/*/values.yaml linguist-generated
        environments/*/*/*/rendered/** linguist-generated
        environments/*/iam/** linguist-generated
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
}
