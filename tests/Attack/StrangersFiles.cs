using System.Security.Cryptography;
using System.Text;
using GitOpsGen.Tests.Support;

namespace GitOpsGen.Tests.Attack;

/// <summary>What a pull request of somebody unknown may bring: each is a file, or two that belong together.</summary>
public static class StrangersFiles
{
    private const string Base = "apps/web/base/kustomization.yaml";
    private const string Dev = "environments/dev/environment.yaml";
    private const string Manifests = "environments/dev/web/rendered/manifests.yaml";

    private static readonly Dictionary<string, Action<Sandbox>> All = new(StringComparer.Ordinal)
    {
        ["a journal that makes a hook"] = box => Journal(box, ".git/hooks/post-commit"),
        ["a journal that writes outside"] = box => Journal(box, "../outside/new.txt"),
        ["a journal that deletes"] = box =>
            box.Write(
                ".gitopsgen/journal.json",
                $$"""[{"path":"apps/web/app.yaml","old":"{{Digest(box.Read("apps/web/app.yaml"))}}","new":null,"staged":null}]"""
            ),
        ["a cache of forged builds"] = ForgedBuilds,
        ["the state folder as a link"] = box => box.Link(".gitopsgen", box.Outside),
        ["the stage as a link"] = box => box.Link(".gitopsgen/stage", box.Outside),
        ["a lock as a link"] = box => box.Link(".gitopsgen/lock", box.Canary),
        ["a kustomize of the repository"] = box => Tool(box, "kustomize", "tools/kustomize"),
        ["a helm of the repository"] = box => Tool(box, "helm", "./tools/../tools/helm"),
        ["a kustomize behind a link"] = LinkedTool,
        ["the shell as kustomize"] = box =>
        {
            box.Write("build", $"echo ran >'{box.Canary}'\n");
            box.Write("version", $"echo ran >'{box.Canary}'\n");
            Fleet(box, "  tools: {kustomize: {path: /bin/sh}}");
        },
        ["env as helm"] = box => Fleet(box, "  tools: {helm: {path: /usr/bin/env}}"),
        ["a base over SSH that looks like a folder"] = box =>
        {
            box.Write("apps/web/base/git2@127.0.0.1:x/y.git/kustomization.yaml", "resources: []\n");
            box.Write(Base, "resources: [deployment.yaml, 'git2@127.0.0.1:x/y.git']\n");
        },
        ["a base over HTTP"] = box => box.Write(Base, $"resources: [deployment.yaml, 'http://{box.Address}/x.yaml']\n"),
        ["a base by git over HTTP"] = box =>
            box.Write(Base, $"resources: [deployment.yaml, 'git::http://{box.Address}/x.git//y?ref=main']\n"),
        ["a component from GitHub"] = box => box.Write(Base, "resources: [deployment.yaml]\ncomponents: [GitHub.com/contoso/parts//web]\n"),
        ["a patch over HTTP"] = box =>
            box.Write(Base, $"resources: [deployment.yaml]\npatches: [{{path: 'http://{box.Address}/p.yaml'}}]\n"),
        ["a schema over HTTP"] = box =>
            box.Write(Base, $"resources: [deployment.yaml]\nopenapi: {{path: 'http://{box.Address}/schema.json'}}\n"),
        ["an exec transformer"] = box =>
        {
            box.Write("apps/web/base/evil", $"#!/bin/sh\necho ran >'{box.Canary}'\n", isProgram: true);
            box.Write(
                "apps/web/base/plugin.yaml",
                "apiVersion: v1\nkind: Evil\nmetadata:\n  name: evil\n  annotations:\n    config.kubernetes.io/function: |\n   "
                    + "   exec: {path: ./evil}\n"
            );
            box.Write(Base, "resources: [deployment.yaml]\ntransformers: [plugin.yaml]\n");
        },
        ["a container as a generator"] = box =>
        {
            box.Write(
                "apps/web/base/plugin.yaml",
                "apiVersion: v1\nkind: Evil\nmetadata:\n  name: evil\n  annotations:\n    config.kubernetes.io/function: |\n   "
                    + "   container: {image: evil, network: true}\n"
            );
            box.Write(Base, "resources: [deployment.yaml]\ngenerators: [plugin.yaml]\n");
        },
        ["a chart inflated by kustomize"] = box =>
            box.Write(Base, $"resources: [deployment.yaml]\nhelmCharts: [{{name: x, repo: 'http://{box.Address}', version: 1.0.0}}]\n"),
        ["the environment as a file of a ConfigMap"] = box =>
            box.Write(Base, "resources: [deployment.yaml]\nconfigMapGenerator: [{name: x, files: [/proc/self/environ]}]\n"),
        ["a file far above as a patch"] = box =>
            box.Write(Base, "resources: [deployment.yaml]\npatches: [{path: ../../../../outside/neighbour.txt}]\n"),
        ["the environment as values"] = box =>
            box.Write("apps/chart/app.yaml", box.Read("apps/chart/app.yaml") + "  values: [/proc/self/environ]\n"),
        ["a base file as a link"] = box => box.Link("apps/web/base/deployment.yaml", "/proc/self/environ"),
        ["an environment as a link"] = box => box.Link("environments/dev/web", box.Outside),
        ["the manifests as a link"] = box => box.Link(Manifests, box.Canary),
        ["a chart's schema elsewhere"] = box =>
            box.Write("apps/chart/demo/values.schema.json", $$"""{"$ref": "http://{{box.Address}}/schema.json"}"""),
        ["a chart's template as a link"] = box => box.Link("apps/chart/demo/templates/leak.yaml", "/proc/self/environ"),
        ["a chart that asks the network"] = box =>
            box.Write(
                "apps/chart/demo/templates/leak.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: leak}\ndata: {a: {{ getHostByName \"attack.invalid\" | "
                    + "quote }}, b: {{ env \"GITHUB_TOKEN\" | quote }}}\n"
            ),
        ["a chart that needs another"] = box =>
            box.Write(
                "apps/chart/demo/Chart.yaml",
                box.Read("apps/chart/demo/Chart.yaml")
                    + $"dependencies: [{{name: x, version: 1.0.0, repository: 'http://{box.Address}'}}]\n"
            ),
        ["filters of git"] = box =>
        {
            box.Write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.yaml text eol=crlf ident export-subst\n");
            box.Write(
                ".gitconfig",
                $"[filter \"evil\"]\n  smudge = touch {box.Canary}\n  clean = touch {box.Canary}\n[diff \"evil\"]\n  textconv = "
                    + $"touch {box.Canary}\n"
            );
        },
        ["a submodule that runs"] = box =>
            box.Write(
                ".gitmodules",
                $"[submodule \"x\"]\n  path = x\n  url = ext::sh -c touch% {box.Canary}\n  update = !touch {box.Canary}\n"
            ),
        ["a remote that runs"] = box =>
            Fleet(
                box,
                "",
                fleet => fleet.Replace("https://git.example/small.git", $"'ext::sh -c touch% {box.Canary}'", StringComparison.Ordinal)
            ),
        ["a branch that is an option"] = box =>
            Fleet(
                box,
                "",
                fleet => fleet.Replace("small.git}", $"small.git, branch: '--upload-pack=touch {box.Canary}'}}", StringComparison.Ordinal)
            ),
        ["a record that owns a workflow"] = box =>
        {
            box.Write(".github/workflows/x.yaml", "on: push\n");
            Record(box, ".github/workflows/x.yaml");
        },
        ["a record that owns git's settings"] = box => Record(box, ".git/config"),
        ["a record that owns a neighbour"] = box => Record(box, "../outside/neighbour.txt"),
        ["a pin that climbs"] = box =>
            box.Write(
                "environments/prod/releases/web.yaml",
                "apiVersion: gitopsgen.io/v1alpha1\nkind: Pin\nspec: {release: ../../../../outside}\n"
            ),
        ["a component that is an option"] = box =>
        {
            box.Write("apps/web/--enable-exec/kustomization.yaml", "kind: Component\nresources: []\n");
            box.Write(
                "apps/web/app.yaml",
                SmallFleet.App("web", "requires: [config]", "kustomize: {base: base, components: [{path: --enable-exec}]}")
            );
        },
        ["a template that reads files"] = box => Template(box, "{{ include '/proc/self/environ' }}"),
        ["a template that asks the environment"] = box => Template(box, "{{ env.GITHUB_TOKEN }}{{ GITHUB_TOKEN }}"),
        ["a bomb of aliases"] = box => box.Write("apps/web/base/deployment.yaml", Bomb()),
        ["a name that speaks to the workflow"] = box =>
            box.Write("apps/web/base/kustomization.yaml", "resources: [deployment.yaml, \"\\n::error::forged\\r\\e]0;owned\\a.yaml\"]\n"),
        ["a key that speaks to the workflow"] = box => box.Write(Dev, box.Read(Dev) + "  \"x\\n::stop-commands::forged\": 1\n"),
        ["settings of the build"] = box =>
            box.Write(
                "Directory.Build.props",
                $"<Project><Target Name=\"x\" BeforeTargets=\"Build\"><Exec Command=\"touch {box.Canary}\" /></Target></Project>\n"
            ),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static void Add(string name, Sandbox box) => All[name](box);

    /// <summary>A small fleet with an app of Helm beside, whose chart lies in the repository.</summary>
    public static TemporaryFolder Victim()
    {
        var folder = SmallFleet.Create();
        new DemoChart().WriteTo(folder, "apps/chart/demo");
        folder.Write("apps/chart/app.yaml", SmallFleet.App("chart", "chart: {path: demo, version: 1.2.3, releaseName: demo}"));
        folder.Write(Dev, folder.Read(Dev).Replace("web: {}", "web: {}, chart: {}", StringComparison.Ordinal));
        return folder;
    }

    private static void Journal(Sandbox box, string path)
    {
        var payload = $"#!/bin/sh\necho ran >'{box.Canary}'\n";
        box.Write(".gitopsgen/stage/f1", payload);
        box.Write(
            ".gitopsgen/journal.json",
            $$"""[{"path":"{{path}}","old":null,"new":"{{Digest(payload)}}","staged":"{{box.Checkout}}/.gitopsgen/stage/f1"}]"""
        );
    }

    // What is committed as rendered is not what the base renders to; a cache says that it is.
    private static void ForgedBuilds(Sandbox box)
    {
        var forged = box.Read(Manifests).Replace("web:1", "evil:1", StringComparison.Ordinal);
        box.Write(Manifests, forged);
        box.Write(
            "environments/dev/web/owned.json",
            box.Read("environments/dev/web/owned.json").Replace(Digest(box.Read(Manifests)), Digest(forged), StringComparison.Ordinal)
        );
        box.Write(".gitopsgen/cache/builds", $"gitopsgen-builds 2\n{new string('0', 64)}\t{Digest(forged)}\tplain\n");
    }

    private static void Tool(Sandbox box, string name, string path)
    {
        box.Write($"tools/{name}", $"#!/bin/sh\necho ran >'{box.Canary}'\necho v5.6.0\n", isProgram: true);
        Fleet(box, $"  tools: {{{name}: {{path: {path}}}}}");
    }

    private static void LinkedTool(Sandbox box)
    {
        box.Write("tools/real", $"#!/bin/sh\necho ran >'{box.Canary}'\n", isProgram: true);
        box.Link("tools/kustomize", "real");
        Fleet(box, $"  tools: {{kustomize: {{path: {box.Checkout}/tools/kustomize}}}}");
    }

    private static void Fleet(Sandbox box, string line, Func<string, string>? edit = null) =>
        box.Write("gitopsgen.yaml", (edit?.Invoke(box.Read("gitopsgen.yaml")) ?? box.Read("gitopsgen.yaml")) + line + "\n");

    private static void Record(Sandbox box, string path) =>
        box.Write(
            "environments/dev/gone/owned.json",
            box.Read("environments/dev/web/owned.json").Replace("environments/dev/web/kustomization.yaml", path, StringComparison.Ordinal)
        );

    private static void Template(Sandbox box, string text)
    {
        box.Write(
            "apps/web/part.yaml",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: leak, namespace: demo}}\ndata: {{a: \"{text}\"}}\n"
        );
        box.Write(
            "apps/web/app.yaml",
            SmallFleet.App("web", "requires: [config]", "kustomize: {base: base, templates: [{file: part.yaml, as: resource}]}")
        );
    }

    // Just above what is read: an engine that gets it all the same does not fell the machine.
    private static string Bomb()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 7; level++)
            bomb.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n");
        return $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: bomb, namespace: demo}}\n{bomb}";
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
