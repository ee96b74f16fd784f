using System.Text;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Model;
using Hub.Payments.References;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Moving;

/// <summary>Writes something into every table of payments.</summary>
internal static class MovedPayments
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task FillAsync(IServiceProvider store, DateTimeOffset now)
    {
        var day = new DateOnly(2026, 3, 2);
        var fee = new Fee { Number = "F-1", Dossier = "H01", Lines = [new(FeeKind.Charge, "Lệ phí", 8000)], State = FeeState.Paid, ChangedAt = now };
        var notice = new MoneyNotice { Messenger = "sepay", Id = "1", Direction = MoneyDirection.In, Amount = 8000, Account = "0011", At = now, Text = "Nguyễn \u0000 Văn" };
        var payments = store.GetRequiredService<IPayments>();
        await payments.KeepAsync(KeptMessage.Of("sepay", Encoding.UTF8.GetBytes("{}"), new MessengerReading.Told(notice), now), Ct);
        Assert.True(await payments.CommitAsync(
            new PaymentsBatch
            {
                Fees = [fee],
                Requests =
                [
                    new PaymentRequest
                    {
                        Reference = PaymentReference.Of("H40D", 1),
                        Fee = fee.Id,
                        Dossier = fee.Dossier,
                        Amount = 8000,
                        Account = "0011",
                        CreatedAt = now,
                        ExpiresAt = now.AddDays(30),
                        State = RequestState.Used,
                    },
                ],
                Payments =
                [
                    new Payment
                    {
                        Id = "p-1",
                        Account = "0011",
                        Amount = 8000,
                        ValueDay = day,
                        BookedAt = now,
                        Method = PaymentMethod.Transfer,
                        Witnesses = [new Witness("sepay", "1", now, now, "FT1", new string('a', 64))],
                        Shares = [new PaymentShare(PaymentState.Matched, 8000, fee.Id)],
                    },
                ],
                Moves = [new LedgerMove("p-1", null, null, PaymentState.Matched, fee.Id, 8000, "sepay/1", now)],
                Accounts = [new BeneficiaryAccount { Bin = "970436", Number = "0011", Holder = "TTPVHCC", ValidFrom = day }],
                Orders =
                [
                    new PlatformOrder
                    {
                        Reference = "dvcH0120260302101500",
                        Request = PaymentReference.Of("H40D", 1).Text,
                        Fee = fee.Id,
                        Dossier = fee.Dossier,
                        Amount = 8000,
                        Bin = "970436",
                        Account = "0011",
                        Holder = "TTPVHCC",
                        CreatedAt = now,
                        ExpiresAt = now.AddDays(30),
                        DueAt = now,
                        ChangedAt = now,
                    },
                ],
                Sheets = [new CounterSheet { Counter = "QUAY01", Bin = "970436", Account = "0011", Holder = "TTPVHCC", PrintedAt = now, PrintedBy = "CB-07" }],
                Statements = [new KeptStatement { Id = "s", Slot = "slot", Account = "0011", Kind = "mt940", Lines = 1, Sum = 8000, File = new string('b', 64), ReceivedAt = now }],
                Expected = [new ExpectedFile("0011", day, ExpectedState.Missing, now)],
                Former = [new FormerReference("HS000123", fee.Id)],
                Lines = [new KeptLine("l", "s", "0011", day, day, 8000, "FT1", "Nguyễn Văn", ":61:", 1, "p-1", now)],
            }, Ct));
    }
}
