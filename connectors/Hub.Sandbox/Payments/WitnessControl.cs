using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Payments;

/// <summary>The part of the control API that concerns what the hub hears: messengers, files, and the key that says what is in them.</summary>
internal static class WitnessControl
{
    private const string Pos = "pos.csv";

    public static void Map(RouteGroupBuilder payments)
    {
        payments.MapGet("/messengers", (NoticeQueue queue) => Ok(queue.Settings.ToDictionary(pair => pair.Key, pair => new { url = pair.Value.Url?.AbsoluteUri })));
        payments.MapPut("/messengers/{name}", SetAsync);
        payments.MapGet("/notices", (NoticeSender sender, NoticeQueue queue, long after = 0, int limit = 1000) =>
            CheckLimit(limit) ?? Ok(new { notices = sender.After(after, limit), owed = queue.Owed }));
        payments.MapPost("/push", PushAsync);
        payments.MapGet("/files/{day}/{name}", FileAsync);
        payments.MapGet("/answer-key/{day}", (DateOnly day, PaymentsTwinOptions options, BankLedger ledger, NoticeSender sender, PayService pay) =>
            Ok(AnswerKey.Of(day, options.Opening, ledger.Done(), ledger.Slips(), sender.After(0, int.MaxValue), pay.BatchText)));
    }

    private static async Task<IResult> SetAsync(string name, Body<MessengerSettings> body, NoticeQueue queue, NoticeSignal signal, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { } settings || settings.Fault(name) is not null)
        {
            return Wrong(body.Error ?? body.Value!.Fault(name)!);
        }

        queue.Set(name, settings);
        signal.Raise();
        await journal.SettledAsync(ct);
        return Ok(new { url = settings.Url?.AbsoluteUri });
    }

    private static async Task<IResult> PushAsync(Body<PushOrder> body, NoticeSender sender, NoticeFlaws flaws, NoticeQueue queue, PlatformBills bills, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value is not { PauseMs: null or (>= 0 and <= 60_000) } order || (order.Kind is not null && !NoticeFlaws.Kinds.Contains(order.Kind)))
        {
            return Wrong(body.Error ?? $"kind is absent or one of: {string.Join(", ", NoticeFlaws.Kinds)}; pauseMs is 0..60000.");
        }

        if (order.Kind is null)
        {
            var sent = await sender.SendDueAsync(ct);
            await journal.SettledAsync(ct);
            return Ok(new { results = sent });
        }

        if (order.Messenger is not { } name || queue.Settings.GetValueOrDefault(name)?.Url is null)
        {
            return Wrong("messenger is the name of one that has an address.");
        }

        var notices = (order.Movements ?? []).Select(seq => new Notice(0, name, seq, null, 0, default))
            .Concat((order.Bills ?? []).Select(reference => new Notice(0, name, bills.Find(reference)?.Movement ?? 0, reference, 0, default))).ToList();
        return notices.Count == 0 || notices.Any(notice => sender.Told(notice) is not { } told || !NoticeFormats.All[name].Tells(told))
            ? Missing($"movements and bills name what {name} can tell of: at least one.")
            : Ok(new { results = await flaws.RunAsync(order.Kind, notices, TimeSpan.FromMilliseconds(order.PauseMs ?? 2000), ct) });
    }

    private static async Task<IResult> FileAsync(
        DateOnly day, string name, PaymentsTwinOptions options, BankLedger ledger, TwinClock clock, CancellationToken ct, string? flaw = null, int version = 8)
    {
        if (day > BankTime.Day(clock.GetUtcNow()) || version is < 2 or > 8)
        {
            return Wrong("The day is over or today; version is 2..8.");
        }

        if (name == Pos)
        {
            return flaw is null or "card"
                ? Results.Bytes(PosFile.Write(options.Merchant, [.. ledger.Slips().Where(slip => slip.Day == day)], flaw == "card"), "text/csv", Named(day, Pos))
                : Wrong("flaw is absent or card.");
        }

        var (account, kind) = name.IndexOf('.', StringComparison.Ordinal) is var point and > 0 ? (name[..point], name[(point + 1)..]) : (name, "");
        if (StatementDay.Of(account, day, options.Opening, ledger.Done()).Flawed(flaw) is not { } statement)
        {
            return Wrong("flaw is absent or one of closing, missing, twice.");
        }

        return kind switch
        {
            "mt940" => Results.Bytes(SwiftFile.Write(statement, options.LinesPerPage), "text/plain", Named(day, name)),
            "camt053.xml" => Results.Bytes(CamtFile.Write(statement, version), "application/xml", Named(day, name)),
            "csv" => Results.Bytes(SheetFile.Csv(statement), "text/csv", Named(day, name)),
            "xlsx" => Results.Bytes(await SheetFile.XlsxAsync(statement, ct), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Named(day, name)),
            _ => Missing("The files of a day are ACCOUNT.mt940, ACCOUNT.camt053.xml, ACCOUNT.csv, ACCOUNT.xlsx and pos.csv."),
        };
    }

    private static string Named(DateOnly day, string name) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{name}");
}

/// <summary>Body of <c>POST /_twin/payments/push</c>: nothing for what is due, else a script.</summary>
/// <param name="Kind">One of <see cref="NoticeFlaws.Kinds"/>.</param>
/// <param name="PauseMs">Of <c>slow</c>, in the middle of the body; 2000 when absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PushOrder(string? Kind = null, string? Messenger = null, IReadOnlyList<long>? Movements = null, IReadOnlyList<string>? Bills = null, int? PauseMs = null);
