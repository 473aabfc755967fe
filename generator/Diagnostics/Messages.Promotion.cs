namespace GitOpsGen.Diagnostics;

// ---- promotion
public static partial class Messages
{
    public static Diagnostic PinNotEditable(Position at) =>
        Error(
            "GOG400",
            at,
            "this pin has a form that cannot be changed without touching more than its values (an anchor, say); write "
                + "`spec: {release: …}` plainly, or change it by hand"
        );

    /// <param name="instead">What the name is; empty where it is nothing else either.</param>
    public static Diagnostic NotOnBase(string what, string name, string branch, IEnumerable<string> known, string instead) =>
        Error(
            "GOG401",
            null,
            $"{Show(branch)} has no {what} '{Show(name)}'.{(instead.Length > 0 ? $" It is {Show(instead)}." : Suggest(name, known))}"
        );

    public static Diagnostic NotRunThere(string app, string where, string branch) =>
        Error("GOG402", null, $"on {Show(branch)} the app '{Show(app)}' does not run in {where}.");

    public static Diagnostic NotRolledBack(string why, bool isError)
    {
        var message = $"not taken back in {Show(why)}.";
        return isError ? Error("GOG403", null, message) : Warning("GOG403", null, message);
    }

    /// <param name="order">The branches, in the order in which they would break it.</param>
    public static Diagnostic MergesBreak(string order) =>
        Error("GOG404", null, $"merged in this order, open pull requests would break the order of the waves: {Show(order)}.");

    public static Diagnostic StatusNotSet(int number, string context, string why) =>
        Warning(
            "GOG341",
            null,
            $"pull request {number} did not get its status {Show(context)}, so what it says may be out of date: {Show(why)}. The token "
                + "needs statuses: write."
        );

    public static Diagnostic NotMergedYet(int number, string why) =>
        Warning(
            "GOG342",
            null,
            $"the gates of pull request {number} are open, but it was not merged: {Show(why)}. The next run tries again."
        );

    public static Diagnostic RequestsNotTold(string why) =>
        Error("GOG343", null, $"nobody could be told whether open pull requests may be merged: {Show(why)}");

    public static Diagnostic WaitsForItself(Position at, string wave, string status) =>
        Error(
            "GOG344",
            at,
            $"wave \"{Show(wave)}\" names {Show(status)} among its checks, which says whether all others have passed: it would wait for "
                + "itself. Take it out here; require it in the protection of the branch."
        );

    public static Diagnostic NotProposed(IReadOnlyList<string> units, int errors) =>
        Error(
            "GOG345",
            null,
            $"promoting {Some(units)} would bring {errors} {(errors == 1 ? "error" : "errors")} of `validate` that the base does not have, "
                + "so it is not proposed. Mend what is wrong in head and cut it anew, or waive it with a reason."
        );

    public static Diagnostic WrongAllTheSame(IReadOnlyList<string> errors) =>
        Warning(
            "GOG346",
            null,
            $"`validate` finds in this what the base does not have; it is proposed all the same, since it may be urgent: {Some(errors)}"
        );

    public static Diagnostic NoOutput(Position at, string output, string why) =>
        Error("GOG430", at, $"the waves cannot be written for {output}: {Show(why)}.");
}
