using GitOpsGen.Tests.Support;
using Xunit;

namespace GitOpsGen.Tests.Engines.Kustomize;

/// <summary>What the real Kustomize fails on is told at its place, and no value of a Secret is ever in it.</summary>
public sealed class BuildFailureTests
{
    // What no output may hold, in any case below.
    private const string Value = "hunter2";

    private const string Kustomization = "resources: [deployment.yaml, secret.yaml]\n";

    private const string Head = "apiVersion: v1\nkind: Secret\nmetadata: {name: login, namespace: demo}\n";

    public static TheoryData<string> Engines => [.. RecordedKustomize.Engines.Select(engine => engine.Prefix)];

    public static TheoryData<string, string, string> Cases =>
        new()
        {
            {
                Kustomization,
                Head + "stringData: {8443: hunter2}\n",
                "secret.yaml(4,14): error GOG062: Kustomize cannot build dev/web (environments/dev/web): the key 8443 is no text. "
                    + "Write it in quotes: \"8443\"."
            },
            {
                Kustomization,
                Head + "stringData:\n  a: hunter2\n  a: hunter2x\n",
                "secret.yaml(6,3): error GOG062: Kustomize cannot build dev/web (environments/dev/web): the key 'a' is here twice; the "
                    + "first is on line 5. Remove one."
            },
            { Kustomization, Head + "stringData:\n  a: \"hunter2\n    more: x\n", "secret.yaml(5,6): error GOG062:" },
            {
                Kustomization,
                Head + "---\n" + Head + "stringData: {a: hunter2}\n",
                "Secret login is here a second time; the first is at apps/web/base/secret.yaml(1,1)."
            },
            {
                Patched("apiVersion: v1\n    kind: Secret\n    metadata: {name: logni, namespace: demo}\n    stringData: {a: hunter2}"),
                Head + "stringData: {a: b}\n",
                "base/kustomization.yaml(3,10): error GOG062: Kustomize cannot build dev/web (environments/dev/web): no object is called "
                    + "Secret logni, so the patch fits none. Did you mean 'login'?"
            },
            {
                Patched("- {op: replace, path: /stringData/passwrd/x, value: hunter2}", "login"),
                Head + "stringData: {password: b}\n",
                "base/kustomization.yaml(3,10): error GOG062: Kustomize cannot build dev/web (environments/dev/web): the patch does not "
                    + "apply: nothing is at /stringData/passwrd/x. Did you mean 'password'?"
            },
            {
                Patched("- {op: remove, path: /stringData/passwrd}", "login"),
                Head + "stringData: {password: hunter2}\n",
                "Did you mean 'password'?"
            },
            {
                Patched("- {op: test, path: /stringData/a, value: hunter2}", "login"),
                Head + "stringData: {a: hunter2x}\n",
                "the patch tests /stringData/a, and another value is there."
            },
            { Patched("hunter2 is: no: patch", "login"), Head, "base/kustomization.yaml(3,10): error GOG062" },
            {
                Patched("[{op: replace, path: /stringData/a, value: hunter2}]", "login"),
                Head + "stringData: {a: b}\n",
                "one that begins with '[' must be JSON"
            },
            {
                Patched("- {op: replase, path: /stringData/b, value: hunter2}", "login"),
                Head + "stringData: {a: b}\n",
                "base/kustomization.yaml(3,10)"
            },
            {
                Kustomization + "secretGenerator:\n- name: more\n  literals: [a=hunter2, a=hunter2x]\n",
                Head,
                "base/kustomization.yaml(4,25): error GOG062: Kustomize cannot build dev/web (environments/dev/web): the generator of more "
                    + "says the key 'a' twice. Remove one."
            },
            {
                Kustomization + "secretGenerator:\n- name: more\n  literals: [password=hunter2, hunter2]\n",
                Head,
                "base/kustomization.yaml(4,32): error GOG062: Kustomize cannot build dev/web (environments/dev/web): a literal must be "
                    + "key=value, and here is no key."
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_failure_is_told_where_it_stands_and_without_values(string kustomization, string secret, string words)
    {
        foreach (var (program, _) in RecordedKustomize.Engines)
        {
            using var fleet = SmallFleet.Create();
            fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{kustomize: {{path: {program}}}}}\n");
            fleet.Write("apps/web/base/kustomization.yaml", kustomization);
            fleet.Write("apps/web/base/secret.yaml", secret);
            foreach (var output in new[] { "text", "json" })
            {
                var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev", "--output", output);
                Assert.Equal(1, render.Exit);
                Assert.DoesNotContain(Value, render.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("aHVudGVyMg", render.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("run.go", render.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("Error:", render.ToString(), StringComparison.Ordinal);
                if (output == "text")
                    Assert.Contains(words, render.Error, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_patch_of_the_app_is_told_where_the_app_names_it(string prefix)
    {
        var engine = RecordedKustomize.Engines.Single(each => each.Prefix == prefix);
        using var fleet = SmallFleet.Create();
        fleet.Write("gitopsgen.yaml", SmallFleet.Fleet + $"  tools: {{kustomize: {{path: {engine.Program}}}}}\n");
        fleet.Write("apps/web/patches/p.yaml", "- {op: remove, path: /spec/replica}\n");
        fleet.Write(
            "apps/web/app.yaml",
            SmallFleet.App(
                "web",
                "requires: [config]",
                "kustomize: {base: base, patches: [{file: patches/p.yaml, target: {kind: Deployment}}]}"
            )
        );

        var render = await Gitopsgen.RunInAsync(fleet, "render", "--env", "dev");

        Assert.Contains("apps/web/app.yaml(8,44): error GOG062", render.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'replicas'?", render.Error, StringComparison.Ordinal);
    }

    private static string Patched(string patch, string? target = null) =>
        Kustomization + $"patches:\n- patch: |\n    {patch}\n" + (target is null ? "" : $"  target: {{kind: Secret, name: {target}}}\n");
}
