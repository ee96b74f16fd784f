using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Functions.Demo;

namespace Hub.Functions.Payments.Demo;

/// <summary>The control API of the twin of bank and acquirer as the demonstration uses it.</summary>
internal sealed class BankTwin(TwinControl twin)
{
    private const int Page = 5000;

    /// <summary>Those that tell of every transfer, and where the hub listens to them.</summary>
    public static readonly IReadOnlyList<(string Name, string Path)> Messengers =
        [("sepay", "payments/sepay"), ("casso", "payments/casso"), ("payos", "payments/payos"), ("vietqr", "payments/vietqr"), ("hmac", "payments/hmac/bank")];

    public async Task<DateTimeOffset> NowAsync(CancellationToken ct) => (await twin.GetAsync("clock", ct))["now"]!.GetValue<DateTimeOffset>();

    public Task TellToAsync(string messenger, Uri hub, CancellationToken ct) => twin.PutAsync($"payments/messengers/{messenger}", new JsonObject { ["url"] = hub.AbsoluteUri }, ct);

    public Task PayAsync(JsonObject order, CancellationToken ct) => twin.PostAsync("payments/pay", order, ct);

    /// <summary>Every transfer that was ordered so far, those whose time has not come among them.</summary>
    public async Task<IReadOnlyList<TwinMovement>> MovementsAsync(CancellationToken ct)
    {
        var all = new List<TwinMovement>();
        IReadOnlyList<TwinMovement> page;
        do
        {
            page = Of<IReadOnlyList<TwinMovement>>((await twin.GetAsync($"payments/movements?limit={Page}&after={(all.Count > 0 ? all[^1].Seq : 0)}", ct))["movements"]);
            all.AddRange(page);
        }
        while (page.Count == Page);
        return all;
    }

    public async Task<IReadOnlyList<TwinSlip>> SlipsAsync(CancellationToken ct) => Of<IReadOnlyList<TwinSlip>>((await twin.GetAsync("payments/slips", ct))["slips"]);

    public Task ReverseAsync(long movement, CancellationToken ct) => twin.PostAsync($"payments/movements/{movement}/reverse", [], ct);

    public Task VoidAsync(string rrn, CancellationToken ct) => twin.PostAsync($"payments/slips/{rrn}/void", [], ct);

    /// <summary>How many calls the messengers owe to the hub.</summary>
    public async Task<int> OwedAsync(CancellationToken ct) => (await twin.GetAsync("payments/notices?limit=1", ct))["owed"]!.AsArray().Count;

    /// <summary>Makes a messenger call as it should not.</summary>
    public Task PushAsync(string kind, string messenger, IEnumerable<long> movements, CancellationToken ct) => twin.PostAsync(
        "payments/push", new JsonObject { ["kind"] = kind, ["messenger"] = messenger, ["movements"] = new JsonArray([.. movements.Select(seq => JsonValue.Create(seq))]) }, ct);

    /// <summary>Calls since the twin began that prove nothing, and how many of them the hub took all the same.</summary>
    public async Task<(int Calls, int Taken)> ForgedAsync(CancellationToken ct)
    {
        string[] kinds = ["forged", "tampered", "unsigned"];
        var forged = (await twin.GetAsync($"payments/notices?limit={Page}", ct))["notices"]!.AsArray().Where(notice => kinds.Contains(notice!["kind"]!.GetValue<string>())).ToList();
        return (forged.Count, forged.Count(notice => notice!["isTaken"]!.GetValue<bool>()));
    }

    /// <param name="name">As <c>ACCOUNT.mt940</c>, or <c>pos.csv</c>.</param>
    public Task<byte[]> FileAsync(DateOnly day, string name, CancellationToken ct) => twin.BytesAsync($"payments/files/{day:yyyy-MM-dd}/{name}", ct);

    public async Task<DayKey> KeyAsync(DateOnly day, CancellationToken ct) => Of<DayKey>(await twin.GetAsync($"payments/answer-key/{day:yyyy-MM-dd}", ct));

    private static T Of<T>(JsonNode? node) => node.Deserialize<T>(JsonSerializerOptions.Web)!;
}

/// <param name="Order">The text that the payer was asked to write; null where nobody asked.</param>
/// <param name="FileDay">In whose file it stands.</param>
/// <param name="Reverses">Number of the transfer that it takes back.</param>
/// <param name="Tellers">Messengers that tell of it; null: all.</param>
internal sealed record TwinMovement(long Seq, DateTimeOffset At, string Account, long Amount, string? Order, DateOnly FileDay, long? Reverses, IReadOnlyList<string>? Tellers);

/// <param name="Voids">Number of the sale that it takes back.</param>
internal sealed record TwinSlip(long Seq, string Rrn, string Description, DateOnly Day, long? Voids);

/// <summary>What somebody who reconciles a day must find, by the bank and the acquirer themselves. Amounts are whole đồng.</summary>
public sealed record DayKey(IReadOnlyList<AccountKey> Accounts, IReadOnlyList<TransferKey> Payments, IReadOnlyList<SlipKey> Slips);

public sealed record AccountKey(string Account, long Opening, long Closing, int Lines, long Sum);

/// <param name="Find">What it is: see the twin's page.</param>
/// <param name="Witnesses">Messengers that told of it and were heard.</param>
public sealed record TransferKey(long Movement, long Amount, long? Asked, string? Reference, string BankReference, string Find, IReadOnlyList<string> Witnesses);

/// <param name="FileAmount">Null where the acquirer's file does not tell the slip.</param>
public sealed record SlipKey(string Rrn, long? FileAmount, string Reference, string Find);
