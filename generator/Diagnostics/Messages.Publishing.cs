namespace GitOpsGen.Diagnostics;

// ---- publishing
public static partial class Messages
{
    public static Diagnostic RenderIsStale(Position at, int files) =>
        Error(
            "GOG170",
            at,
            $"what is generated is not up to date: {files} file{(files == 1 ? "" : "s")}, of which this is the first. Run "
                + "`gitopsgen render`, then publish."
        );

    public static Diagnostic BaseMoved(Position at, string scope, string branch) =>
        Error(
            "GOG171",
            at,
            $"'{Show(branch)}' has changed this file since the checkout, and {Show(scope)} depends on it, so what was rendered "
                + $"is not what would be merged. Bring '{Show(branch)}' in (git pull or rebase), render and publish again."
        );

    public static Diagnostic ProtectedFile(Position at) =>
        Error(
            "GOG172",
            at,
            "this file decides who may change the repository or what runs there, so it is never published. Commit it yourself."
        );

    public static Diagnostic NotARegularFile(Position at, string kind) =>
        Error("GOG173", at, $"this is a {kind}; only regular files are published. Put the file itself there.");

    public static Diagnostic PlaintextSecret(Position at, string what) =>
        Error(
            "GOG174",
            at,
            $"{Show(what)}, so anyone who reads the repository would have it. Use an ExternalSecret, a SealedSecret or SOPS; "
                + "--allow-secrets publishes it all the same."
        );

    public static Diagnostic BranchInTheWay(string branch, string other) =>
        Error(
            "GOG175",
            null,
            $"there cannot be a branch '{Show(branch)}' while there is '{Show(other)}'. Delete that, or say another --branch-prefix."
        );

    public static Diagnostic PersonsCommits(string branch, string commit, string author, string? whyStale) =>
        Error(
            "GOG176",
            null,
            $"'{Show(branch)}' has a commit that publish did not make ({commit[..Math.Min(10, commit.Length)]} by "
                + $"{Show(author)}), so it is left alone{(whyStale is null ? "" : $", although {Show(whyStale)}")}. Merge it, or delete "
                + "the branch, and publish again."
        );

    public static Diagnostic PushRefused(string branch, string reason) =>
        Error("GOG177", null, $"the remote refused the branch '{Show(branch)}': {Show(reason)}.");

    public static Diagnostic NoBaseBranch(string branch, string remote) =>
        Error(
            "GOG178",
            null,
            $"{Show(remote)} has no branch '{Show(branch)}' to publish for. Correct spec.repository.branch, or say --base."
        );

    public static Diagnostic UnrelatedHistories(string branch, bool isShallow) =>
        Error(
            "GOG179",
            null,
            $"the checkout and '{Show(branch)}' have no commit in common. "
                + (
                    isShallow
                        ? "The clone is shallow: fetch its history (git fetch --unshallow)."
                        : "Check out the right repository, or a branch that has the base's history."
                )
        );

    public static Diagnostic TooManyNew(string branch, int limit) =>
        Warning(
            "GOG180",
            null,
            $"'{Show(branch)}' waits for the next run: this one opens {limit} pull request{(limit == 1 ? "" : "s")} at most "
                + "(--max-new-pull-requests)."
        );

    public static Diagnostic NotDecorated(int number, string what, string reason) =>
        Warning("GOG181", null, $"pull request {number} is there, but without {what}: {Show(reason)}.");

    public static Diagnostic NothingOfThatName(string name, IEnumerable<string> known) =>
        Error("GOG182", null, $"--only names '{Show(name)}', and there is nothing of that name to publish.{Suggest(name, known)}");

    public static Diagnostic BadBranchName(string branch) =>
        Error(
            "GOG183",
            null,
            $"'{Show(branch)}' cannot be the name of a branch (git's rules, at most 250 characters, and not the base). Say "
                + "another --branch-prefix."
        );

    public static Diagnostic TextFailed(Position at, string reason) =>
        Error(
            "GOG184",
            at,
            $"this text cannot be made: {Show(reason)}. Correct it, or delete the file to take the one that comes with the tool."
        );

