using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Calls the customer's webhook, one call at a time, and remembers the last calls.</summary>
internal sealed class PushSender(PushQueue queue, ConsignmentService consignments, WebhookKey key, TwinClock clock) : IDisposable
{
    private const int Remembered = 5000;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<PushResult> _log = new();
    private long _last;

    /// <summary>Sends what is due now, the first told first.</summary>
    public async Task<IReadOnlyList<PushResult>> SendDueAsync(CancellationToken ct)
    {
        consignments.CatchUp();
        await _turn.WaitAsync(ct);
        try
        {
            var results = new List<PushResult>();
            foreach (var push in queue.Target is null ? [] : queue.Due())
            {
                var result = await SendAsync("due", push.Attempt + 1, [PushItem.Of(consignments.StateOf(push.Told.Seq), push.Told)], null, asStranger: false, ct);
                queue.Settle(push, result.IsReceived);
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
    /// <param name="signed">What the signature covers; the first item when null.</param>
    public async Task<PushResult> SendScriptedAsync(string kind, IReadOnlyList<PushItem> items, PushItem? signed, bool asStranger, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await SendAsync(kind, 1, items, signed, asStranger, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public IReadOnlyList<PushResult> After(long seq, int limit)
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
            _last = 0;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _turn.Dispose();
    }

    private async Task<PushResult> SendAsync(string kind, int attempt, IReadOnlyList<PushItem> items, PushItem? signed, bool asStranger, CancellationToken ct)
    {
        var sendDate = PostTime.Text(clock.GetUtcNow());
        var signature = key.Sign(PushBody.SignedText(sendDate, signed ?? items[0]), asStranger);
        var (status, body, error) = queue.Target is { } target
            ? await OutboundCall.PostAsync(_http, target, PushBody.Write(items, sendDate, signature), headers: null, ct)
            : new OutboundCall(0, null, "No webhook address is set.");
        var pushed = items.Select(item => new PushedItem(item.State.Consignment.ItemCode, item.State.Consignment.OrderNumber, item.Status)).ToList();
        lock (_log)
        {
            var result = new PushResult(++_last, clock.GetUtcNow(), kind, attempt, pushed, status, body, error);
            _log.Enqueue(result);
            if (_log.Count > Remembered)
            {
                _log.Dequeue();
            }

            return result;
        }
    }
}
