namespace GitOpsGen.Tests.Support.Pages;

/// <summary>Which Applications and clusters a command of argocd names.</summary>
internal static class ArgoCdReader
{
    private static readonly OptionNames Options = new(
        "-n --namespace -o --output --name --kind --resource-name --timeout --recipient --revision --sync-policy --cascade",
        "--core --prune --dry-run --health --sync --hard-refresh --refresh --show-operation --orphaned --sso --grpc-web --force --yes"
    );

    public static void Read(ShellCommand command, KindWords kinds, Mentions mentions)
    {
        var line = CommandLine.Read(command.Words.Skip(1), Options);
        mentions.Problems.AddRange(line.Unknown.Select(option => (command.Line, $"argocd {option}")));
        var names = new ObjectWords(kinds, command.Line, null, mentions);
        switch (line.Arguments.Select(word => word.Text).ToList())
        {
            case ["app", "actions", "run", _, _]:
                names.AskEach("Application", [line.Arguments[3]]);
                names.AskEach(line.Value("--kind")?.Text ?? "", [line.Value("--resource-name") ?? new ShellWord("")]);
                break;
            case [
                "app",
                "get"
                or "diff"
                or "sync"
                or "wait"
                or "history"
                or "rollback"
                or "resources"
                or "delete"
                or "set"
                or "terminate-op"
                or "manifests",
                ..,
            ]:
                names.AskEach("Application", line.Arguments.Skip(2));
                break;
            case ["cluster", "add" or "get" or "rm", .. var clusters]:
                clusters.ForEach(name => names.Ask("Cluster", name));
                break;
            case ["admin", "settings", "rbac", "can", _, _, _, var one]:
                names.Ask("Application", one.Split('/')[^1]);
                break;
            case ["admin", "notifications", "template", "notify", _, var one]:
                names.Ask("Application", one);
                break;
            case ["app" or "cluster" or "repo" or "proj", "list"] or ["login", ..] or ["version"] or []:
            case ["admin", "dashboard" or "export"] or ["admin", "settings", "rbac", "validate"]:
                break;
            default:
                names.Problem($"argocd {string.Join(' ', line.Arguments)}");
                break;
        }
    }
}
