using System.Text;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.Core.Stores;
using Hub.Core.Tasks;
using Hub.Payments;
using Hub.Payments.Booking;
using Hub.Payments.Importing;
using Hub.Payments.Messengers;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Short words for what is done with money, over the store under test.</summary>
public abstract class PaymentsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    protected const string Dossier = "000.00.01.H40-261121-0001";
    protected const string Account = "0011012345678";
    protected static readonly DateTimeOffset At = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    protected IPayments Payments => Port<IPayments>();

    protected static string FeeId(string number = "F-1") => Fee.IdOf(Dossier, number);

    /// <summary>All that books money, over these payments.</summary>
    /// <param name="more">What stands in another's place.</param>
    protected ServiceProvider Centre(IPayments? payments = null, Action<IServiceCollection>? more = null, IReadOnlyList<ExpectedOptions>? expected = null)
    {
        var services = new ServiceCollection()
            .AddSingleton(payments ?? Payments).AddSingleton(Port<IPlatformOrders>()).AddSingleton(new PaymentsOptions { Prefix = "H40D", Accounts = [new() { Bin = "970436", Number = Account, Holder = "TTPVHCC DEMO" }], Expected = expected ?? [] })
            .AddSingleton(Fixture.Ids).AddSingleton<TimeProvider>(Clock).AddSingleton(WorkingCalendars.BuiltIn).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddPaymentBooking().AddPayments(hasFolder: false);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    protected async Task<Outcome> HandleAsync(string type, string data)
    {
        await using var hub = Centre();
        var envelope = new Envelope
        {
            Seq = 1,
            Id = Fixture.Ids.Next(),
            Lane = PaymentCodes.Lane,
            Key = Dossier,
            Type = type,
            Body = Encoding.UTF8.GetBytes(data),
            CreatedAt = Now,
        };
        var delivery = new Delivery { Envelope = envelope, Event = new EventIdentity("e", "/centre", Now), Attempts = 0, IsDoubtful = false, Lease = 1 };
        return (await hub.GetRequiredService<IConnector>().HandleAsync(delivery, Ct)).Outcome;
    }

    protected async Task AssessAsync(long amount = 8000, string number = "F-1") => Assert.IsType<Outcome.Done>(await HandleAsync(
        PaymentEventTypes.FeeAssessed, $$"""{"fee":"{{number}}","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":{{amount}}}],"assessedAt":"2026-11-21T09:00:00+07:00"}"""));

    protected async Task<string> ReferenceAsync(string number = "F-1") =>
        (await FileAsync(number)).Requests.Single(request => request.State is RequestState.Open).Reference.Text;

    protected async Task<FeeFile> FileAsync(string number = "F-1") => await Payments.FileAsync(FeeId(number), Ct) ?? throw new Xunit.Sdk.XunitException($"There is no fee {number}.");

    protected static MoneyNotice Notice(string messenger, string id, string? text, long amount = 8000, string? bank = null, DateTimeOffset? at = null, string? account = Account) => new()
    {
        Messenger = messenger,
        Id = id,
        Direction = MoneyDirection.In,
        Amount = amount,
        Account = account,
        At = at ?? At,
        Text = text,
        BankReference = bank,
    };

    protected async Task<string?> TellAsync(MoneyNotice notice, IPayments? payments = null)
    {
        await using var hub = Centre(payments);
        return await hub.GetRequiredService<MessageService>().TakeAsync(notice.Messenger, Encoding.UTF8.GetBytes($"{notice.Messenger} {notice.Id}"), new MessengerReading.Told(notice), Ct);
    }

    protected async Task<ImportReport> ImportAsync(string mt940)
    {
        await using var hub = Centre();
        return await hub.GetRequiredService<StatementImport>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(mt940)), [], isTrial: false, Ct);
    }

    protected async Task<IReadOnlyList<Payment>> AllAsync() => [.. (await Payments.PaymentsAsync(0, 1000, Ct)).Select(each => each.Payment)];

    protected async Task<IReadOnlyList<string>> ToldAsync() =>
        [.. (await Inbox.ListAsync(0, 1000, EventDirection.Out, Ct)).Select(told => told.Event.Type["vn.onestop.".Length..^".v1".Length])];

    protected async Task<IReadOnlyList<string>> TasksAsync() =>
        [.. (await Port<ITasks>().ListAsync(true, null, null, null, null, null, 100, Ct)).Select(task => task.Kind).Order(StringComparer.Ordinal)];

    /// <summary>Every đồng is in exactly one place, and together they are what came in.</summary>
    protected async Task ConservedAsync(long cameIn)
    {
        Assert.Empty(await Payments.FaultsAsync(Ct));
        var lines = await Payments.LedgerAsync(DateOnly.MinValue, DateOnly.MaxValue, Ct);
        Assert.All(lines, line => Assert.Equal(0, line.Difference));
        Assert.Equal(cameIn, lines.Sum(line => line.CameIn));
    }

    /// <summary>Breaks off before a write is done or after it, as a store does that goes away.</summary>
    protected sealed class TornPayments(IPayments payments, Random chance) : PassedOnPayments(payments)
    {
        private readonly IPayments _payments = payments;

        public bool IsSound { get; set; }

        public override Task<KeptMessage> KeepAsync(KeptMessage message, CancellationToken ct) => TearAsync(() => _payments.KeepAsync(message, ct));

        public override Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) => TearAsync(() => _payments.CommitAsync(batch, ct));

        private async Task<T> TearAsync<T>(Func<Task<T>> write)
        {
            var moment = IsSound ? 9 : chance.Next(6);
            if (moment == 0)
            {
                throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("torn before"));
            }

            var written = await write();
            return moment == 1 ? throw new StoreUnavailableException(StoreFault.Unreachable, new IOException("torn after")) : written;
        }
    }
}

