using System.Text.Json.Serialization;
using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Payments;

/// <summary>The part of the control API in which people pay, clerks swipe cards, and the bank and the platform decide.</summary>
internal static class PaymentsControl
{
    private const int MostPayloads = 1000;
    private const string AboutPay =
        "payloads is 1..1000 codes; how one of right, late, twice, too-little, too-much, mangled, card; amount and by 1..9999999999999; delaySeconds 0..100000000; mangling one of lower, spaced, glued, "
        + "confused, wrapped, cut, lost, and only with mangled; heldDays 1..30; tellers names of messengers.";

    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapPost("/pay", PayAsync);
        payments.MapPost("/day", DayAsync);
        payments.MapGet("/movements", (BankLedger ledger, long after = 0, int limit = 1000) => CheckLimit(limit) ?? Ok(new { movements = ledger.Ordered(after, limit) }));
        payments.MapPost("/movements", BookAsync);
        payments.MapPost("/movements/{seq:long}/reverse", async (long seq, PayService pay, TwinJournal journal, CancellationToken ct) =>
            await SettledAsync(pay.Reverse(seq), $"There is no transfer {seq} to take back.", journal, ct));
        payments.MapGet("/slips", (BankLedger ledger) => Ok(new { slips = ledger.Slips() }));
        payments.MapPost("/slips", SwipeAsync);
        payments.MapPost("/slips/{rrn}/void", async (string rrn, PayService pay, TwinJournal journal, CancellationToken ct) =>
            await SettledAsync(pay.Void(rrn), $"There is no sale '{rrn}' of today to void.", journal, ct));
        payments.MapPost("/slips/{rrn}/chargeback", async (string rrn, Body<AccountOrder> body, PayService pay, PaymentsTwinOptions options, TwinJournal journal, CancellationToken ct) =>
            body.Value is { } order ? await SettledAsync(pay.ChargeBack(rrn, order.Account ?? options.DefaultAccount), $"There is no sale '{rrn}'.", journal, ct) : Wrong(body.Error!));
        payments.MapPost("/batches/{day}/settle", async (DateOnly day, Body<AccountOrder> body, PayService pay, PaymentsTwinOptions options, TwinJournal journal, CancellationToken ct) =>
            body.Value is { ShortBy: null or (>= 0 and <= Movement.Most) } order
                ? await SettledAsync(pay.Settle(day, order.Account ?? options.DefaultAccount, order.ShortBy ?? 0), $"{day:yyyy-MM-dd} has no batch to pay.", journal, ct)
                : Wrong(body.Error ?? $"shortBy is 0..{Movement.Most}."));
        payments.MapGet("/bills", (PlatformBills bills) => Ok(new { bills = bills.All() }));
        payments.MapPost("/bills/{reference}/decide", DecideAsync);
    }

    private static async Task<IResult> PayAsync(Body<PayRequest> body, PayService pay, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { } request || OrderOf(request) is not { } order)
        {
            return Wrong(body.Error ?? AboutPay);
        }

        var (movements, slips, error) = pay.Pay(order);
        await journal.SettledAsync(ct);
        return error is null ? Ok(new { movements, slips }) : Wrong(error);
    }

    private static PayOrder? OrderOf(PayRequest request) =>
        request is { Payloads: { Count: >= 1 and <= MostPayloads } payloads, Amount: null or (>= 1 and <= Movement.Most), By: null or (>= 1 and <= Movement.Most), DelaySeconds: null or (>= 0 and <= 1e8), HeldDays: null or (>= 1 and <= 30) }
            && payloads.All(payload => payload is not null) && PayService.Ways.Contains(request.How ?? "right")
            && (request.How == "mangled") == (request.Mangling is { } mangling && mangling is not Mangling.None && Enum.IsDefined(mangling))
            && (request.Tellers ?? []).All(name => name is not null && NoticeFormats.All.ContainsKey(name))
            ? new PayOrder(
                payloads, request.How ?? "right", request.Amount, request.By ?? 1_000, request.DelaySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, request.Mangling ?? Mangling.None,
                request.HeldDays, request.Tellers)
            : null;

    private static async Task<IResult> DayAsync(Body<DayRequest> body, DayScript script, SeededChoice choice, TwinClock clock, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { Payloads: { Count: <= MostPayloads } payloads, FlawedSlips: null or (>= 0 and <= 1000) } request || payloads.Any(payload => payload is null))
        {
            return Wrong(body.Error ?? "payloads is 0..1000 codes, flawedSlips 0..1000.");
        }

        var day = request.Day ?? BankTime.Day(clock.GetUtcNow());
        var error = script.Run(payloads, day, request.Seed ?? choice.Seed, request.Plain ?? false, request.FlawedSlips ?? 0);
        await journal.SettledAsync(ct);
        return error is null ? Ok(new { day }) : Wrong(error);
    }

    private static async Task<IResult> BookAsync(Body<BookRequest> body, PayService pay, TwinJournal journal, CancellationToken ct) =>
        body.Value is { Account: { Length: >= 1 and <= 19 } account, Amount: (>= -Movement.Most and <= Movement.Most and not 0) and { } amount, Text: { Length: >= 1 and <= 390 } text }
            && text.All(c => c is >= ' ' and <= '~')
            ? await SettledAsync(pay.Book(account, amount, text, body.Value.Charge is true ? MovementKind.Charge : MovementKind.Transfer, body.Value.Tellers), "", journal, ct)
            : Wrong(body.Error ?? "account has 1..19 characters, amount is whole đồng and not 0, text has 1..390 plain characters.");

    private static async Task<IResult> SwipeAsync(Body<SwipeRequest> body, PayService pay, TwinClock clock, TwinJournal journal, CancellationToken ct) =>
        body.Value is { Amount: (>= 1 and <= Movement.Most) and { } amount, Description: null or { Length: <= 100 } } request && Enum.IsDefined(request.Flaw ?? SlipFlaw.None)
            ? await SettledAsync(pay.Swipe(amount, request.Description ?? "", request.Flaw ?? SlipFlaw.None, clock.GetUtcNow()), "", journal, ct)
            : Wrong(body.Error ?? "amount is whole đồng, description has at most 100 characters, flaw is one of none, missing, amount, unknown, twice.");

    private static async Task<IResult> DecideAsync(string reference, Body<DecideRequest> body, PayService pay, TwinJournal journal, CancellationToken ct) =>
        body.Value is { State: (BillState.Paid or BillState.Pending or BillState.Failed) and { } state, Amount: null or (>= 1 and <= Movement.Most) } request
            ? await SettledAsync(pay.Decide(reference, state, request.Amount), $"There is no bill '{reference}' that is not paid.", journal, ct)
            : Wrong(body.Error ?? "state is paid, pending or failed; amount is whole đồng.");

    private static async Task<IResult> SettledAsync<T>(T? made, string otherwise, TwinJournal journal, CancellationToken ct)
        where T : class
    {
        await journal.SettledAsync(ct);
        return made is null ? Missing(otherwise) : Ok(made);
    }
}

