using System.Diagnostics;
using System.Globalization;
using Hub.Tests.Servers;

namespace Hub.Benchmarks;

/// <summary>The executable as a service manager starts it: time to the first 200, and memory when nothing happens.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync(Report report, int rounds)
    {
        await MeasureAsync(report, rounds, "");
        report.Goal("start to first 200 (s)", "start to first 200", "< 1.5");
        report.Goal("idle memory (MB)", "idle memory after 5 s", "< 150");
    }

    /// <param name="engine">What stands behind the figures' names.</param>
    /// <param name="settings">As <c>Name=value</c>.</param>
    public static async Task MeasureAsync(Report report, int rounds, string engine, params string[] settings)
    {
        for (var round = 0; round < rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("hub-start-");
            var port = LoopbackPort.Next();
            var watch = Stopwatch.StartNew();
            using var hub = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "hub"),
                ["serve", "--data", folder.FullName, "--urls", $"http://127.0.0.1:{port}", .. settings.SelectMany(setting => new[] { "--set", setting })])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await FirstAnswerAsync(port);
            report.Add("start to first 200" + engine, "s", watch.Elapsed.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(5));
            report.Add("idle memory after 5 s" + engine, "MB", Resident(hub.Id));
            hub.Kill();
            await hub.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task FirstAnswerAsync(int port)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync($"http://127.0.0.1:{port}/health/ready");
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

    private static double Resident(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
