using System.Diagnostics;
using System.Text;
using Hub.Core.Trust;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Servers;
using Hub.Tests.Triggers;

namespace Hub.Benchmarks;

/// <summary>The hub as a worker behind the simulated Functions host, beside the same executable as <c>hub serve</c>: start, requests, messages, memory.</summary>
internal static class WorkerBenchmark
{
    private const int Requests = 4000;
    private const int Messages = 2000;
    private const int Clients = 32;

    public static async Task RunAsync(Report report, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await ServeAsync(report);
            await WorkAsync(report);
        }

        report.Ratio("worker / hub serve, requests", "worker: GET through its host", "serve: GET", "");
        report.Ratio("worker / hub serve, events", "worker: POST /events through its host", "serve: POST /events", "");
        report.Ratio("worker / hub serve, memory", "worker: memory after the load", "serve: memory after the load", "");
    }

    private static async Task ServeAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("hub-serve-");
        var key = await KeyAsync(folder.FullName);
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Next()}/");
        var watch = Stopwatch.StartNew();
        using var hub = Process.Start(new ProcessStartInfo(Executable, ["serve", "--data", folder.FullName, "--urls", address.AbsoluteUri.TrimEnd('/'), "--set", "Intake:RatePerKey=0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = hub.StandardError.ReadToEndAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        await FirstAsync(http);
        report.Add("serve: start to first answer", "s", watch.Elapsed.TotalSeconds);
        await LoadAsync(report, "serve: GET", "serve: POST /events", http, key);
        hub.Refresh();
        report.Add("serve: memory after the load", "MB", hub.WorkingSet64 / 1024.0 / 1024);
        hub.Kill();
        await hub.WaitForExitAsync();
        folder.Delete(recursive: true);
    }

    private static async Task WorkAsync(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("hub-worker-");
        var key = await KeyAsync(folder.FullName);
        var watch = Stopwatch.StartNew();
        var host = await FunctionsHost.StartAsync(
            AppContext.BaseDirectory.TrimEnd('/'), new Dictionary<string, string> { ["HUB__Data"] = folder.FullName, ["HUB__Intake__RatePerKey"] = "0" });
        await using (host)
        {
            report.Add("worker: start until all functions are loaded", "s", watch.Elapsed.TotalSeconds);
            await host.FireAsync(FunctionNames.Timer("relay"));
            report.Add("worker: start to the end of the first invocation", "s", watch.Elapsed.TotalSeconds);
            await FirstAsync(host.Client);
            report.Add("worker: start to first answer", "s", watch.Elapsed.TotalSeconds);
            await LoadAsync(report, "worker: GET through its host", "worker: POST /events through its host", host.Client, key);
            await TakeAsync(report, host);
            report.Add("worker: memory after the load", "MB", host.Worker.Memory() / 1024.0 / 1024);
        }

        folder.Delete(recursive: true);
    }

    private static async Task TakeAsync(Report report, FunctionsHost host)
    {
        var queue = new SimulatedQueue("hub-events");
        for (var n = 0; n < Messages; n++)
        {
            await queue.SendAsync(new QueueMessage(Encoding.UTF8.GetBytes(Event($"queued-{n}")), $"m-{n}", "application/cloudevents+json", null));
        }

        var watch = Stopwatch.StartNew();
        host.Listen(queue);
        while (await queue.OpenAsync() > 0)
        {
            await Task.Delay(5);
        }

        report.Add("worker: event messages taken, 16 at once", "1/s", Messages / watch.Elapsed.TotalSeconds);
    }

    private static async Task LoadAsync(Report report, string get, string post, HttpClient http, string key)
    {
        report.Add(get, "1/s", await RateAsync(http, _ => new HttpRequestMessage(HttpMethod.Get, "health/live")));
        report.Add(post, "1/s", await RateAsync(http, n => new HttpRequestMessage(HttpMethod.Post, "events")
        {
            Headers = { Authorization = new("Bearer", key) },
            Content = new StringContent(Event($"posted-{n}"), null, "application/cloudevents+json"),
        }));
    }

    // The same client for both; behind the host it shares the process with host and proxy.
    private static async Task<double> RateAsync(HttpClient http, Func<int, HttpRequestMessage> request)
    {
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (var n = Interlocked.Increment(ref next); n <= Requests; n = Interlocked.Increment(ref next))
            {
                using var asked = request(n);
                using var answer = await http.SendAsync(asked);
                answer.EnsureSuccessStatusCode();
            }
        }));
        return Requests / watch.Elapsed.TotalSeconds;
    }

    private static async Task FirstAsync(HttpClient http)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
    }

    private static async Task<string> KeyAsync(string folder)
    {
        using var made = Process.Start(new ProcessStartInfo(Executable, ["keys", "create", "--role", Role.CaseSystem, "--data", folder, "--json"]) { RedirectStandardOutput = true })!;
        using var json = await System.Text.Json.JsonDocument.ParseAsync(made.StandardOutput.BaseStream);
        await made.WaitForExitAsync();
        return json.RootElement.GetProperty("key").GetString()!;
    }

    private static string Executable => Path.Combine(AppContext.BaseDirectory, "hub");

    private static string Event(string id) =>
        $$$$"""{"specversion":"1.0","id":"{{{{id}}}}","source":"/centre/h40","type":"vn.onestop.dossier.received.v1","subject":"H40-{{{{id}}}}","time":"2026-11-21T09:15:30+07:00","data":{"procedure":{"code":"1.000656"},"channel":"direct","receivedAt":"2026-11-21T09:15:30+07:00","applicant":{"kind":"citizen","name":"Nguyễn Văn Demo"}}}""";
}
