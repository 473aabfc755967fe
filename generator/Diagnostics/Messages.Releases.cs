namespace GitOpsGen.Diagnostics;

// ---- releases
public static partial class Messages
{
    public static Diagnostic UnknownRelease(Position? at, string app, string release, IEnumerable<string> known) =>
        Error("GOG040", at, $"app \"{Show(app)}\" has no release '{Show(release)}'.{Suggest(release, known)}");

    /// <param name="isLineEnds">With LF at the ends of its lines it would match.</param>
    public static Diagnostic ReleaseContent(Position at, string release, string expected, bool isLineEnds) =>
        Error(
            "GOG041",
            at,
            isLineEnds
                ? $"the release '{Show(release)}' has CR LF at the ends of lines, and would match its name without: a checkout made it so "
                    + "(core.autocrlf or eol=crlf), or an editor. Write '* text=auto eol=lf' into .gitattributes and check it out again: "
                    + $"git rm -r --cached -q {Show(at.File)} && git checkout HEAD -- {Show(at.File)}"
                : $"the content of the release '{Show(release)}' does not match its name; it would be '{expected}'. Releases are "
                    + "frozen: restore it from git, and cut a new one for a change."
        );

    public static Diagnostic PinMissing(Position at, string environment, string app, string suggestion) =>
        Error(
            "GOG042",
            at,
            $"environment \"{environment}\" does not follow head and pins no release of \"{Show(app)}\". Write "
                + $"environments/{environment}/releases/{app}.yaml with 'release: {suggestion}'."
        );

    public static Diagnostic PinFollowsHead(Position at, string environment) =>
        Error(
            "GOG043",
            at,
            $"environment \"{environment}\" may not run head: only waves and environments that say 'follows: head' do. Name a release."
        );

    public static Diagnostic PinUnused(Position at, string environment, string app) =>
        Warning(
            "GOG044",
            at,
            $"environment \"{environment}\" does not run \"{Show(app)}\", so this pin does nothing. Remove it, or add the app."
        );

    public static Diagnostic ReleaseWithoutDigest(Position at, string chart) =>
        Warning(
            "GOG045",
            at,
            $"the digest of the chart {chart} could not be read, so the release pins its version only. Add chart.digest and cut "
                + "again where the chart can be pulled."
        );

    public static Diagnostic FollowsAgainstWave(Position at, string environment, string wave) =>
        Error(
            "GOG046",
            at,
            $"environment \"{environment}\" is in wave \"{wave}\", which runs releases, so it cannot follow head. Remove "
                + "'follows', or take it out of the wave."
        );

    public static Diagnostic ClusterSettingUnused(Position at, string cluster, string app) =>
        Warning(
            "GOG047",
            at,
            $"the environment of cluster \"{Show(cluster)}\" does not run \"{app}\", so what is said of it here does nothing. "
                + "Remove it, or add the app under spec.apps."
        );
}
