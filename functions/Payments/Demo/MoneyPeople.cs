using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Demo;
using Hub.Functions.Shell;
using Hub.Payments.Booking;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments.Demo;

/// <summary>
/// The payers of the day, who pay the codes that the hub shows, and in the evening the bank, its messengers and the clerk who imports the files. Whoever has paid is
/// known by the bank, so a day that was broken off goes on where it was.
/// </summary>
internal sealed class MoneyPeople(DemoEvidence evidence) : IDemoPeople
{
    private const string Open = "open";
    private const int Page = 1000;
    private const int PatienceBeats = 180;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Faults = ["replayed", "repeated", "reordered", "forged", "tampered", "unsigned"];

    private readonly BankTwin _bank = new(evidence.Twin);
    private readonly IPayments _payments = evidence.Services.GetRequiredService<IPayments>();
    private readonly int _fees = PaymentsDemo.Fees(evidence.Events);
    private readonly HashSet<string> _come = new(StringComparer.Ordinal);
    private HashSet<string> _paid = new(StringComparer.Ordinal);
    private bool _isOver;

    public UnderWay UnderWay
    {
        get
        {
            var come = _isOver ? _fees : Math.Min(_come.Count, _fees - 1);
            return new UnderWay(_fees - come, come, _fees, ("khoản thu", "fees"));
        }
    }

    public IReadOnlyList<Bilingual> Lines { get; private set; } = MoneyFigures.None.Lines();

    public async Task RunAsync(Task posting, CancellationToken ct)
    {
        _paid = [.. (await _bank.MovementsAsync(ct)).Select(movement => movement.Order).Concat((await _bank.SlipsAsync(ct)).Select(slip => slip.Description)).OfType<string>()];
        await PayAsync(posting, ct);
        await EveningAsync(ct);
        Lines = (await MoneyFigures.ReadAsync(_payments, ct)).Lines();
        _isOver = true;
    }

