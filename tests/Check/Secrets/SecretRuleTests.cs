using System.Text;
using GitOpsGen.Check.Rules;
using GitOpsGen.Check.Secrets;
using GitOpsGen.Diagnostics;
using GitOpsGen.Tests.Check.References;
using Xunit;

namespace GitOpsGen.Tests.Check.Secrets;

/// <summary>Secrets planted in odd places are found and never shown; what only looks like one is passed over.</summary>
public sealed class SecretRuleTests
{
    /// <summary>Letters and digits that no word has. Put together here, so that no file holds what looks like a token.</summary>
    private static string Random(int length, string letters = "q7Zk2mXv9Tb4Rw8Ld3Hs6Nc1Pf5Yj0Ga") =>
        string.Concat(Enumerable.Range(0, length).Select(i => letters[i * 7 % letters.Length]));

    private static string Hex(int length) => Random(length, "7a3f9c2e8b1d6045");

    private static string Digits(int length) => Random(length, "8351726490");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Pem(string kind) => $"-----BEGIN {kind}-----\n{Random(64)}\n{Random(40)}\n-----END {kind}-----\n";

    public static TheoryData<string> Tokens() =>
        [
            "ghp_" + Random(36),
            "github_pat_" + Random(40),
            "glpat-" + Random(20),
            "AKIA" + Random(16, "Q7ZK2MXV9TB4RW8L"),
            "xoxb-" + Digits(12) + "-" + Random(24),
            "https://hooks.slack.com/services/T" + Random(8, "A1B2C3D4") + "/B" + Random(8, "A1B2C3D4") + "/" + Random(24),
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + Random(86) + "==",
            "https://a.blob.core.windows.net/c?sv=2024&sig=" + Random(43) + "%3D",
            Random(3) + "8Q~" + Random(34),
            "AIza" + Random(35),
            "GOCSPX-" + Random(28),
            $"eyJ{Random(20)}.eyJ{Random(30)}.{Random(43)}",
            "npm_" + Random(36),
            "pypi-AgEIcHlwaS5vcmc" + Random(60),
            "dckr_pat_" + Random(27),
            "sk_live_" + Random(24),
            "SG." + Random(22) + "." + Random(43),
            "hvs." + Random(90),
            "dop_v1_" + Hex(64),
            "dapi" + Hex(32),
            "glsa_" + Random(32) + "_" + Hex(8),
            "hf_" + Random(34),
            "sk-ant-api03-" + Random(60),
            Digits(9) + ":AA" + Random(33),
            Pem("RSA PRIVATE KEY"),
            Pem("PRIVATE KEY"),
            Pem("OPENSSH PRIVATE KEY"),
            Pem("EC PRIVATE KEY").Replace("\n", "\\n", StringComparison.Ordinal),
            Base64(Pem("PRIVATE KEY")),
            "{\"type\":\"service_account\",\"private_key\":" + Quoted(Pem("PRIVATE KEY")) + "}",
            "AGE-SECRET-KEY-1" + Random(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),
        ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void A_token_is_found_in_every_place_and_never_shown(string token)
    {
        string[] places =
        [
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: n}}\ndata:\n  file.txt: {Quoted("a\nb " + token + " c")}",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: n}}\nbinaryData:\n  file.txt: {Base64(token)}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n}}\nspec: {{containers: [{{name: c, args: [{Quoted(token)}]}}]}}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n, annotations: {{note: {Quoted(token)}}}}}",
            $"apiVersion: x.example.com/v1\nkind: X\nmetadata: {{name: m, namespace: n}}\nspec: {{deep: [[{{er: {Quoted(token)}}}]]}}",
        ];
        foreach (var place in places)
        {
            Assert.Single(Judge("SEC-002", place));
            NeverShows(place, token);
        }