/// <summary>Body of <c>POST /_twin/payments/pay</c>: see <see cref="PayOrder"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PayRequest(
    IReadOnlyList<string>? Payloads, string? How = null, long? Amount = null, long? By = null, double? DelaySeconds = null, Mangling? Mangling = null, int? HeldDays = null,
    IReadOnlyList<string>? Tellers = null);

/// <summary>Body of <c>POST /_twin/payments/day</c>.</summary>
/// <param name="Day">In Vietnam; today when absent.</param>
/// <param name="Plain">Everybody does it right.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DayRequest(IReadOnlyList<string>? Payloads, DateOnly? Day = null, int? Seed = null, bool? Plain = null, int? FlawedSlips = null);

/// <summary>Body of <c>POST /_twin/payments/movements</c>.</summary>
/// <param name="Charge">The bank's own charge; else a transfer, of somebody or, below 0, paid out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BookRequest(string? Account, long? Amount, string? Text, bool? Charge = null, IReadOnlyList<string>? Tellers = null);

/// <summary>Body of <c>POST /_twin/payments/slips</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SwipeRequest(long? Amount, string? Description = null, SlipFlaw? Flaw = null);

/// <summary>The account that is credited or debited; the twin's default when absent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AccountOrder(string? Account = null, long? ShortBy = null);

/// <summary>Body of <c>POST /_twin/payments/bills/{reference}/decide</c>.</summary>
/// <param name="Amount">What was paid; what was asked when absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecideRequest(BillState? State, long? Amount = null);
