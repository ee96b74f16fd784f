using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>
/// A messenger's signed calls at eight clients beside events at the same hub: signature, raw message kept, then payment, history and task in one transaction, all on disk
/// before the answer. Amounts are those of some fifty fees, as a centre's day has them.
/// </summary>
internal static class WebhookBenchmark
{
    private const int Requests = 6_000;
    private const int Fees = 50;

    // From one address no more may wait to be proven.
    private const int Clients = 8;
    private static readonly byte[] Secret = "benchmark-secret"u8.ToArray();

    private static readonly string At = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static async Task RunAsync(Report report, int rounds)
    {
        await using var hub = await HubServer.StartAsync(
            null, 64, "--Payments:Hmac:bench:Secret=" + Encoding.UTF8.GetString(Secret), "--Intake:PushesPerSecond=1000000", "--Intake:PushBurst=1000000");
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var (round, at) = (-1, 0L); round < rounds; round++, at += Requests)
        {
            // The first round warms both paths up and is not counted.
            var counted = round >= 0 ? report : new Report();
            var from = at;
            await IntakeBenchmark.MeasureAsync(
                counted, "webhooks: POST /events", new LoadClient(hub.Address, "/events", "application/cloudevents+json", hub.Key, n => IntakeBenchmark.Event(run, from + n)), Requests, 1, Clients);
            await IntakeBenchmark.MeasureAsync(
                counted, "webhooks: POST /payments/hmac", new LoadClient(hub.Address, "/payments/hmac/bench", "application/json", null, n => Notice(run, from + n), Signature), Requests, 1, Clients);
            await IntakeBenchmark.MeasureAsync(
                counted, "webhooks: the same told again", new LoadClient(hub.Address, "/payments/hmac/bench", "application/json", null, n => Notice(run, from + n), Signature), Requests, 1, Clients);
        }

        report.Ratio("webhook / POST /events", "webhooks: POST /payments/hmac", "webhooks: POST /events", "none set");
        report.Ratio("webhook told again / POST /events", "webhooks: the same told again", "webhooks: POST /events", "none set");
    }

    private static byte[] Notice(string run, long n) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{run}}-{{n}}","amount":{{1_000 * ((n % Fees) + 1)}},"account":"0011012345678","direction":"in","at":"{{At}}","text":"CT DEN 970436 NGUYEN VAN THU NOP PHI {{n}}","bankReference":"FT{{run}}{{n:000000}}"}"""));

    private static string Signature(byte[] body)
    {
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Secret, (byte[])[.. Encoding.ASCII.GetBytes(seconds + "."), .. body]));
        return $"X-Hub-Timestamp: {seconds}\r\nX-Hub-Signature: sha256={signature}\r\n";
    }
}