        var secret = $"apiVersion: v1\nkind: Secret\nmetadata: {{name: m, namespace: n}}\nstringData: {{anything: {Quoted(token)}}}";
        Assert.Equal(Severity.Error, Assert.Single(Judge("SEC-001", secret)).Severity);
        NeverShows(secret, token);
    }

    public static TheoryData<string> Addresses() =>
        [
            "postgres://app:" + Random(12) + "@db:5432/app",
            "amqp://guest:guest@rabbit",
            "https://x-access-token:" + Random(20) + "@github.com/o/r.git",
            "redis://:" + Random(12) + "@redis:6379",
            "mongodb+srv://root:" + Random(8) + "@cluster0.mongodb.net",
            "Server=db;Database=a;User Id=sa;Password=" + Random(10) + ";",
            "Data Source=db;Initial Catalog=x;uid=sa;pwd=" + Random(10),
        ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_with_a_password_is_found_in_every_place_and_never_shown(string address)
    {
        string[] places =
        [
            Variable("URL", address),
            ConfigMap("app.properties", $"a=b\nurl={address}\n"),
            ConfigMap("app.json", $$"""{"url": "{{address}}"}"""),
            $"apiVersion: x.example.com/v1\nkind: X\nmetadata: {{name: m}}\nspec: {{url: {Quoted(address)}}}",
        ];
        foreach (var place in places)
        {
            Assert.Single(Judge("SEC-003", place));
            NeverShows(place, address);
        }
    }

    [Theory]
    [InlineData("https://example.com/a:b@c")]
    [InlineData("https://$(USER):$(PASSWORD)@db")]
    [InlineData("https://${USER}:${PASSWORD}@db")]
    [InlineData("postgres://user:password@host/db")]
    [InlineData("https://user:***@host")]
    [InlineData("https://{{ .user }}:{{ .password }}@host")]
    [InlineData("http://host:8080/path@version")]
    [InlineData("git@github.com:owner/repository.git")]
    [InlineData("ssh://git@host/repository")]
    [InlineData("image: registry:5000/app@sha256:0123456789abcdef")]
    [InlineData("Server=db;Database=a;Integrated Security=true;")]
    [InlineData("Server=db;Database=a;Password=${PASSWORD};")]
    public void An_address_without_one_is_passed_over(string address) =>
        Assert.Empty(Judge("SEC-003", Variable("URL", address)).Concat(Judge("SEC-003", ConfigMap("a.txt", $"x\n{address}\n"))));

    [Theory]
    // Variables and arguments.
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: hunter2}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: password}]}")]
    [InlineData("{name: c, env: [{name: API_KEY, value: abc123def}]}")]
    [InlineData("{name: c, env: [{name: SMTP_PASS, value: hunter2}]}")]
    [InlineData("{name: c, env: [{name: GITHUB_TOKEN, value: 0123456789abcdef}]}")]
    [InlineData("{name: c, env: [{name: clientSecret, value: hunter2-hunter2}]}")]
    [InlineData("{name: c, args: [\"--password=hunter2\"]}")]
    [InlineData("{name: c, args: [\"--password\", \"hunter2\"]}")]
    [InlineData("{name: c, args: [\"--db-password 'hunter2'\"]}")]
    [InlineData("{name: c, command: [sh, -c, \"export DB_PASSWORD=hunter2 && ./run\"]}")]
    [InlineData("{name: c, command: [sh, -c, \"psql --password hunter2\"]}")]
    [InlineData("{name: c, command: [sh, -c, \"curl -s -u admin:hunter2 https://host\"]}")]
    [InlineData("{name: c, env: [{name: CONFIG, value: '{\"password\": \"hunter2\"}'}]}")]
    public void A_credential_of_a_container_is_found(string container) =>
        Found($"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n}}\nspec: {{containers: [{container}]}}");

    [Theory]
    // Files in a ConfigMap.
    [InlineData("a:\n  password: hunter2\n")]
    [InlineData("- password: 'hunter2'\n- b\n")]
    [InlineData("{\"a\": {\"password\": \"hunter2\"}}")]
    [InlineData("[smtp]\npassword = hunter2\n")]
    [InlineData("spring.datasource.password=hunter2\nx=y\n")]
    [InlineData("<a>\n<password>hunter2</password>\n</a>\n")]
    [InlineData("<user name=\"a\" password=\"hunter2\"/>\n")]
    [InlineData("password: |\n  hunter2\n")]
    [InlineData("basic_auth: {username: a, password: hunter2}\n")]
    [InlineData("machine host login me password hunter2\n")]
    [InlineData("{\"auths\": {\"registry\": {\"auth\": \"bWU6aHVudGVyMg==\"}}}")]
    [InlineData("{\"nested\": \"{\\\"password\\\": \\\"hunter2\\\"}\"}")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzKEY\n")]
    [InlineData("url: jdbc:postgresql://db/a?user=me&password=hunter2\n")]
    public void A_credential_of_a_file_is_found(string file)
    {
        Found(ConfigMap("file", file));
        Found($"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n, annotations: {{last: {Quoted(file)}}}}}");
    }

    [Theory]
    [InlineData("spec: {auth: {password: hunter2}}")]
    [InlineData("spec: {helm: {parameters: [{name: grafana.adminPassword, value: hunter2}]}}")]
    [InlineData("spec: {source: {helm: {valuesObject: {grafana: {adminPassword: hunter2}}}}}")]
    [InlineData("spec: {source: {helm: {values: \"grafana:\\n  adminPassword: hunter2\\n\"}}}")]
    [InlineData("spec: {config: {receivers: [{pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]}]}}")]
    [InlineData("spec: {bearerToken: a1b2c3d4e5f6a7b8}")]
    public void A_credential_of_any_field_is_found(string body) =>
        Found($"apiVersion: x.example.com/v1\nkind: X\nmetadata: {{name: m, namespace: n}}\n{body}");

    [Theory]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: $(OTHER)}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: \"${OTHER}\"}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: \"\"}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: \"<path:kv/data/db#password>\"}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: \"vault:kv/data/db#password\"}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD, value: CHANGEME}]}")]
    [InlineData("{name: c, env: [{name: DB_PASSWORD_FILE, value: /run/secrets/db}]}")]
    [InlineData("{name: c, env: [{name: TOKEN, value: /var/run/secrets/tokens/vault-token}]}")]
    [InlineData("{name: c, env: [{name: TOKEN_URL, value: https://login/oauth/token}]}")]
    [InlineData("{name: c, env: [{name: PASSWORD_MIN_LENGTH, value: \"12\"}]}")]
    [InlineData("{name: c, env: [{name: MAX_TOKENS, value: \"4096\"}]}")]
    [InlineData("{name: c, env: [{name: AUTOMOUNT_TOKEN, value: \"true\"}]}")]
    [InlineData("{name: c, env: [{name: PWD, value: /app}]}")]
    [InlineData(
        "{name: c, args: [\"--password-file=/etc/p\", \"--token-ttl=1h\", \"--secret-name=db\", \"--secret-namespace=kube-system\"]}"
    )]
    [InlineData("{name: c, args: [\"--password=$(PASSWORD)\", \"--token\", \"$(TOKEN)\"]}")]
    [InlineData("{name: c, args: [\"--password\", \"--verbose\"]}")]
    [InlineData("{name: c, args: [\"--tls-private-key-file=/etc/tls.key\", \"--kubeconfig-secret=web-kubeconfig-secret\"]}")]
    [InlineData("{name: c, command: [sh, -c, \"PASSWORD=$(cat /run/p); curl -u $USER:$PASSWORD https://host\"]}")]
    public void What_only_names_a_credential_is_passed_over(string container) =>
        Clean($"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n}}\nspec: {{containers: [{container}]}}");

    [Theory]
    [InlineData("password: ${PASSWORD}\n")]
    [InlineData("password: {{ .Values.password }}\n")]
    [InlineData("admin_password = $__file{/etc/secrets/p}\n")]
    [InlineData("; admin_password = admin\n# password: hunter2\n")]
    [InlineData("password_file: /etc/alertmanager/p\n")]
    [InlineData("bearer_token_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n")]
    [InlineData("credentials_file: token.txt\n")]
    [InlineData("password: ENC[AES256_GCM,data:abc,iv:def]\n")]
    [InlineData("admin:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC\n")]
    [InlineData("password: The password is read from the Secret\n")]
    [InlineData("Error: invalid token: try again\n")]
    [InlineData("const token = request.headers.token;\npassword = getPassword()\n")]
    [InlineData("proxy_pass: upstream\nproxy_pass http://web;\n")]
    [InlineData("token: string\nsecret: true\npassword: null\n")]
    [InlineData("tokenSecretName: argocd-token\nexistingSecret: grafana-admin\n")]
    [InlineData("if (token == expected) {}\ntoken =~ /abc/\n")]
    [InlineData("userPasswordKey: password\npassword: password\n")]
    [InlineData("checksum/secret: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIabcdefghijklmnopqrstuvwxyz0123456789\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIabcdefghijklmnopqrstuvwxyz0123456789\n-----END PUBLIC KEY-----\n")]
    [InlineData("text -----BEGIN PRIVATE KEY----- and ...\n")]
    [InlineData("key: AKIAIOSFODNN7EXAMPLE\n")]
    [InlineData("token: ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n")]
    [InlineData("image: app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    [InlineData("match: 'password=[^&]+'\n")]
    [InlineData("url: https://host/oauth?client_secret={client_secret}&sig=\n")]
    public void What_only_looks_like_a_credential_is_passed_over(string file) => Clean(ConfigMap("file", file));

    [Theory]
    [InlineData("spec: {secretName: db-password, tokenKey: token, passwordSecretRef: {name: a, key: password}}")]
    [InlineData("spec: {tls: {secret: web-tls}, imagePullSecret: registry, token: my-token}")]
    [InlineData("metadata: {name: m, labels: {token: a1b2c3d4e5f6a7b8, secret: x}}")]
    [InlineData("spec: {automountServiceAccountToken: false, rules: [{description: \"password: hunter2 is bad\"}]}")]
    public void What_names_objects_is_passed_over(string body) => Clean($"apiVersion: x.example.com/v1\nkind: X\n{body}");

    [Fact]
    public void A_definition_of_a_kind_has_no_credentials() =>
        Clean(
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {default: {password: "
                + "hunter2}}"
        );

    [Theory]
    [InlineData("stringData: {password: hunter2}", Severity.Error)]
    [InlineData("data: {password: aHVudGVyMg==}", Severity.Error)]
    [InlineData("data: {anything: aHVudGVyMg==}", Severity.Warning)]
    [InlineData("data: {keystore: AAECAwQF/v8=}", Severity.Error)]
    [InlineData("stringData: {config.yaml: \"a: b\\npassword: hunter2\\n\"}", Severity.Error)]
    [InlineData(
        "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: '{\"auths\":{\"r\":{\"auth\":\"bWU6aHVudGVyMg==\"}}}'}",
        Severity.Error
    )]
    [InlineData("stringData: {url: \"postgres://a:hunter2@db\"}", Severity.Error)]
    public void A_Secret_with_values_is_found(string body, Severity severity)
    {
        var secret = $"apiVersion: v1\nkind: Secret\nmetadata: {{name: m, namespace: n}}\n{body}";
        Assert.Equal(severity, Assert.Single(Judge("SEC-001", secret)).Severity);
        NeverShows(secret, "hunter2");
        Assert.Empty(Judge("SEC-002", secret).Concat(Judge("SEC-003", secret)).Concat(Judge("SEC-004", secret)));
    }

    [Theory]
    [InlineData("type: Opaque")]
    [InlineData("data: {}")]
    [InlineData("data: {password: \"\"}")]
    [InlineData("stringData: {password: \"${PASSWORD}\"}")]
    [InlineData("stringData: {password: \"<path:kv/data/db#password>\"}")]
    [InlineData("stringData: {password: \"{{ .password }}\"}")]
    [InlineData("data: {password: PHBhdGg6a3YvZGF0YS9kYiNwYXNzd29yZD4=}")]
    [InlineData("stringData: {password: REPLACE_ME}")]
    [InlineData("stringData: {type: git, url: https://github.com/o/r, username: me, project: default}")]
    [InlineData("stringData: {ca.crt: \"-----BEGIN CERTIFICATE-----\\nMIIabc\\n-----END CERTIFICATE-----\\n\"}")]
    [InlineData("stringData: {alertmanager.yaml: \"route: {receiver: none}\\nreceivers:\\n- name: none\\n\"}")]
    [InlineData("stringData: {enabled: \"true\"}")]
    [InlineData("data: [a]")]
    public void A_Secret_without_values_is_passed_over(string body) =>
        Assert.Empty(Judge("SEC-001", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: m, namespace: n}}\n{body}"));

    [Fact]
    public void A_token_as_a_name_is_not_shown()
    {
        var token = "ghp_" + Random(36);
        NeverShows($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {token}}}\ndata: {{{token}: \"password=hunter2 {token}\"}}", token);
    }

    [Fact]
    public void The_line_of_a_text_is_said()
    {
        var text = "a: b\nc: d\npassword: hunter2\n";
        Assert.Contains("line 3 of its text", Assert.Single(Judge("SEC-004", ConfigMap("f", text))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_megabyte_of_names_costs_little()
    {
        var text = string.Concat(Enumerable.Repeat("password token: secret= --key ", 40_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var rule in SecretRules.Rules.Rules)
            rule.Judge(SmallCluster.Of(ConfigMap("f", text)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"{watch.Elapsed}");
    }

    private static string Variable(string name, string value) =>
        $"apiVersion: v1\nkind: Pod\nmetadata: {{name: m, namespace: n}}\nspec: "
        + $"{{containers: [{{name: c, env: [{{name: {name}, value: {Quoted(value)}}}]}}]}}";

    private static string ConfigMap(string key, string text) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m, namespace: n}}\ndata:\n  {key}: {Quoted(text)}";

    private static string Quoted(string text) =>
        '"'
        + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
        + '"';

    private static void Found(string manifest)
    {
        Assert.Equal(Severity.Warning, Assert.Single(Judge("SEC-004", manifest)).Severity);
        NeverShows(manifest, "hunter2");
    }

    private static void Clean(string manifest) => Assert.Equal("", string.Join('\n', All(manifest)));

    private static void NeverShows(string manifest, string secret) =>
        Assert.All(All(manifest), finding => Assert.DoesNotContain(secret, finding.Message, StringComparison.Ordinal));

    private static IEnumerable<Diagnostic> All(string manifest) => SecretRules.Rules.Rules.SelectMany(rule => Judge(rule, manifest));

    private static IEnumerable<Diagnostic> Judge(string rule, string manifest) =>
        Judge(SecretRules.Rules.Rules.Single(one => one.Id == rule), manifest);

    private static IEnumerable<Diagnostic> Judge(Rule<GitOpsGen.Kubernetes.ClusterContents> rule, string manifest) =>
        rule.Judge(SmallCluster.Of(manifest)).All;
}
