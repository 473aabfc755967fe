using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace GitOpsGen.Tests.Support;

/// <summary>A real headless browser with one page, driven by its own debugging protocol: keys and clicks are those of a person.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly TemporaryFolder profile = new();
    private readonly ClientWebSocket socket = new();
    private readonly List<string> events = [];
    private Process? process;
    private string session = "";
    private int last;

    /// <summary>What the page asked of the network, and errors of its scripts.</summary>
    public IReadOnlyList<string> Complaints => events;

    /// <summary>Opens a file. <paramref name="scheme"/>: light or dark.</summary>
    public static async Task<Chromium> OpenAsync(string file, string scheme = "light")
    {
        var browser = new Chromium();
        try
        {
            await browser.StartAsync();
            var target = await browser.CallAsync("Target.createTarget", new() { ["url"] = "about:blank" });
            browser.session = (
                await browser.CallAsync(
                    "Target.attachToTarget",
                    new() { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true }
                )
            )["sessionId"]!.GetValue<string>();
            foreach (var domain in new[] { "Page", "Runtime", "Network", "Log" })
                await browser.CallAsync($"{domain}.enable", []);
            await browser.CallAsync(
                "Emulation.setEmulatedMedia",
                new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) }
            );
            await browser.CallAsync("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
            await browser.EvaluateAsync(
                "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))"
            );
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an expression is in the page.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await CallAsync(
            "Runtime.evaluate",
            new()
            {
                ["expression"] = expression,
                ["awaitPromise"] = true,
                ["returnByValue"] = true,
            }
        );
        Assert.True(answer["exceptionDetails"] is null, answer.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>Presses a key as a person does: Tab, Enter, Escape, or one letter.</summary>
    public async Task PressAsync(string key)
    {
        var code = key switch
        {
            "Tab" => 9,
            "Enter" => 13,
            "Escape" => 27,
            _ => char.ToUpperInvariant(key[0]),
        };
        var text = key switch
        {
            "Enter" => "\r",
            { Length: 1 } => key,
            _ => "",
        };
        var press = new JsonObject
        {
            ["type"] = text.Length > 0 ? "keyDown" : "rawKeyDown",
            ["key"] = key,
            ["windowsVirtualKeyCode"] = code,
            ["text"] = text,
        };
        await CallAsync("Input.dispatchKeyEvent", press);
        await CallAsync(
            "Input.dispatchKeyEvent",
            new()
            {
                ["type"] = "keyUp",
                ["key"] = key,
                ["windowsVirtualKeyCode"] = code,
            }
        );
    }

    public Task TypeAsync(string text) => CallAsync("Input.insertText", new() { ["text"] = text });

    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await CallAsync("Page.captureScreenshot", new() { ["format"] = "png" }))["data"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        profile.Dispose();
    }

    private async Task StartAsync()
    {
        process = Process.Start(
            new ProcessStartInfo(
                TestTools.Chromium,
                [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--window-size=1200,1000",
                    "--remote-debugging-port=0",
                    $"--user-data-dir={profile.Path}",
                    "about:blank",
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException("the browser ended before it listened"));
            else if (line.Data.StartsWith("DevTools listening on ", StringComparison.Ordinal))
                address.TrySetResult(line.Data["DevTools listening on ".Length..]);
        };
        process.BeginErrorReadLine();
        await socket.ConnectAsync(new Uri(await address.Task.WaitAsync(TimeSpan.FromSeconds(60))), CancellationToken.None);
    }

    private async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var id = ++last;
        var call = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters,
        };
        if (session.Length > 0)
            call["sessionId"] = session;
        await socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var message = await ReceiveAsync(patience.Token);
            if (message["id"]?.GetValue<int>() == id)
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message.ToJsonString()}");
            Note(message);
        }
    }

    private void Note(JsonNode message)
    {
        var method = message["method"]?.GetValue<string>();
        if (method is "Runtime.exceptionThrown" or "Log.entryAdded")
            events.Add(message.ToJsonString());
        if (
            method == "Network.requestWillBeSent"
            && message["params"]!["request"]!["url"]!.GetValue<string>() is var url
            && !url.StartsWith("file:", StringComparison.Ordinal)
        )
            events.Add(url);
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            message.Write(buffer, 0, part.Count);
        } while (!part.EndOfMessage);

        return JsonNode.Parse(message.ToArray()) ?? throw new JsonException("an empty message");
    }
}