/// <summary>Passes everything on.</summary>
public abstract class PassedOnPayments(IPayments payments) : IPayments
{
    public Task<Fee?> FeeAsync(string id, CancellationToken ct) => payments.FeeAsync(id, ct);

    public Task<IReadOnlyList<Fee>> FeesOfDossierAsync(string dossier, CancellationToken ct) => payments.FeesOfDossierAsync(dossier, ct);

    public Task<IReadOnlyList<Fee>> FeesOfNumberAsync(string number, CancellationToken ct) => payments.FeesOfNumberAsync(number, ct);

    public Task<IReadOnlyList<Fee>> FeesOfPlainAsync(string plain, CancellationToken ct) => payments.FeesOfPlainAsync(plain, ct);

    public Task<IReadOnlyList<Fee>> FeesOfFormerAsync(IReadOnlyCollection<string> references, CancellationToken ct) => payments.FeesOfFormerAsync(references, ct);

    public Task<IReadOnlyList<Fee>> FeesAsync(FeeState? state, string? after, int limit, CancellationToken ct) => payments.FeesAsync(state, after, limit, ct);

    public Task<FeeFile?> FileAsync(string id, CancellationToken ct) => payments.FileAsync(id, ct);

    public Task<IReadOnlyList<PaymentRequest>> RequestsAsync(IReadOnlyCollection<string> references, CancellationToken ct) => payments.RequestsAsync(references, ct);

    public Task<IReadOnlyList<PaymentRequest>> CandidatesAsync(IReadOnlyCollection<string> parts, CancellationToken ct) => payments.CandidatesAsync(parts, ct);

    public Task<Payment?> PaymentAsync(string id, CancellationToken ct) => payments.PaymentAsync(id, ct);

    public Task<Payment?> OfWitnessAsync(string source, string key, CancellationToken ct) => payments.OfWitnessAsync(source, key, ct);

    public Task<IReadOnlyList<Payment>> AlikeAsync(long amount, DateOnly from, DateOnly to, string? without, CancellationToken ct) =>
        payments.AlikeAsync(amount, from, to, without, ct);

    public Task<IReadOnlyList<NumberedPayment>> PaymentsAsync(long after, int limit, CancellationToken ct) => payments.PaymentsAsync(after, limit, ct);

    public Task<IReadOnlyList<LedgerMove>> MovesAsync(string payment, CancellationToken ct) => payments.MovesAsync(payment, ct);

    public Task<IReadOnlyList<LedgerLine>> LedgerAsync(DateOnly from, DateOnly to, CancellationToken ct) => payments.LedgerAsync(from, to, ct);

    public Task<IReadOnlyList<LedgerFault>> FaultsAsync(CancellationToken ct) => payments.FaultsAsync(ct);

    public virtual Task<KeptMessage> KeepAsync(KeptMessage message, CancellationToken ct) => payments.KeepAsync(message, ct);

    public Task<IReadOnlyList<KeptMessage>> UndecidedAsync(int limit, CancellationToken ct) => payments.UndecidedAsync(limit, ct);

    public Task<IReadOnlyList<BeneficiaryAccount>> AccountsAsync(CancellationToken ct) => payments.AccountsAsync(ct);

    public Task<IReadOnlyList<KeptLine>> KnownLinesAsync(IReadOnlyCollection<string> identities, CancellationToken ct) => payments.KnownLinesAsync(identities, ct);

    public Task<KeptStatement?> StatementAsync(string slot, CancellationToken ct) => payments.StatementAsync(slot, ct);

    public Task<KeptStatement?> StatementOfIdAsync(string id, CancellationToken ct) => payments.StatementOfIdAsync(id, ct);

    public Task<IReadOnlyList<KeptStatement>> StatementsSinceAsync(DateOnly from, CancellationToken ct) => payments.StatementsSinceAsync(from, ct);

    public Task<IReadOnlyList<ExpectedFile>> ExpectedFilesAsync(DateOnly from, CancellationToken ct) => payments.ExpectedFilesAsync(from, ct);

    public Task<IReadOnlyList<KeptLine>> LinesAsync(string statement, CancellationToken ct) => payments.LinesAsync(statement, ct);

    public Task<IReadOnlyList<KeptLine>> LinesOfReferenceAsync(string reference, long amount, DateOnly day, CancellationToken ct) => payments.LinesOfReferenceAsync(reference, amount, day, ct);

    public virtual Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) => payments.CommitAsync(batch, ct);
}