    public static Diagnostic Declined(int number, string branch) =>
        Warning(
            "GOG185",
            null,
            $"pull request {number} of '{Show(branch)}' was closed by a person and has all of this content, so it is not opened "
                + "again. Reopen it, or delete the branch."
        );

    public static Diagnostic NotVerified(string branch, string commit, string reason) =>
        Warning(
            "GOG186",
            null,
            $"commit {commit[..Math.Min(10, commit.Length)]} of '{Show(branch)}' is there, but its host does not call it "
                + $"verified ({Show(reason)}): it signs what an App has made, not what a person's token has. Give an App's token "
                + "(--app-id, or a pipeline's own), or say --commit-via git and let git sign."
        );

    public static Diagnostic SeveralSteps(Position at, string unit, string branch, string from, string to, IEnumerable<string> next) =>
        Error(
            "GOG187",
            at,
            $"'{Show(branch)}' has {Show(unit)} in {from}, and one pull request would take it to {to}: what the phases between "
                + $"make ready or wait for would be missing. After {from} comes {string.Join(" or ", next)}; publish that, and go on "
                + "when it is merged and has settled."
        );

    public static Diagnostic NotSoakedOnBase(Position at, string unit, string branch, string other, string phase) =>
        Error(
            "GOG188",
            at,
            $"{Show(unit)} would be cut over while '{Show(branch)}' has \"{Show(other)}\", which is in the wave before, in "
                + $"{phase}: merged first, a fault would reach more clusters before anybody has seen it. Publish \"{Show(other)}\" "
                + "with --only, and the rest when that is merged."
        );

    public static Diagnostic ChangedMeanwhile() =>
        Error(
            "GOG189",
            null,
            "files of the fleet were changed during the run, so what was checked is not what would be published. Publish again "
                + "when nobody renders or edits."
        );

    public static Diagnostic ObjectFormat(string format) =>
        Error(
            "GOG250",
            null,
            "this repository names its objects by "
                + $"{format.ToUpperInvariant().Replace("SHA", "SHA-", StringComparison.Ordinal)}, and GitHub has none that does. "
                + "Publish from one that was made with `git init --object-format=sha1`."
        );

    public static Diagnostic UnsafePath(Position at, string trouble) =>
        Error("GOG251", at, $"this path {trouble}, so it is not published: not every system would check it out as that file. Rename it.");

    public static Diagnostic OfAnother(string branch, string other, bool isWanted)
    {
        var message =
            $"'{Show(branch)}' was published for {Show(other)}, so it is left alone. Give each base and each fleet of a repository "
            + "branches of its own (--branch-prefix).";
        return isWanted ? Error("GOG252", null, message) : Note("GOG252", null, message);
    }

    public static Diagnostic OfAnotherCheckout(string branch, string source, bool isWanted)
    {
        var message =
            $"'{Show(branch)}' was published from commit {source[..Math.Min(10, source.Length)]}, which this checkout does not have, so it "
            + $"is not {(isWanted ? "replaced" : "taken back")}. Merge or close its pull request, bring the commit in, or say --take-over.";
        return isWanted ? Error("GOG253", null, message) : Warning("GOG253", null, message);
    }

    public static Diagnostic Retargeted(int number, string branch, string other, string into) =>
        Warning(
            "GOG254",
            null,
            $"somebody made pull request {number} of '{Show(branch)}' one for '{Show(other)}' in place of '{Show(into)}'. It stays so, "
                + "and no second one is opened. Give it its base back, or close it and delete the branch."
        );

    public static Diagnostic TreeIsStale(Position at, string scope, int files) =>
        Error(
            "GOG255",
            at,
            $"in what {Show(scope)} would merge, this {(files == 1 ? "file is" : $"and {files - 1} more files are")} not as a render makes "
                + $"{(files == 1 ? "it" : "them")} from what is merged with {(files == 1 ? "it" : "them")}: git does not carry something "
                + "(see `git status --ignored`), or it changes what it carries. Nothing is pushed."
        );
}