    private async Task PayAsync(Task posting, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var (beat, quiet) = (0, 0); quiet < PatienceBeats; beat++)
        {
            var isQuiet = posting.IsCompleted && await IsIdleAsync(ct);
            var hasPaid = await PayOpenAsync(Open, ct) | await PayOpenAsync("underpaid", ct);
            if (beat % 4 == 0)
            {
                Lines = (await MoneyFigures.ReadAsync(_payments, ct)).Lines();
            }

            // Only what was heard of makes a new code, and with it the next payer.
            if (isQuiet && !hasPaid && await _bank.OwedAsync(ct) == 0)
            {
                return;
            }

            quiet = isQuiet && !hasPaid ? quiet + 1 : 0;
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private async Task<bool> IsIdleAsync(CancellationToken ct)
    {
        var lane = (await evidence.Hub.GetAsync("lanes", ct))["lanes"]!.AsArray().First(lane => lane!["lane"]!.GetValue<string>() == PaymentCodes.Lane)!;
        return lane["waiting"]!.GetValue<long>() + lane["held"]!.GetValue<long>() == 0;
    }

    private async Task<bool> PayOpenAsync(string state, CancellationToken ct)
    {
        var hasPaid = false;
        for (var after = ""; after is not null;)
        {
            var page = await evidence.Hub.GetAsync($"fees?state={state}&limit={Page}&after={Uri.EscapeDataString(after)}", ct);
            foreach (var fee in page["fees"]!.AsArray())
            {
                hasPaid |= await PayAsync(fee!, state == Open, ct);
            }

            after = page["next"]?.GetValue<string>();
        }

        return hasPaid;
    }

    private async Task<bool> PayAsync(JsonNode fee, bool isOpen, CancellationToken ct)
    {
        var (dossier, requests) = (fee["dossier"]!.GetValue<string>(), fee["requests"]!.AsArray());
        var payer = MoneyDay.PayerOf(dossier);
        _come.Add(dossier);
        var reference = requests.LastOrDefault(request => request!["state"]!.GetValue<string>() == Open)?["reference"]!.GetValue<string>();
        var comes = isOpen ? payer is not (Payer.Cash or Payer.Nobody) && !requests.Any(request => _paid.Contains(request!["reference"]!.GetValue<string>())) : payer is Payer.TwoParts;
        if (!comes || reference is null || _paid.Contains(reference) || await CodeAsync(reference, ct) is not { } code)
        {
            return false;
        }

        await _bank.PayAsync(Order(code, isOpen ? payer : Payer.Right, dossier), ct);
        return _paid.Add(reference);
    }

    // What was paid a moment ago has no code any more.
    private async Task<JsonNode?> CodeAsync(string reference, CancellationToken ct)
    {
        try
        {
            return await evidence.Hub.GetAsync($"payments/requests/{reference}/qr.json", ct);
        }
        catch (ApiProblemException)
        {
            return null;
        }
    }

    private static JsonObject Order(JsonNode code, Payer payer, string dossier)
    {
        var order = new JsonObject { ["payloads"] = new JsonArray(code["payload"]!.GetValue<string>()), ["tellers"] = Tellers(payer, dossier) };
        switch (payer)
        {
            case Payer.Lower or Payer.Spaced or Payer.Glued or Payer.Confused or Payer.Wrapped or Payer.Cut or Payer.Lost:
                (order["how"], order["mangling"]) = ("mangled", payer.ToString().ToLowerInvariant());
                break;
            case Payer.Late:
                (order["how"], order["delaySeconds"]) = ("late", 5);
                break;
            case Payer.TooLittle or Payer.TwoParts:
                (order["how"], order["by"]) = ("too-little", code["amount"]!.GetValue<long>() / 2);
                break;
            default:
                order["how"] = payer switch { Payer.Twice => "twice", Payer.TooMuch => "too-much", Payer.Card or Payer.CardVoided => "card", _ => "right" };
                break;
        }

        return order;
    }

    // Two of them tell of most transfers: one payment with two witnesses, and the bank's file for a third.
    private static JsonArray Tellers(Payer payer, string dossier)
    {
        var first = int.Parse(dossier.AsSpan(dossier.Length - 4), NumberStyles.None, CultureInfo.InvariantCulture);
        string[] names = payer is Payer.Untold ? [] : [BankTwin.Messengers[first % BankTwin.Messengers.Count].Name, BankTwin.Messengers[(first + 2) % BankTwin.Messengers.Count].Name];
        return new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
    }

    private async Task EveningAsync(CancellationToken ct)
    {
        var (movements, slips) = (await _bank.MovementsAsync(ct), await _bank.SlipsAsync(ct));
        foreach (var movement in movements.Where(each => each is { Order: not null, Reverses: null } && !movements.Any(other => other.Reverses == each.Seq)))
        {
            if (await PayerOfAsync(movement.Order!, ct) is Payer.Reversed)
            {
                await _bank.ReverseAsync(movement.Seq, ct);
            }
        }

        foreach (var slip in slips.Where(each => each.Voids is null && !slips.Any(other => other.Voids == each.Seq)))
        {
            if (await PayerOfAsync(slip.Description, ct) is Payer.CardVoided)
            {
                await _bank.VoidAsync(slip.Rrn, ct);
            }
        }

        await MisbehaveAsync(movements, ct);
        var files = new DayFiles(evidence.Hub, _bank);
        foreach (var day in await files.DaysAsync(ct))
        {
            await files.ImportAsync(day, isFalse: true, ct);
            await files.ImportAsync(day, isFalse: false, ct);
        }
    }

    private async Task<Payer?> PayerOfAsync(string reference, CancellationToken ct) =>
        await _payments.RequestsAsync([reference], ct) is [var request] ? MoneyDay.PayerOf(request.Dossier) : null;

    // After their own calls: what is sent again is then known, and what is forged must not be.
    private async Task MisbehaveAsync(IReadOnlyList<TwinMovement> movements, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; beat < PatienceBeats && await _bank.OwedAsync(ct) > 0; beat++)
        {
            await timer.WaitForNextTickAsync(ct);
        }

        foreach (var (name, _) in BankTwin.Messengers)
        {
            var told = movements.Where(movement => movement.Amount > 0 && movement.Tellers?.Contains(name) is true).TakeLast(2).Select(movement => movement.Seq).ToList();
            foreach (var fault in told.Count == 0 ? [] : Faults)
            {
                await _bank.PushAsync(fault, name, told, ct);
            }
        }
    }
}
