using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>Calls the hub as the messengers do, one call at a time, and remembers the last calls.</summary>
internal sealed class NoticeSender(NoticeQueue queue, BankLedger ledger, PlatformBills bills, PaymentsFaults faults, TwinClock clock) : IDisposable
{
    /// <summary>The operation of what goes out, for the faults.</summary>
    public const string Operation = "notice";

    private const int Remembered = 5000;

    // SePay waits 30 s; an answer of any messenger is short.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 64 * 1024 };
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<NoticeResult> _log = new();
    private readonly Dictionary<(string, long, string?), NoticeCall> _calls = [];
    private long _last;

    /// <summary>Tells what is due now, the first that happened first. Faults of <see cref="Operation"/> hit it.</summary>
    public async Task<IReadOnlyList<NoticeResult>> SendDueAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var results = new List<NoticeResult>();
            foreach (var notice in queue.Due())
            {
                if (Told(notice) is not { } told || queue.Settings.GetValueOrDefault(notice.Messenger) is not { Url: not null } settings)
                {
                    continue;
                }

                var plan = faults.Plan(Operation);
                var call = NoticeFormats.All[notice.Messenger].Write(told, settings, clock.GetUtcNow());
                var result = await SendAsync("due", notice, told, settings, plan.Kind is FaultKind.Html ? NoticeFlaws.Html(call) : call, plan.Latency, ct);
                if (plan.Kind is FaultKind.Replay)
                {
                    await SendAsync("repeated", notice, told, settings, call, TimeSpan.Zero, ct);
                }

                result = plan.Kind is FaultKind.AppliedNoAnswer ? result with { IsTaken = false, Error = "The answer was lost." } : result;
                queue.Settle(notice, result.IsTaken);
                results.Add(result);
            }

            return results;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends what a script says, once and whatever is due.</summary>
    /// <param name="change">Makes the call to be sent from the one that would be right; the settings are the messenger's own or a stranger's.</param>
    public async Task<NoticeResult> SendScriptedAsync(
        string kind, Notice notice, MessengerSettings settings, Func<NoticeCall, NoticeCall> change, TimeSpan pause, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var told = Told(notice)!;
            var call = kind == NoticeFlaws.Replayed && _calls.TryGetValue((notice.Messenger, notice.Movement, notice.Bill), out var sent) ? sent : change(NoticeFormats.All[notice.Messenger].Write(told, settings, clock.GetUtcNow()));
            return await SendAsync(kind, notice, told, settings, call, pause, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What a notice tells of, as it stands now; null when its time has not come.</summary>
    public Told? Told(Notice notice)
    {
        var movement = ledger.Find(notice.Movement);
        var bill = notice.Bill is { } reference ? bills.Find(reference) : null;
        return movement is null && bill is null ? null : new Told(movement, movement is null ? 0 : ledger.BalanceAfter(movement), bill);
    }

    public IReadOnlyList<NoticeResult> After(long seq, int limit)
    {
        lock (_log)
        {
            return [.. _log.Where(result => result.Seq > seq).Take(limit)];
        }
    }

    public void Clear()
    {
        lock (_log)
        {
            _log.Clear();
            _calls.Clear();
            _last = 0;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    private async Task<NoticeResult> SendAsync(string kind, Notice notice, Told told, MessengerSettings settings, NoticeCall call, TimeSpan pause, CancellationToken ct)
    {
        var format = NoticeFormats.All[notice.Messenger];
        var address = settings.Url!.AbsoluteUri.TrimEnd('/');
        if (format is VietQrVnNotice vietQr && !call.Headers.ContainsKey("Authorization"))
        {
            call = call with { Headers = new Dictionary<string, string>(call.Headers) { ["Authorization"] = "Bearer " + await TokenAsync(vietQr, address, settings, ct) } };
        }

        var (status, body, error) = await PostAsync(new Uri(address + call.Path), call, pause, ct);
        var isTaken = status > 0 && format.IsTaken(told, status, Parse(body));
        lock (_log)
        {
            if (_calls.Count >= Remembered)
            {
                _calls.Clear();
            }

            _calls[(notice.Messenger, notice.Movement, notice.Bill)] = call;
            var result = new NoticeResult(++_last, clock.GetUtcNow(), notice.Messenger, kind, notice.Attempt + 1, notice.Movement, notice.Bill, status, body, isTaken, error);
            _log.Enqueue(result);
            if (_log.Count > Remembered)
            {
                _log.Dequeue();
            }

            return result;
        }
    }

    private async Task<string> TokenAsync(VietQrVnNotice format, string address, MessengerSettings settings, CancellationToken ct)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = format.Basic(settings) };
        var (_, body, _) = await PostAsync(new Uri(address + VietQrVnNotice.TokenPath), new NoticeCall([], headers), TimeSpan.Zero, ct);
        return Parse(body).Text("access_token");
    }

    private async Task<OutboundCall> PostAsync(Uri target, NoticeCall call, TimeSpan pause, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new SlowContent(call.Body, pause, clock) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(request, ct);
            return new OutboundCall((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new OutboundCall(0, null, error.Message);
        }
    }

    private static JsonElement Parse(string? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? "");
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>A body whose second half comes after a pause.</summary>
    private sealed class SlowContent(byte[] body, TimeSpan pause, TwinClock clock) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var half = pause > TimeSpan.Zero ? body.Length / 2 : 0;
            await stream.WriteAsync(body.AsMemory(0, half));
            await stream.FlushAsync();
            await clock.WaitAsync(pause, CancellationToken.None);
            await stream.WriteAsync(body.AsMemory(half));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}

/// <summary>One call of a messenger.</summary>
/// <param name="Kind"><c>due</c> for what was owed, else the name of the script.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">0 and an error when nothing came back.</param>
/// <param name="IsTaken">The answer was the one that the messenger wants.</param>
internal sealed record NoticeResult(
    long Seq, DateTimeOffset At, string Messenger, string Kind, int Attempt, long Movement, string? Bill, int Status, string? Body, bool IsTaken, string? Error);
